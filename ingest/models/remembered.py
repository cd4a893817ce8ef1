"""What all operational tables have in common."""

from __future__ import annotations

from django.db import models


class Remembered(models.Model):
    """Stand above the operational tables, whose rows are no content: they are in no index of references."""

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
