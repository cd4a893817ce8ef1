"""The outbox: which published content changed and has yet to reach the index."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexChange(models.Model):
    """Say that an object changed; written in the transaction that changes it, deleted once indexed.

    ``attempts`` and ``error`` tell of an object that could not be made into a document; it is tried
    again after ``retry_at``.
    """

    source = models.CharField(_("source"), max_length=40)
    object_id = models.BigIntegerField(_("object"))
    created = models.DateTimeField(_("since"), auto_now_add=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    retry_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("index change")
        verbose_name_plural = _("index changes")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.source}:{self.object_id}"
