"""Tables as bytes of each format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook

SERVICES = (
    "Järjestö;Palvelun nimi;Kuvaus;Kohderyhmä;Kunnat;Linkki\n"
    "Esimerkki ry;Perhekahvila;Tule kahville!;Vanhemmat, lapset;Turku, Åbo;https://esimerkki.example/kahvila#aika\n"
    "Esimerkki ry;Yöpäivystys;Aina auki;nuoret;verkossa;\n"
)
CONTENT = """<?xml version="1.0"?>
{prolog}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Taulu">{rows}
<table:table-row table:number-rows-repeated="1048000"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet></office:body>
</office:document-content>"""
Cells = Sequence[Sequence[object]]


def xlsx(rows: Cells) -> bytes:
    """Return a workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows: Sequence[Sequence[str]], prolog: str = "") -> bytes:
    """Return an OpenDocument spreadsheet of one sheet."""
    written = "".join(
        f"<table:table-row>{''.join(_cell(cell) for cell in row)}</table:table-row>" for row in rows
    )
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": CONTENT.format(rows=written, prolog=prolog),
        }
    )


def _cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def archive(entries: dict[str, str | bytes]) -> bytes:
    """Return a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return stream.getvalue()
