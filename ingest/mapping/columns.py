"""Show how the columns of a spreadsheet source are understood, and remember how they should be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from ingest.errors import GatherError, ParseError
from ingest.guarded_web import GuardedWeb
from ingest.models import Source
from ingest.protocols import Web
from ingest.sources.spreadsheet import SpreadsheetSettings, SpreadsheetSource
from ingest.sources.spreadsheet.fields import FIELDS, IGNORED, FieldOfTable
from ingest.sources.spreadsheet.headings import Columns, columns_of
from ingest.sources.spreadsheet.rows import Row
from ingest.sources.spreadsheet.sheets import sheet_of
from ingest.words import gettext_noop as _

ROWS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Column:
    """Be one column of the preview: its heading, the field that it is, and its first cells."""

    number: int
    heading: str
    field: str
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Preview:
    """Hold the first rows of a source's first table, and how its columns are understood."""

    file: str
    kind: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    fields: Sequence[FieldOfTable]

    @property
    def shown_rows(self) -> list[tuple[str, ...]]:
        """Return the cells of the shown columns, row by row."""
        return list(zip(*(column.cells for column in self.columns), strict=True))


def preview_of(settings: SpreadsheetSettings, web: Web | None = None) -> Preview:
    """Return a preview of the first table; raise ``IngestError`` if there is none that can be read."""
    plugin = SpreadsheetSource()
    plugin.use_web(web or GuardedWeb())
    reference = next(iter(plugin.gather(settings, None)), None)
    if reference is None:
        raise GatherError(_("There is no table yet."), remedy=_("Upload a file or give an address first."))
    fetched = plugin.fetch(reference)
    if fetched is None:
        raise GatherError(_("The table has not been fetched."), remedy=_("Try again."))
    columns, rows = _understood(fetched.content, settings)
    known = {place: name for name, place in columns.places.items()}
    return Preview(
        file=reference.external_id,
        kind=columns.kind,
        columns=[
            Column(
                number,
                heading,
                known.get(number, ""),
                [row.cells[number] if number < len(row.cells) else "" for row in rows],
            )
            for number, heading in enumerate(columns.headings)
            if heading
        ],
        rows=rows,
        fields=FIELDS[columns.kind],
    )


def _understood(content: bytes, settings: SpreadsheetSettings) -> tuple[Columns, list[Row]]:
    """Read the headings and the first rows; a mapping that no longer fits is passed over."""
    kind = None if settings.kind == "auto" else settings.kind
    for mapping in (settings.columns, {}):
        sheet = sheet_of(
            content, sheet=settings.sheet, encoding=settings.encoding, delimiter=settings.delimiter
        )
        try:
            columns, begun = columns_of(
                sheet, kind=kind, mapping=mapping, heading_row=settings.heading_row, lenient=True
            )
        except ParseError:
            if not mapping:
                raise
            continue
        filled = (row for row in chain(begun, sheet.rows) if not row.is_empty and not row.problem)
        return columns, list(islice(filled, ROWS_SHOWN))
    raise ParseError(_("There are no headings in it."), remedy=_("Write the headings on the first row."))


def chosen_columns(preview: Preview, chosen: Mapping[int, str]) -> dict[str, str]:
    """Return the setting that remembers a choice of fields by column number; raise ``ParseError``.

    A column without a field is remembered as left out, so that it is not guessed again.
    """
    names = {one.name for one in preview.fields}
    mapping: dict[str, str] = {}
    for column in preview.columns:
        name = chosen.get(column.number, "")
        if name not in names:
            mapping[f"{IGNORED}{column.number}"] = column.heading
        elif name in mapping:
            raise ParseError(
                _(
                    "Two columns are said to be the same: %(mapping)s and %(heading)s.",
                    mapping=mapping[name],
                    heading=column.heading,
                ),
                remedy=_("Choose one of them."),
            )
        else:
            mapping[name] = column.heading
    return mapping


def remember_columns(*, source: Source, kind: str, columns: Mapping[str, str]) -> None:
    """Keep how a source's columns are understood; the next run reads everything again."""
    source.settings = {**source.settings, "kind": kind, "columns": dict(columns)}
    source.read_all_next = True
    source.save(update_fields=["settings", "read_all_next"])
