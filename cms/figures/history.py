"""What became of an answer: who drafted, sent and changed it, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from wagtail.models import ModelLogEntry

from cms.figures.models import Answer, KeyFigure
from cms.figures.numbers import in_words


@dataclass(frozen=True, slots=True)
class Deed:
    """Be one line of the history."""

    when: datetime
    person: str
    words: str
    changes: Sequence[str]


def history_of(answer: Answer) -> list[Deed]:
    """Return the newest deeds, the newest first; three queries."""
    if answer.pk is None:
        return []
    entries = ModelLogEntry.objects.for_instance(answer).select_related("user").order_by("-timestamp", "-pk")
    names = {figure.slug: figure.name for figure in KeyFigure.objects.all()}
    return [
        Deed(
            when=entry.timestamp,
            person=entry.user_display_name,
            words=str(entry.message),
            changes=[
                f"{names.get(slug, slug)}: {_number(before)} → {_number(after)}"
                for slug, (before, after) in (entry.data or {}).get("changes", {}).items()
            ],
        )
        for entry in entries[:50]
    ]


def _number(text: str | None) -> str:
    return "–" if text is None else in_words(Decimal(text))
