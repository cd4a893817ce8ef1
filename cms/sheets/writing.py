"""Write tables as CSV and XLSX, as a Finnish Excel opens them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.timezone import is_aware, localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from cms.sheets.cells import harmless, looks_like_formula

Value = str | int | float | Decimal | bool | date | datetime | Promise | None

YES, NO = "kyllä", "ei"
DELIMITER = ";"
"""What divides columns where the comma divides decimals."""
BOM = "\ufeff"
"""Without it Excel takes UTF-8 for an old code page."""
MAX_CELL = 32_767
"""So many characters a cell of XLSX holds."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, and so XLSX, can't hold."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Where XLSX would take an escaped character to begin; an escaped underscore keeps it a text."""
WIDE, NARROW = 48, 16


@dataclass(frozen=True, slots=True)
class Table:
    """Be one table: its name, the headings, and rows of as many values."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Value]]


class _Echo:
    """Hand back what is written, so that rows can be streamed."""

    def write(self, line: str) -> str:
        return line


def csv_lines(table: Table) -> Iterator[str]:
    """Yield the lines of a CSV file; every cell stands in quotes and none is a formula."""
    writer = csv.writer(_Echo(), delimiter=DELIMITER, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield BOM + str(writer.writerow([harmless(text_of(heading)) for heading in table.header]))
    for row in table.rows:
        yield str(writer.writerow([_csv_cell(value) for value in row]))


def xlsx_file(tables: Iterable[Table]) -> io.BytesIO:
    """Return an XLSX file with a sheet a table; what looks like a formula is marked as text."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(_UNWRITABLE.sub("", table.title)[:31])
        sheet.freeze_panes = "A2"
        for number, heading in enumerate(table.header, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = WIDE if len(heading) > 14 else NARROW
        sheet.append([_xlsx_cell(sheet, heading, bold=True) for heading in table.header])
        for row in table.rows:
            sheet.append([_xlsx_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def text_of(value: Value) -> str:
    """Return a value as a Finnish reader writes it: a comma in decimals, days as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime):
        return (localtime(value) if is_aware(value) else value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, Decimal | float):
        return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if value % 1 else f"{value:.0f}"
    return str(value)


def writable(text: str) -> str:
    """Return ``text`` as a cell of either format can hold it, line ends as in Unix."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _csv_cell(value: Value) -> str:
    return harmless(writable(str(value))) if isinstance(value, str | Promise) else text_of(value)


def _xlsx_cell(sheet: object, value: Value, *, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, bool | Promise):
        value = text_of(value)
    elif isinstance(value, datetime):
        value = (localtime(value) if is_aware(value) else value).replace(tzinfo=None, microsecond=0)
    text = isinstance(value, str)
    if text:
        value = _ESCAPE.sub("_x005F_", writable(str(value)))[:MAX_CELL]
    cell = WriteOnlyCell(sheet, value)
    if text:
        cell.data_type = "s"
        if looks_like_formula(str(value)):
            cell.quotePrefix = True
        if "\n" in str(value):
            cell.alignment = Alignment(vertical="top", wrap_text=False)
    if bold:
        cell.font = Font(bold=True)
    return cell
