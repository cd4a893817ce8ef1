"""What the members' values of a figure and year come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Max, Sum

from cms.figures.models import DECIMALS, KeyFigure, ReportedFigure

EXACTNESS = Decimal(1).scaleb(-DECIMALS)


@dataclass(frozen=True, slots=True)
class Together:
    """Be the value of all members together, and how many of them reported."""

    value: Decimal
    organisations: int


def sums_of(*, year: int, figures: Iterable[KeyFigure]) -> dict[int, Together]:
    """Return today's sums by the figure's key, in one query; figures that nobody reported are left out.

    So are those that are not put together.
    """
    kept = {figure.pk: figure for figure in figures if figure.together != KeyFigure.Together.NONE}
    rows = (
        ReportedFigure.objects.filter(year=year, figure__in=kept)
        .order_by()
        .values("figure")
        .annotate(total=Sum("value"), largest=Max("value"), count=Count("pk"))
    )
    return {
        row["figure"]: Together(
            _together(kept[row["figure"]], row["total"], row["largest"], row["count"]), row["count"]
        )
        for row in rows
    }


def _together(figure: KeyFigure, total: Decimal, largest: Decimal, count: int) -> Decimal:
    value = {
        KeyFigure.Together.MEAN: total / count,
        KeyFigure.Together.LARGEST: largest,
    }.get(KeyFigure.Together(figure.together), total)
    return value.quantize(EXACTNESS, ROUND_HALF_UP)
