"""Open the ZIP files that DOCX and ODT are, without unpacking what was made to burst."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from ingest.errors import ParseError
from ingest.words import gettext_noop as _

MOST_FILES = 5_000
LARGEST_XML = 40_000_000
LARGEST = 400_000_000
"""Bytes of all files together, unpacked; pictures make a large text."""
RATIO = 500
"""How many times larger than packed a file may be; XML of real texts shrinks to a fiftieth."""
RATIO_FLOOR = 5_000_000
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
REMEDY = _("Save the document again with a word processor.")


def open_packed(content: bytes) -> zipfile.ZipFile:
    """Return the ZIP file after looking at what it claims to hold; raise ``ParseError``."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ParseError(_("It is a broken ZIP file."), remedy=REMEDY) from error
    files = packed.infolist()
    if len(files) > MOST_FILES or sum(one.file_size for one in files) > LARGEST:
        raise _bomb()
    for one in files:
        if one.file_size > RATIO_FLOOR and one.file_size > RATIO * max(1, one.compress_size):
            raise _bomb()
        if one.filename.endswith((".xml", ".rels")) and one.file_size > LARGEST_XML:
            raise _bomb()
        if one.flag_bits & 0x1:
            raise ParseError(_("It is locked with a password."), remedy=_("Save it without a password."))
    return packed


def read_xml(packed: zipfile.ZipFile, name: str) -> bytes:
    """Return an XML file within the ZIP file; raise ``ParseError`` for one that declares entities."""
    try:
        content = packed.read(name)
    except KeyError as error:
        raise ParseError(_("It lacks %(name)s: it is no such document.", name=name), remedy=REMEDY) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise ParseError(_("It is a broken ZIP file."), remedy=REMEDY) from error
    if ENTITY.search(content):
        raise ParseError(
            _("Its XML declares entities of its own, which no word processor writes and which can do harm."),
            remedy=REMEDY,
        )
    return content


def _bomb() -> ParseError:
    return ParseError(_("Unpacked it would grow beyond reason (a ZIP bomb)."), remedy=_("Don't open it."))
