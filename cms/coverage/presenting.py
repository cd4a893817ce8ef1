"""The coverage as a table: cells with an exact number, a shade, and the search that finds as many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.coverage.asking import ANY_LABELS, DIMENSIONS, LABELS, OFFERED, Chosen, CoverageForm, Values
from cms.coverage.counting import Coverage, Offered, count_coverage
from cms.directory.indexing import COUNTY, DIGITAL, LOCAL
from cms.directory.models import Municipality
from cms.directory.models.taxonomies import Named
from cms.sheets.writing import Table
from search.fields import Kind

SHADES = 5
SEARCHED_BY: Mapping[Offered, dict[str, str]] = {
    Offered.ANYHOW: {},
    Offered.COUNTY: {"availability": COUNTY},
    Offered.LOCAL: {"availability": LOCAL, "local_only": "true"},
    Offered.DIGITAL: {"availability": DIGITAL},
}

Terms = Mapping[str, Named]


@dataclass(frozen=True, slots=True)
class Cell:
    """Be one number of the table; ``shade`` is 0 for none and ``SHADES`` for the most."""

    count: int
    shade: int
    url: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Be one row of the table under its heading."""

    heading: str
    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class WhiteSpot:
    """Be a target group and a challenge without a service in some municipalities."""

    target_group: str
    challenge: str
    municipalities: tuple[str, ...]
    everywhere: bool
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Be everything that the page shows."""

    form: CoverageForm
    caption: str
    corner: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    white_spots: tuple[WhiteSpot, ...]
    white_cells: int
    cells: int
    services: int


def show_coverage(given: QueryDict) -> Shown:
    """Return the coverage that a request asks for; eight queries, however many services there are."""
    values = Values.read()
    form = CoverageForm(values, given)
    chosen = form.chosen
    coverage = count_coverage(chosen.offered)
    rows, columns = chosen.layout.axes
    across = [*_narrowed(values, chosen, columns), None]
    down = [*_narrowed(values, chosen, rows), None]
    fixed = {name: term for name, term in chosen.terms.items() if name not in (rows, columns)}
    counts = {
        (row, column): _count(coverage, _with(fixed, {rows: row, columns: column}))
        for row in down
        for column in across
    }
    most = max((count for (row, column), count in counts.items() if row and column), default=0)
    spots = tuple(_white_spots(coverage, values, chosen))
    return Shown(
        form=form,
        caption=_caption(chosen, fixed),
        corner=f"{LABELS[rows]} / {LABELS[columns]}",
        headings=tuple(_heading(columns, term) for term in across),
        lines=tuple(
            Line(
                heading=_heading(rows, row),
                cells=tuple(
                    Cell(
                        count=counts[row, column],
                        shade=_shade(counts[row, column], most),
                        url=_search(_with(fixed, {rows: row, columns: column}), chosen.offered),
                        total=row is None or column is None,
                    )
                    for column in across
                ),
                total=row is None,
            )
            for row in down
        ),
        white_spots=spots,
        white_cells=sum(len(spot.municipalities) for spot in spots),
        cells=prod(len(_narrowed(values, chosen, name)) for name in DIMENSIONS),
        services=coverage.every.bit_count(),
    )


def coverage_table(given: QueryDict) -> Table:
    """Return every combination that a request asks for as a table to download."""
    values = Values.read()
    chosen = CoverageForm(values, given).chosen
    coverage = count_coverage(chosen.offered)
    offered = str(dict(OFFERED)[chosen.offered.value])
    rows = [
        [group.name, challenge.name, place.name, _code(place), offered, count, count == 0]
        for group in _narrowed(values, chosen, "target_group")
        for challenge in _narrowed(values, chosen, "challenge")
        for place in _narrowed(values, chosen, "municipality")
        for count in [coverage.count(target_group=group.pk, challenge=challenge.pk, municipality=place.pk)]
    ]
    header = [*map(str, LABELS.values()), _("Municipality code"), _("Where"), _("Services"), _("White spot")]
    return Table(_("Coverage"), header, rows)


def _narrowed(values: Values, chosen: Chosen, name: str) -> Sequence[Named]:
    return [chosen.terms[name]] if name in chosen.terms else values.terms[name]


def _with(fixed: Terms, more: Mapping[str, Named | None]) -> Terms:
    return {**fixed, **{name: term for name, term in more.items() if term is not None}}


def _count(coverage: Coverage, terms: Terms) -> int:
    return coverage.count(**{name: term.pk for name, term in terms.items()})


def _search(terms: Terms, offered: Offered) -> str:
    """Return the address of the search that finds as many services as the cell says."""
    asked = {name: term.slug for name, term in terms.items()} | SEARCHED_BY[offered]
    return f"{reverse('search')}?{urlencode({'kind': Kind.SERVICE.value, **asked})}"


def _shade(count: int, most: int) -> int:
    return -(-count * SHADES // most) if 0 < count <= most else 0


def _heading(name: str, term: Named | None) -> str:
    return str(ANY_LABELS[name]) if term is None else term.name


def _caption(chosen: Chosen, fixed: Terms) -> str:
    rows, columns = chosen.layout.axes
    (third,) = (name for name in DIMENSIONS if name not in (rows, columns))
    narrowed = _heading(third, fixed.get(third))
    if chosen.offered is not Offered.ANYHOW:
        narrowed = f"{narrowed}, {str(dict(OFFERED)[chosen.offered.value]).lower()}"
    return _("Number of services: %(narrowed)s") % {"narrowed": narrowed}


def _white_spots(coverage: Coverage, values: Values, chosen: Chosen) -> Iterator[WhiteSpot]:
    terms = {name: _narrowed(values, chosen, name) for name in DIMENSIONS}
    known: dict[str, dict[int, Named]] = {
        name: {term.pk: term for term in some} for name, some in terms.items()
    }
    for group, challenge, missing in coverage.white_spots(*(known[name] for name in DIMENSIONS)):
        pair = {"target_group": known["target_group"][group], "challenge": known["challenge"][challenge]}
        yield WhiteSpot(
            target_group=pair["target_group"].name,
            challenge=pair["challenge"].name,
            municipalities=tuple(known["municipality"][place].name for place in missing),
            everywhere=len(missing) == len(values.terms["municipality"]),
            url=_search(pair, chosen.offered),
        )


def _code(place: Any) -> str:
    return place.code if isinstance(place, Municipality) else ""
