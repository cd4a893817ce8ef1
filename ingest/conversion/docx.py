"""Read DOCX with mammoth: headings, lists, links and tables by their styles, pictures left out."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any
from xml.parsers.expat import ExpatError

import mammoth

from ingest.conversion.packed import REMEDY, open_packed, read_xml
from ingest.errors import ParseError
from ingest.words import gettext_noop as _

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Otsikko'] => h1:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
"""


def docx_html(content: bytes) -> str:
    """Return the document's text as HTML; raise ``ParseError``."""
    packed = open_packed(content)
    for name in packed.namelist():
        if name.endswith((".xml", ".rels")):
            read_xml(packed, name)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(content), style_map=STYLES, convert_image=mammoth.images.img_element(_no_picture)
        )
    except (
        zipfile.BadZipFile,
        zlib.error,
        ExpatError,
        OSError,
        KeyError,
        ValueError,
        AttributeError,
    ) as error:
        raise ParseError(_("It is a broken DOCX file: %(error)s.", error=error), remedy=REMEDY) from error
    return str(result.value)


def _no_picture(_image: Any) -> dict[str, str]:
    return {"src": ""}
