"""Read ODS row by row: the texts that its cells show, repeated cells and rows counted, nothing run."""

from __future__ import annotations

from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from cms.sheets.workbook import BROKEN
from ingest.errors import ParseError
from ingest.sources.spreadsheet.rows import MAX_COLUMNS, Row, Sheet, bounded
from ingest.sources.spreadsheet.workbook import MAX_ROWS, check_archive
from ingest.words import gettext_noop as _

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MAX_REPEATED = 1_000
"""Filled rows that one row stands for at most; empty ones are only counted."""


def opendocument_sheet(content: bytes, *, sheet: str = "") -> Sheet:
    """Return the sheet of that name, or the first; raise ``ParseError``."""
    archive = check_archive(content)
    first = next(_names(archive), None)  # what is wanted most often is not looked for in the whole file
    if first is None:
        raise ParseError(_("There is no sheet in it."), remedy=_("Save the table again."))
    if sheet and sheet != first and sheet not in (names := list(_names(archive))):
        raise ParseError(
            _("There is no sheet '%(sheet)s'.", sheet=sheet),
            remedy=_("Choose one of: %(names)s.", names=", ".join(names)),
        )
    chosen = sheet or first
    return Sheet(chosen, _rows(archive, chosen))


def _events(archive: ZipFile) -> Iterator[tuple[str, etree._Element]]:
    """Yield the ends of rows and the edges of tables; what has been read is forgotten."""
    try:
        with archive.open("content.xml") as stream:
            tags = (f"{TABLE}table", f"{TABLE}table-row")
            events = etree.iterparse(
                stream, ("start", "end"), tag=tags, resolve_entities=False, no_network=True, huge_tree=False
            )
            for event, element in events:
                yield event, element
                if event == "end":
                    element.clear()
                    parent = element.getparent()
                    while parent is not None and element.getprevious() is not None:
                        del parent[0]
    except BROKEN as error:
        raise ParseError(
            _("It can't be read as %(format)s.", format="ODS"), remedy=_("Save it again as ODS or CSV.")
        ) from error


def _names(archive: ZipFile) -> Iterator[str]:
    for event, element in _events(archive):
        if event == "start" and element.tag == f"{TABLE}table":
            yield element.get(f"{TABLE}name", "")


def _rows(archive: ZipFile, sheet: str) -> Iterator[Row]:
    inside, number = False, 0
    for event, element in _events(archive):
        if element.tag == f"{TABLE}table":
            if inside and event == "end":
                return
            inside = inside or (event == "start" and element.get(f"{TABLE}name", "") == sheet)
        elif inside and event == "end":
            cells = tuple(_cells(element))
            times = _count(element, "rows")
            for _time in range(min(times, MAX_REPEATED) if any(cells) else 0):
                number += 1
                yield bounded(number, cells)
            number += 0 if any(cells) else times
            if number > MAX_ROWS:
                return


def _cells(row: etree._Element) -> Iterator[str]:
    filled = 0
    waiting = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        text, times = _shown(cell), _count(cell, "columns")
        if not text:
            waiting += times
            continue
        for _gap in range(min(waiting, MAX_COLUMNS - filled)):
            yield ""
        filled, waiting = filled + waiting, 0
        for _time in range(max(0, min(times, MAX_COLUMNS - filled))):
            yield text
        filled += times
        if filled >= MAX_COLUMNS:
            return


def _shown(cell: etree._Element) -> str:
    """Return what a cell holds: the day or number itself, else the paragraphs that it shows."""
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "date":
        return (cell.get(f"{OFFICE}date-value") or "").removesuffix("T00:00:00")
    if kind == "float":
        return cell.get(f"{OFFICE}value") or ""
    return "\n".join(_paragraph(part) for part in cell if part.tag == f"{TEXT}p").strip()


def _paragraph(element: etree._Element) -> str:
    pieces = [element.text or ""]
    for part in element:
        if part.tag == f"{TEXT}s":
            pieces.append(" " * min(100, int(part.get(f"{TEXT}c") or 1)))
        elif part.tag == f"{TEXT}line-break":
            pieces.append("\n")
        elif part.tag == f"{TEXT}tab":
            pieces.append("\t")
        elif isinstance(part.tag, str) and not part.tag.startswith(OFFICE):
            pieces.append(_paragraph(part))
        pieces.append(part.tail or "")
    return "".join(pieces)


def _count(element: etree._Element, what: str) -> int:
    told = element.get(f"{TABLE}number-{what}-repeated") or "1"
    return max(1, int(told)) if told.isdecimal() and len(told) < 9 else 1
