"""Sums as the public reads them: each with the year before, the change and two bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cms.figures.models import KeyFigure, PublishedSum
from cms.figures.numbers import change_in_words, in_words
from cms.figures.sums import Together, sums_of


@dataclass(frozen=True, slots=True)
class YearFigure:
    """Be one line of a year's figures; the bars are shares of the larger of two years, in per cent."""

    figure: KeyFigure
    value: str
    before: str
    change: str
    bar: int
    bar_before: int
    organisations: int


def year_figures(*, year: int, keys: Sequence[int], preview: bool = False) -> list[YearFigure]:
    """Return the published sums of a year in the order of the figures; all of them without ``keys``.

    A ``preview`` shows today's sums where none is published yet. At most three queries.
    """
    figures = _figures(keys)
    values = _values(year, figures, preview=preview)
    before = _values(year - 1, figures, preview=preview)
    return [
        _line(figure, values[figure.pk], before.get(figure.pk)) for figure in figures if figure.pk in values
    ]


def _figures(keys: Sequence[int]) -> list[KeyFigure]:
    figures = KeyFigure.objects.exclude(together=KeyFigure.Together.NONE)
    return list(figures.filter(pk__in=keys) if keys else figures)


def _values(year: int, figures: Sequence[KeyFigure], *, preview: bool) -> Mapping[int, Together]:
    rows = PublishedSum.objects.filter(year=year, figure__in=figures)
    public = {row.figure_id: Together(row.value, row.organisations) for row in rows}
    return {**sums_of(year=year, figures=figures), **public} if preview else public


def _line(figure: KeyFigure, found: Together, last: Together | None) -> YearFigure:
    value, before = found.value, last.value if last else None
    most = max(abs(value), abs(before or Decimal(0))) or Decimal(1)
    return YearFigure(
        figure=figure,
        value=in_words(value, figure.unit),
        before="" if before is None else in_words(before, figure.unit),
        change=change_in_words(value, before),
        bar=round(max(value, Decimal(0)) * 100 / most),
        bar_before=round(max(before or Decimal(0), Decimal(0)) * 100 / most),
        organisations=found.organisations,
    )
