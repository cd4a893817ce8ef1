"""What has been loaded already."""

from __future__ import annotations

from django.db import models


class LoadedItem(models.Model):
    """Remember one item of the demo content, so that it is loaded once in a database's life.

    What editors changed or deleted since then stays as they left it.
    """

    key = models.CharField(max_length=200, unique=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key
