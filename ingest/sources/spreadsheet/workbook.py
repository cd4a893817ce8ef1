"""Read XLSX without running or believing anything in it: values only, formulas as they were last reckoned."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from cms.sheets.workbook import BROKEN, unescaped
from ingest.errors import ParseError
from ingest.sources.spreadsheet.rows import MAX_COLUMNS, Row, Sheet, bounded
from ingest.words import gettext_noop as _

MAX_ENTRIES = 2_000
MAX_UNPACKED = 400_000_000
MAX_STRINGS = 60_000_000
"""Bytes of the table of texts, the one part of a workbook that is held in memory as a whole."""
MAX_RATIO = 150
"""XML of real tables packs 5 to 30 times; a bomb a thousand times."""
MAX_ROWS = 1_048_576
"""As many as Excel has."""

MAX_MERGED = 10_000
"""Merged cells that are minded, and rows that one of them spans."""
MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]{0,100}?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"'
)
PIECE, OVERLAP = 1_000_000, 200
Merged = dict[int, list[tuple[int, int]]]
"""By their first row, the columns of merged cells and their last rows."""


def check_archive(content: bytes) -> zipfile.ZipFile:
    """Return the opened archive if it unpacks to a bearable size; raise ``ParseError``.

    The sizes are those that the archive tells; more than that is never unpacked of an entry.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except BROKEN as error:
        raise ParseError(_("The file is torn or no spreadsheet."), remedy=_("Save it again.")) from error
    unpacked = sum(entry.file_size for entry in entries)
    strings = sum(entry.file_size for entry in entries if entry.filename.endswith("sharedStrings.xml"))
    if (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or strings > MAX_STRINGS
        or unpacked > MAX_RATIO * max(len(content), 100_000)
    ):
        raise ParseError(
            _("The file unpacks to more than is taken (a zip bomb?)."),
            remedy=_("Save the table as CSV, or split it."),
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ParseError(_("It is locked with a password."), remedy=_("Save it without a password."))
    return archive


def names_in(content: bytes) -> list[str]:
    """Return the names in an archive; raise ``ParseError`` for a torn one."""
    with check_archive(content) as archive:
        return archive.namelist()


def workbook_sheet(content: bytes, *, sheet: str = "") -> Sheet:
    """Return the sheet of that name, or the first one that is shown; raise ``ParseError``."""
    check_archive(content).close()
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        shown = [one for one in book.worksheets if one.sheet_state == "visible"] or book.worksheets
    except BROKEN as error:
        raise ParseError(
            _("It can't be read as %(format)s.", format="XLSX"), remedy=_("Save it again as XLSX or CSV.")
        ) from error
    found = next((one for one in book.worksheets if one.title == sheet), None) if sheet else None
    if sheet and found is None:
        names = ", ".join(one.title for one in book.worksheets)
        raise ParseError(
            _("There is no sheet '%(sheet)s'.", sheet=sheet),
            remedy=_("Choose one of: %(names)s.", names=names),
        )
    if not shown:
        raise ParseError(_("There is no sheet in it."), remedy=_("Save the table again."))
    chosen = found or shown[0]
    return Sheet(chosen.title, _rows(chosen, merged_downwards(content, str(chosen._worksheet_path))))


def merged_downwards(content: bytes, part: str) -> Merged:
    """Return the cells of a sheet that are merged with those below them; raise ``ParseError``.

    They stand at the end of the part, behind all rows, where a reader that holds one row at a time has no
    use for them any more.
    """
    merged: Merged = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(part) as stream:
            rest = b""
            while piece := stream.read(PIECE):
                text = rest + piece
                if b"mergeCell" in text:
                    for found in MERGED.finditer(text):
                        first, last = int(found[2]), int(found[4])
                        if first < last and len(merged) < MAX_MERGED:
                            column = column_index_from_string(found[1].decode()) - 1
                            merged.setdefault(first, []).append((column, min(last, first + MAX_MERGED)))
                rest = text[-OVERLAP:]
    except BROKEN as error:
        raise ParseError(
            _("It can't be read as %(format)s.", format="XLSX"), remedy=_("Save it again as XLSX or CSV.")
        ) from error
    return merged


def _filled(number: int, cells: list[str], merged: Merged, open_: dict[int, tuple[str, int]]) -> list[str]:
    """Return a row's cells with what stands in a merged cell above; ``open_`` is what goes on below."""
    for column, (text, last) in list(open_.items()):
        if number > last:
            del open_[column]
        elif column < len(cells) and not cells[column]:
            cells[column] = text
    for column, last in merged.get(number, ()):
        if column < len(cells) and cells[column]:
            open_[column] = (cells[column], last)
    return cells


def _rows(sheet: Any, merged: Merged) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
    number, open_ = 0, dict[int, tuple[str, int]]()
    try:
        for number, cells in enumerate(rows, start=1):
            yield bounded(number, _filled(number, [text_of(cell) for cell in cells], merged, open_))
    except BROKEN as error:
        raise ParseError(
            _("It can't be read beyond row %(number)s.", number=number),
            remedy=_("Save it again as XLSX or CSV."),
        ) from error


def text_of(value: Any) -> str:  # noqa: PLR0911  one line for each type
    """Return a cell's value as text: whole numbers without decimals, days as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return unescaped(str(value))
