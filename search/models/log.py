"""What was searched for, without who did."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_LOGGED_TEXT = 200


class SearchLogEntry(models.Model):
    """Keep one search of the public page: what was asked and how much was found.

    Holds no address, no user and no session, so that it is nobody's personal data; ``text`` is
    normalised. ``clicked_rank`` is the rank of the first result that was opened, from 1.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.CharField(_("query"), max_length=MAX_LOGGED_TEXT, blank=True)
    language = models.CharField(_("language"), max_length=2)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    hits = models.PositiveIntegerField(_("results"))
    fuzzy = models.BooleanField(_("only approximate results"), default=False)
    suggestion = models.CharField(_("suggestion shown"), max_length=MAX_LOGGED_TEXT, blank=True)
    clicked_rank = models.PositiveIntegerField(_("opened result"), null=True, blank=True)
    created = models.DateTimeField(_("time"), db_index=True)

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("search log")
        ordering: ClassVar[list[str]] = ["-created"]

    def __str__(self) -> str:
        return self.text or str(self.pk)
