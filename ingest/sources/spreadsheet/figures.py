"""Rows as the key figures of organisations and years.

Three layouts are read: a figure a row (its name, the number, the year), a figure a column, and a year a
column. What belongs to one organisation and year comes to one record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from ingest.errors import ParseError
from ingest.protocols import Unreadable
from ingest.records import Fault, KeyFigure, KeyFiguresRecord, OrganisationReference, Record
from ingest.sources.prose import cut
from ingest.sources.spreadsheet.cells import number_of
from ingest.sources.spreadsheet.cells_of_row import CellsOfRow
from ingest.sources.spreadsheet.headings import YEAR, Columns
from ingest.words import gettext_noop as _

MAX_FIGURES = 200_000
TITLES = {"fi": "Tunnusluvut", "sv": "Nyckeltal", "en": "Key figures"}
Key = tuple[str, str, int]


@dataclass(slots=True)
class _Gathered:
    organisation: OrganisationReference | None
    figures: dict[str, KeyFigure] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Cell:
    year: int
    label: str
    text: str


def figures_of(
    rows: Iterable[CellsOfRow | Unreadable],
    columns: Columns,
    language: Literal["fi", "sv", "en"],
    year: int | None,
) -> Iterator[Record | Unreadable]:
    """Yield a record for each organisation and year, in the order of their first rows.

    ``year`` is what the settings say for a table that tells none.
    """
    _require(columns, year)
    gathered: dict[Key, _Gathered] = {}
    count = 0
    for cells in rows:
        if isinstance(cells, Unreadable):
            yield cells
            continue
        found = list(_cells(cells, columns, year))
        if not found:
            yield Unreadable(
                f"row {cells.row.number}",
                _("Row %(number)s tells no year or no number.", number=cells.row.number),
                _("Write the year as four figures, and the number."),
            )
        for cell in found:
            count += 1
            if count > MAX_FIGURES:
                raise ParseError(
                    _("There are more than %(max_figures)s figures.", max_figures=MAX_FIGURES),
                    remedy=_("Split the table."),
                )
            _add(gathered, cells, cell)
    for (name, business_id, of_year), one in gathered.items():
        if one.figures:
            whose = f": {name or business_id}" if name or business_id else ""
            yield KeyFiguresRecord(
                external_id=cut(f"{business_id or name or '-'}/{of_year}", 500),
                title=cut(f"{TITLES[language]} {of_year}{whose}"),
                language=language,
                organisation=one.organisation,
                year=of_year,
                figures=tuple(one.figures.values()),
                faults=tuple(one.faults),
            )
        else:
            first = one.faults[0] if one.faults else Fault(field="value", message=_("There is no number."))
            yield Unreadable(f"{business_id or name or '-'}/{of_year}", first.message, first.remedy)


def _add(gathered: dict[Key, _Gathered], cells: CellsOfRow, cell: _Cell) -> None:
    organisation = cells.organisation()
    key = (
        organisation.name if organisation else "",
        organisation.business_id if organisation else "",
        cell.year,
    )
    one = gathered.setdefault(key, _Gathered(organisation))
    where = _("Row %(number)s, '%(label)s'", number=cells.row.number, label=cut(cell.label, 80))
    number = number_of(cell.text)
    if number is None:
        message = _("%(where)s: '%(text)s' is no number.", where=where, text=cut(cell.text, 60))
        one.faults.append(Fault(field="value", message=message, remedy=_("Write figures alone.")))
    elif cell.label in one.figures and one.figures[cell.label].value != number:
        message = _("%(where)s: the same figure stands twice with different numbers.", where=where)
        one.faults.append(Fault(field="value", message=message, remedy=_("Leave one of them.")))
    else:
        one.figures[cell.label] = KeyFigure(
            label=cut(cell.label), value=number, unit=cells.line("unit"), code=cells.line("external_id")
        )


def _cells(cells: CellsOfRow, columns: Columns, year: int | None) -> Iterator[_Cell]:
    told = YEAR.search(cells.line("year"))
    of_row = int(told.group()) if told else year
    label = cells.line("figure")
    yearly = {place: int(columns.headings[place]) for place in _year_columns(columns)}
    if yearly and label:
        for place, of_column in yearly.items():
            if text := _at(cells, place):
                yield _Cell(of_column, label, text)
    elif label and of_row is not None:
        if text := cells.line("value"):
            yield _Cell(of_row, label, text)
    elif of_row is not None:
        for place in columns.further:
            if text := _at(cells, place):
                yield _Cell(of_row, columns.headings[place], text)
        if "value" in columns.places and (text := cells.line("value")):
            yield _Cell(of_row, cells.heading("value"), text)


def _at(cells: CellsOfRow, place: int) -> str:
    return " ".join(cells.row.cells[place].split()) if place < len(cells.row.cells) else ""


def _year_columns(columns: Columns) -> tuple[int, ...]:
    return tuple(place for place in columns.further if YEAR.fullmatch(columns.headings[place]))


def _require(columns: Columns, year: int | None) -> None:
    if "year" not in columns.places and year is None and not _year_columns(columns):
        raise ParseError(
            _("The column 'Year' is missing from row %(row)s.", row=columns.row),
            remedy=_("Add a column for the year, or tell it in the setting year."),
        )
    if "figure" in columns.places and "value" not in columns.places and not _year_columns(columns):
        raise ParseError(
            _("The column 'Number' is missing from row %(row)s.", row=columns.row),
            remedy=_("Add a column for the numbers."),
        )
