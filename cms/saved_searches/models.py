"""What a saved search found when it was last looked at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.subscriptions.models import ABOUT_LENGTH


class SavedSearch(models.Model):
    """Be one search in one language at one rhythm, for all who saved it; who they are is not known here."""

    query = models.CharField(_("search"), max_length=ABOUT_LENGTH, blank=True)
    language = models.CharField(_("language"), max_length=10)
    rhythm = models.CharField(_("rhythm"), max_length=10)
    found = models.JSONField(_("found"), default=list)
    looked_at = models.DateTimeField(_("looked at"))

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["query", "language", "rhythm"], name="one_saved_search_of_a_kind")
        ]

    def __str__(self) -> str:
        return self.query
