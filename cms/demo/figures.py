"""The demo's key figures: what is counted, two years that are closed, and a round that is open."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.utils.timezone import localdate

from cms.demo.catalogue import CONTENT
from cms.directory.models import OrganisationPage
from cms.figures.actions import Reported, report_figures
from cms.figures.models import Collection, KeyFigure
from cms.figures.numbers import read_number

OPEN_FOR = timedelta(days=30)
FIRST_YEAR_ASKED_NOW = 2026
SHOWS_ITS_OWN = "siskotupa"
"""The organisation whose page shows its latest figures."""


@dataclass(frozen=True, slots=True)
class DemoFigure:
    """One thing that is counted."""

    slug: str
    position: int
    fi: str
    sv: str
    en: str
    description: str
    unit: str = ""
    together: str = KeyFigure.Together.SUM.value


@dataclass(frozen=True, slots=True)
class DemoCollection:
    """One round with its answers; without a ``year`` it is open now."""

    answers: dict[str, list[str]]
    year: int | None = None
    letter: str = ""

    @property
    def slug(self) -> str:
        """Return what the demo remembers it by."""
        return str(self.year or "open")


def key_figures() -> tuple[DemoFigure, ...]:
    """Return what is counted."""
    return tuple(DemoFigure(**entry, position=order) for order, entry in enumerate(_content()["figures"], 1))


def collections() -> tuple[DemoCollection, ...]:
    """Return the rounds, the oldest first."""
    return tuple(DemoCollection(**entry) for entry in _content()["collections"])


def load_key_figure(figure: DemoFigure) -> None:
    """Make the key figure, unless something is called so."""
    if not KeyFigure.objects.filter(name_fi=figure.fi).exists():
        KeyFigure.objects.get_or_create(
            slug=figure.slug,
            defaults={
                "name_fi": figure.fi,
                "name_sv": figure.sv,
                "name_en": figure.en,
                "description": figure.description,
                "unit": figure.unit,
                "together": figure.together,
                "sort_order": figure.position,
            },
        )


def load_collection(collection: DemoCollection) -> None:
    """Make the round with its answers, unless there is one of that year."""
    today = localdate()
    year = collection.year or max(FIRST_YEAR_ASKED_NOW, today.year)
    if Collection.objects.filter(year=year).exists():
        return
    opens = date(year + 1, 1, 7) if collection.year else today - timedelta(days=14)
    made = Collection.objects.create(
        year=year,
        opens=opens,
        closes=opens + OPEN_FOR if collection.year else today + OPEN_FOR,
        letter=collection.letter,
    )
    order = [figure.slug for figure in key_figures()]
    figures = {figure.slug: figure for figure in KeyFigure.objects.filter(slug__in=order)}
    made.figures.set(figures.values())
    for slug, texts in collection.answers.items():
        organisation = OrganisationPage.objects.filter(slug=slug).first()
        if organisation is None:
            continue
        values = {
            figures[name]: Reported(read_number(text))
            for name, text in zip(order, texts, strict=True)
            if text and name in figures
        }
        report_figures(organisation=organisation, year=year, values=values, shown=slug == SHOWS_ITS_OWN)


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads((CONTENT / "key_figures.toml").read_text(encoding="utf-8"))
