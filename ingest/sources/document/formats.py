"""Tell a file's format by its bytes, never by its name alone."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Literal

from ingest.errors import ParseError
from ingest.words import gettext_noop as _

Format = Literal["text", "html", "pdf", "docx", "odt"]

REFUSED = (
    (b"\xd0\xcf\x11\xe0", _("an old Office file"), _("Save it as DOCX or ODT.")),
    (b"{\\rtf", _("an RTF file"), _("Save it as DOCX or ODT.")),
    (b"\x89PNG", _("a picture"), _("Give the text itself.")),
    (b"\xff\xd8\xff", _("a picture"), _("Give the text itself.")),
    (b"GIF8", _("a picture"), _("Give the text itself.")),
    (b"RIFF", _("a picture, sound or film"), _("Give the text itself.")),
    (b"\x1f\x8b", _("a packed file"), _("Unpack it and give the texts.")),
    (b"7z\xbc\xaf", _("a packed file"), _("Unpack it and give the texts.")),
    (b"MZ", _("a program"), _("Give a text.")),
    (b"\x7fELF", _("a program"), _("Give a text.")),
)
HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-3])\b",
    re.IGNORECASE | re.DOTALL,
)
XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
PDF_WITHIN = 1024
"""Bytes before ``%PDF-`` that readers allow (ISO 32000-1, implementation note 13)."""
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What a torn or locked ZIP file lets through."""
MIMETYPE = "application/vnd.oasis.opendocument.text"


def format_of(content: bytes, name: str = "") -> Format:
    """Return the format; raise ``ParseError`` that names what the file is if it is none of ours."""
    for signature, what, remedy in REFUSED:
        if content.startswith(signature):
            raise ParseError(_("It is %(what)s, not a text.", what=what), remedy=remedy)
    if b"%PDF-" in content[:PDF_WITHIN]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_format(content)
    start = content[:8_000]
    for mark in MARKS:
        start = start.removeprefix(mark)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.replace(b"\x00", b"")
    named_html = name.lower().endswith((".html", ".htm", ".xhtml")) and b"<" in start
    if HTML.match(start) or named_html:
        return "html"
    if XML.match(start):
        raise ParseError(_("It is XML and no text."), remedy=_("A feed is read by the plugin 'feed'."))
    return "text"


def _packed_format(content: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist()[:10_000])
            kind = _start_of(packed, "mimetype") if "mimetype" in names else ""
    except BROKEN as error:
        raise ParseError(_("It is a broken ZIP file."), remedy=_("Save it again.")) from error
    if "word/document.xml" in names or any(name.startswith("word/document") for name in names):
        return "docx"
    if kind.startswith(MIMETYPE):
        return "odt"
    if "xl/workbook.xml" in names or "spreadsheet" in kind:
        raise ParseError(_("It is a spreadsheet."), remedy=_("Read it with the plugin 'spreadsheet'."))
    raise ParseError(
        _("It is a ZIP file, but neither DOCX nor ODT."), remedy=_("Unpack it and give the texts.")
    )


def _start_of(packed: zipfile.ZipFile, name: str) -> str:
    """Return the first signs of a file within, however large it would unpack to."""
    with packed.open(name) as stream:
        return stream.read(100).decode("ascii", "replace")
