"""Read XLSX within bounds: a zip of XML that may be a bomb, and cells that may be formulas."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from django.utils.translation import gettext as _
from lxml.etree import XMLSyntaxError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from cms.sheets.errors import UnreadableFile
from cms.sheets.writing import text_of

MAX_UNPACKED = 100 * 1024 * 1024
MAX_PARTS = 500
MAX_RATIO = 200
"""Real workbooks pack ten to thirty times; a bomb, thousands of times."""
RATIO_MATTERS_FROM = 1024 * 1024
MAX_SHEETS = 10
HEAD = 4096
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    DefusedXmlException,
    ParseError,
    XMLSyntaxError,
    NotImplementedError,  # an encrypted or oddly packed part
    RuntimeError,  # a part with a password
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    EOFError,
    OSError,
    zlib.error,
)
"""What openpyxl and what it stands on raise for files that are no workbooks."""

Cells = Sequence[tuple[str, bool]]


def workbook_rows(content: bytes, limits: tuple[int, int]) -> list[tuple[str, Iterator[tuple[int, Cells]]]]:
    """Return each sheet's name and its numbered rows: per cell its text, and whether it is a formula.

    ``limits`` are the most rows, and the most columns, that are looked at; further rows are looked for
    just far enough to know that there are too many.

    Raises:
        UnreadableFile: it is no workbook, or unpacks to more than one may hold.
    """
    _refuse_bombs(content)
    found: list[tuple[str, Iterator[tuple[int, Cells]]]] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and validations that we don't look at
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            for sheet in book.worksheets[:MAX_SHEETS]:
                sheet.reset_dimensions()
                rows = sheet.iter_rows(max_row=limits[0] + 1, max_col=limits[1] + 1)
                found.append((sheet.title, iter(list(_numbered(rows)))))
        except BROKEN as error:
            raise _unreadable() from error
    return found


def _numbered(rows: Any) -> Iterator[tuple[int, Cells]]:
    for number, row in enumerate(rows, start=1):
        cells = [(_text(cell.value), cell.data_type == "f") for cell in row]
        while cells and not cells[-1][0] and not cells[-1][1]:
            cells.pop()
        if cells:
            yield number, cells


def _text(value: Any) -> str:
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if value is None or isinstance(value, bool | int | float | datetime | date):
        return text_of(value)
    return str(value)


def unescaped(text: str) -> str:
    """Return a workbook's text with the signs that XML can't hold, such as ``_x000D_``, as they are meant."""
    return ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) <= MAX_PARTS and any(_declares(packed, part) for part in parts):
                raise _unreadable()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error) as error:
        raise _unreadable() from error
    unpacked = sum(part.file_size for part in parts)
    steep = any(
        part.file_size > RATIO_MATTERS_FROM and part.file_size > MAX_RATIO * max(1, part.compress_size)
        for part in parts
    )
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or steep:
        raise UnreadableFile(
            _("The workbook unpacks to far more than a directory can hold, so it is not opened.")
        )


def _declares(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Tell whether a part begins with a document type, in which entities would be declared: none has to."""
    with packed.open(part) as stream:
        head = stream.read(HEAD).replace(b"\x00", b"")
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


def _unreadable() -> UnreadableFile:
    return UnreadableFile(
        _(
            "The file is not a workbook that can be read."
            " Save it as an Excel workbook (.xlsx), without a password."
        )
    )
