"""What all operational tables have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext

from ingest.words import in_words, restored


class Remembered(models.Model):
    """Stand above the operational tables, whose rows are no content: they are in no index of references."""

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class KeepsWords(Protocol):
    """Be a row whose texts for people are in English, with what it takes to say them in another language."""

    words: Mapping[str, Any]


def said_again(row: KeepsWords, field: str) -> str:
    """Return a text of a row in the active language; one of before words were kept is looked up as it is."""
    text = getattr(row, field)
    if field in row.words:
        return str(in_words(restored(row.words[field])))
    return gettext(text) if text else ""
