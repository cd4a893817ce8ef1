"""Read tables that people bring: CSV and XLSX, within bounds, nothing in them executed.

Cells come out as texts, as ``writing`` would write them to CSV; line ends are those of Unix.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.sheets.cells import restored
from cms.sheets.errors import UnreadableFile
from cms.sheets.workbook import workbook_rows

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 100
LIMITS = MAX_ROWS + 1, MAX_COLUMNS  # the heading is a row too
DELIMITERS = ";,\t"
ENDINGS = (".csv", ".xlsx")
EXCELS_OWN = "cp1252"
"""What Excel writes here when it saves as plain "CSV"."""


@dataclass(frozen=True, slots=True)
class Row:
    """Be one row: its number as spreadsheet programs count, its texts by heading, and what is a formula."""

    number: int
    texts: dict[str, str]
    formulas: tuple[str, ...] = ()

    def text(self, heading: str) -> str:
        """Return what stands below a heading without outer blanks; nothing where there is no such column."""
        return self.texts.get(heading.casefold(), "").strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Be one table of a file; CSV has one, without a name.

    ``encoding`` is empty where every letter can be written in it.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...] = field(default=())
    encoding: str = ""

    def holds(self, cell: str, text: str) -> bool:
        """Tell whether a cell is what becomes of a text here: old encodings keep "?" of letters they lack."""
        if cell == text or not self.encoding:
            return cell == text
        return cell == text.encode(self.encoding, "replace").decode(self.encoding)


def read_sheets(name: str, content: bytes) -> list[Sheet]:
    """Return the tables of a file, which its name's ending tells apart.

    Raises:
        UnreadableFile: it is too big, broken, or neither of the two kinds.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableFile(
            _("The file is too big: at most %(limit)d MB.") % {"limit": MAX_BYTES // 1024**2}
        )
    if not content.strip():
        raise UnreadableFile(_("The file is empty."))
    ending = name.lower().rpartition(".")[2]
    if ending == "xlsx":
        found = [_sheet(title, rows, escaped=False) for title, rows in workbook_rows(content, LIMITS)]
    elif ending == "csv":
        text, encoding = _decoded(content)
        found = [_sheet("", _csv_rows(text), escaped=True, encoding=encoding)]
    else:
        raise UnreadableFile(_("Bring a file that ends in .csv or .xlsx, as this page exports it."))
    return [sheet for sheet in found if sheet is not None]


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text, and its encoding if that is the old one of Excel's "CSV"."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    old = ""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        try:
            text, old = _as_excel_saved(content, error), EXCELS_OWN
        except UnicodeDecodeError:
            raise _undecodable(content, error.start) from error
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise UnreadableFile(
            _("The file is broken: line %(line)d holds a NUL byte. Export it anew.") % {"line": line}
        )
    return text, old


def _as_excel_saved(content: bytes, error: UnicodeDecodeError) -> str:
    """Decode the old encoding; raise ``error`` where a letter before it was read: that file is broken."""
    if not content[: error.start].isascii():
        raise error
    return content.decode(EXCELS_OWN)


def _undecodable(content: bytes, place: int) -> UnreadableFile:
    return UnreadableFile(
        _(
            "The file is not in UTF-8: line %(line)d can't be read."
            " In Excel, save it as “CSV UTF-8 (Comma delimited)”, or bring it as XLSX."
        )
        % {"line": content.count(b"\n", 0, place) + 1}
    )


def _csv_rows(text: str) -> Iterator[tuple[int, Sequence[tuple[str, bool]]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    begins = number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableFile(
                _(
                    "Line %(line)d can't be read: its quotation marks don't match, or a cell is too long."
                    " Open the file in a spreadsheet program and save it again."
                )
                % {"line": begins}
            ) from error
        if begins > 1 and reader.line_num and len(cells) > MAX_COLUMNS:
            raise _too_wide()
        yield number, [(cell, False) for cell in cells]
        begins, number = reader.line_num + 1, number + 1


def _delimiter(text: str) -> str:
    """Return the delimiter of which the first line has most outside of quotes."""
    first, quoted = [], False
    for sign in text:
        if sign == '"':
            quoted = not quoted
        elif sign in "\r\n" and not quoted:
            break
        elif not quoted:
            first.append(sign)
    return max(DELIMITERS, key=first.count)


def _sheet(
    name: str, rows: Iterator[tuple[int, Sequence[tuple[str, bool]]]], *, escaped: bool, encoding: str = ""
) -> Sheet | None:
    """Gather the rows below the first one that isn't empty; ``None`` if there is none."""
    header: tuple[str, ...] = ()
    found: list[Row] = []
    for number, cells in rows:
        texts = [_plain(text, escaped=escaped) for text, _formula in cells]
        if not any(text.strip() for text in texts):
            continue
        if not header:
            header = _headings(texts)
            continue
        if len(found) == MAX_ROWS:
            raise UnreadableFile(_("The file has too many rows: at most %(limit)d.") % {"limit": MAX_ROWS})
        pairs = list(zip(header, texts, strict=False))
        formulas = tuple(
            heading for heading, (_text, formula) in zip(header, cells, strict=False) if formula and heading
        )
        found.append(Row(number, {heading: text for heading, text in pairs if heading}, formulas))
    return Sheet(name, header, tuple(found), encoding) if header else None


def _headings(texts: Sequence[str]) -> tuple[str, ...]:
    if len(texts) > MAX_COLUMNS:
        raise _too_wide()
    headings = tuple(" ".join(text.split()).casefold() for text in texts)
    named = [heading for heading in headings if heading]
    twice = sorted({heading for heading in named if named.count(heading) > 1})
    if twice:
        raise UnreadableFile(
            _("These columns stand in the file twice: %(names)s. Remove one of each.")
            % {"names": ", ".join(twice)}
        )
    return headings


def _too_wide() -> UnreadableFile:
    return UnreadableFile(_("The file has too many columns: at most %(limit)d.") % {"limit": MAX_COLUMNS})


def _plain(text: str, *, escaped: bool) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return restored(plain) if escaped else plain
