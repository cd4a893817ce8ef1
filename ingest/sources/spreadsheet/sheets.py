"""Open whatever table the bytes are."""

from __future__ import annotations

from ingest.errors import ParseError
from ingest.sources.spreadsheet.delimited import delimited_sheet
from ingest.sources.spreadsheet.opendocument import opendocument_sheet
from ingest.sources.spreadsheet.rows import Sheet
from ingest.sources.spreadsheet.workbook import names_in, workbook_sheet
from ingest.words import gettext_noop as _

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of Excel's format until 2003, and of any workbook with a password."""
NO_TABLES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", _("a picture")),
    (b"\xff\xd8\xff", _("a picture")),
    (b"{\\rtf", "RTF"),
)


def sheet_of(content: bytes, *, sheet: str = "", encoding: str = "", delimiter: str = "") -> Sheet:
    """Return the table that the bytes hold: XLSX, ODS, or text with columns. Raises ``ParseError``."""
    if content.startswith(b"PK\x03\x04"):
        names = frozenset(names_in(content))
        if "content.xml" in names:
            return opendocument_sheet(content, sheet=sheet)
        if "[Content_Types].xml" in names:
            return workbook_sheet(content, sheet=sheet)
        raise ParseError(
            _("It is a ZIP file, but neither XLSX nor ODS."), remedy=_("Unpack it and give the tables.")
        )
    if content.startswith(OLD_OFFICE):
        raise ParseError(
            _("It is a workbook of the old format (XLS), or one with a password."),
            remedy=_("Save it as XLSX without a password, or as CSV."),
        )
    for sign, name in NO_TABLES:
        if content.startswith(sign):
            raise ParseError(_("It is %(what)s, not a table.", what=name), remedy=_("Give CSV, XLSX or ODS."))
    beginning = content[:2000].lstrip().lower()
    if beginning.startswith((b"<!doctype html", b"<html")):
        raise ParseError(
            _("It is a web page and no table."), remedy=_("Give the address of the file itself.")
        )
    return delimited_sheet(content, encoding=encoding, delimiter=delimiter)
