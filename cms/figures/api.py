"""`/api/figures`: the published sums of the members' key figures."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from cms.directory.api.answering import answers_problems, as_json
from cms.directory.api.reading import Parameters, described, read
from cms.figures.models import KeyFigure, PublishedSum
from search.api import ProblemOut

router = Router(tags=["figures"])


class Asked(Parameters):
    """Narrow to a year, or to one figure by its slug."""

    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    figure: Annotated[str, Field(min_length=1, max_length=120)] | None = None


class YearOut(BaseModel):
    """What one year came to, how many organisations reported, and when that was published."""

    year: int
    value: float
    organisations: int
    published: datetime


class FigureOut(BaseModel):
    """A key figure: `together` says how the members' values became one (`sum`, `mean`, `largest`)."""

    figure: str
    name: str
    names: dict[str, str]
    description: str
    unit: str
    together: str
    years: list[YearOut]


class FiguresOut(BaseModel):
    """The key figures of which something is published, in the order to show them."""

    figures: list[FigureOut]


@router.get(
    "/figures",
    response={200: FiguresOut, 400: ProblemOut},
    summary="Read the members' key figures, put together",
    openapi_extra={"parameters": described(Asked)},
)
@answers_problems
def figures(request: HttpRequest) -> Any:
    """Show the published sums by figure, the latest year first; no member's own values."""
    asked = read(Asked, request.GET)
    rows = PublishedSum.objects.select_related("figure").order_by(
        "figure__sort_order", "figure__name_fi", "-year"
    )
    if asked.year is not None:
        rows = rows.filter(year=asked.year)
    if asked.figure is not None:
        rows = rows.filter(figure__slug=asked.figure)
    found: dict[int, FigureOut] = {}
    for row in rows:
        shown = found.setdefault(row.figure_id, _figure_out(row.figure))
        shown.years.append(
            YearOut(
                year=row.year,
                value=float(row.value),
                organisations=row.organisations,
                published=row.published_at,
            )
        )
    return as_json(FiguresOut(figures=list(found.values())))


def _figure_out(figure: KeyFigure) -> FigureOut:
    names = {"fi": figure.name_fi, "sv": figure.name_sv, "en": figure.name_en}
    return FigureOut(
        figure=figure.slug,
        name=figure.name,
        names={language: name for language, name in names.items() if name},
        description=figure.description,
        unit=figure.unit,
        together=figure.together,
        years=[],
    )
