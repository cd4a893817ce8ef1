# ruff: noqa: E501  foreign markup stands here in lines as its makers write them
"""Make small files of every format out of one text."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODT = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
HEADING = re.compile(r"(#{1,6})\s+(.*)")


def html_file(text: str) -> bytes:
    """Return the text as a page with a frame around it."""
    blocks = "\n".join(
        f"<h{level}>{escape(lines[0])}</h{level}>" if level else f"<p>{'<br>'.join(map(escape, lines))}</p>"
        for level, lines in chunks(text)
    )
    return (
        "<!doctype html><html lang=fi><head><title>Sivu</title></head><body><header><nav><a href=/>Etusivu</a></nav>"
        f"</header><main>{blocks}</main><footer>Alaosa</footer><script>alert(1)</script></body></html>"
    ).encode()


def docx_file(text: str) -> bytes:
    """Return the text as DOCX, its headings by style."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in range(1, 5)
    )
    body = "".join(_word_paragraph(level, lines) for level, lines in chunks(text))
    return packed(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": RELATIONSHIPS,
            "word/styles.xml": f'<?xml version="1.0"?><w:styles {WORD}>{styles}</w:styles>',
            "word/document.xml": f'<?xml version="1.0"?><w:document {WORD}><w:body>{body}</w:body></w:document>',
        }
    )


def _word_paragraph(level: int, lines: list[str]) -> str:
    style = '<w:pPr><w:pStyle w:val="H' + str(level) + '"/></w:pPr>' if level else ""
    runs = "<w:r><w:br/></w:r>".join(f"<w:r><w:t>{escape(line)}</w:t></w:r>" for line in lines)
    return f"<w:p>{style}{runs}</w:p>"


def odt_file(text: str) -> bytes:
    """Return the text as ODT."""
    body = "".join(
        f'<text:h text:outline-level="{level}">{escape(lines[0])}</text:h>'
        if level
        else f"<text:p>{'<text:line-break/>'.join(map(escape, lines))}</text:p>"
        for level, lines in chunks(text)
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<?xml version="1.0"?><office:document-content {ODT}><office:body><office:text>{body}'
            "</office:text></office:body></office:document-content>",
        }
    )


def pdf_file(text: str) -> bytes:
    """Return the text as a PDF of one page: headings larger, long lines broken as a printer breaks them."""
    shown: list[str] = ["BT", "72 800 Td"]
    for level, lines in chunks(text):
        size = 18 if level else 11
        shown.append(f"/F1 {size} Tf {size * 1.25:.1f} TL")
        for line in lines:
            for part in broken(line, 80):
                signs = part.encode("cp1252", "replace").decode("latin-1")
                for sign in "\\()":
                    signs = signs.replace(sign, f"\\{sign}")
                shown.append(f"T* ({signs}) Tj")
        shown.append("T*")
    stream = "\n".join([*shown, "ET"]).encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 6\n0000000000 65535 f \n" + rows
    return content + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(content)


def packed(files: dict[str, str | bytes]) -> bytes:
    """Return a ZIP file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def chunks(text: str) -> list[tuple[int, list[str]]]:
    """Return the paragraphs of a text as lines, each with its heading's level or 0."""
    found: list[tuple[int, list[str]]] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        match = HEADING.fullmatch(lines[0])
        if match:
            found.append((len(match.group(1)), [match.group(2)]))
            lines = lines[1:]
        if lines:
            found.append((0, lines))
    return found


def broken(line: str, width: int) -> list[str]:
    """Return a line in parts no longer than the width, broken between words."""
    parts = [""]
    for word in line.split():
        if len(parts[-1]) + len(word) >= width:
            parts.append("")
        parts[-1] = f"{parts[-1]} {word}".strip()
    return parts
