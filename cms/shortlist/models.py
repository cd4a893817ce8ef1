"""A shortlist shared by link: the list and its note, and nothing of who shared it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

TOKEN_LENGTH = 22
"""Of 62 signs each: 130 bits."""
NOTE_LENGTH = 1000


def new_token() -> str:
    """Return a word that nobody guesses."""
    return get_random_string(TOKEN_LENGTH)


class SharedList(models.Model):
    """Be one list that whoever has the link may read until it expires."""

    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, default=new_token, editable=False)
    picks = models.JSONField(_("picks"), default=list)
    note = models.TextField(_("note"), max_length=NOTE_LENGTH, blank=True)
    expires_at = models.DateTimeField(_("expires"), db_index=True)

    class Meta:
        verbose_name = _("shared shortlist")
        verbose_name_plural = _("shared shortlists")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)
