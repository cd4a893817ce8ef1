"""A file that waits between its preview and its import."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """Keep what was read of a file for the person who brought it, a day at most.

    ``content`` is its sheets as compressed JSON: to read a big workbook takes longer than to compare it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    content = models.BinaryField()
    publishes = models.BooleanField(_("publish at once"), default=False)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        verbose_name = _("uploaded directory file")
        verbose_name_plural = _("uploaded directory files")
        ordering: ClassVar[list[str]] = ["-created_at"]

    def __str__(self) -> str:
        return self.name
