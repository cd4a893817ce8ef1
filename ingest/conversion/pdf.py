"""Read PDF with pdfminer.six: lines by their places, paragraphs by their spaces, headings by their size."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException

from ingest.errors import ParseError
from ingest.words import gettext_noop as _

MOST_PAGES = 300
HEADING = 1.15
"""How many times larger than the text a heading's letters are at least."""
ROOM = 0.04
"""Of a column's width: what must be left beside the next word for the line to have been ended on purpose."""
ROOM_IN_SENTENCE = 0.4
"""The same before a word that begins with a small letter."""
COLUMN = 0.6
"""Of the page's widest text: a box of lines narrower than this is not a column of its own but short lines."""
BULLET = re.compile(r"^[•◦▪‣∙●○·o\uf0b7\uf0a7–-]\s+(?=\S)")
PAGE_NUMBER = re.compile(r"(?:sivu|sida|page|s\.)?\s*\d{1,3}(?:\s*[/(]\s*\d{1,3}\)?)?", re.IGNORECASE)
EDGE = 0.08
"""Of a page's height: within it at the top and bottom stand running titles and page numbers."""
WRITTEN_OUT = {
    0xAD: "-",
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB06: "st",
}
"""Soft hyphens, and ligatures, which no search and no dictionary knows."""
FINAL = (".", "!", "?", ":", "”", '"', "…")


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a line of a page: its text, its letters' size, and whether all of them are bold.

    ``fill`` is how much of its column's width it fills, ``letter`` how much of it a letter takes.
    """

    text: str
    size: float
    bold: bool
    fill: float
    letter: float
    edge: bool


def pdf_html(content: bytes) -> str:
    """Return the document's text as HTML; raise ``ParseError``."""
    try:
        pages = [list(_boxes(page)) for page in _pages(content)]
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise ParseError(
            _("It is locked with a password."), remedy=_("Save it without a password.")
        ) from error
    except (PDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError,
            AssertionError, OverflowError, ArithmeticError, OSError, LookupError) as error:  # fmt: skip
        raise ParseError(
            _("It is a broken PDF file (%(error)s).", error=type(error).__name__),
            remedy=_("Save it as PDF again."),
        ) from error
    pages = _without_running_titles(pages)
    boxes = [box for page in pages for box in page]
    if not boxes:
        raise ParseError(
            _("It holds no text: it may be a scanned picture."),
            remedy=_("Give the text itself, such as a DOCX file."),
        )
    return "\n".join(_html(boxes))


def _pages(content: bytes) -> Iterator[LTPage]:
    for number, page in enumerate(extract_pages(io.BytesIO(content), laparams=LAParams(boxes_flow=0.5))):
        if number >= MOST_PAGES:
            raise ParseError(
                _("It has more than %(most_pages)s pages.", most_pages=MOST_PAGES),
                remedy=_("Give one text a file."),
            )
        yield page


def _boxes(page: LTPage) -> Iterator[list[Line]]:
    widest = max((box.width for box in page if isinstance(box, LTTextBox)), default=1)
    for box in page:
        if isinstance(box, LTTextBox):
            lines = [
                line
                for one in box
                if isinstance(one, LTTextLine) and (line := _line(one, max(box.width, COLUMN * widest), page))
            ]
            if lines:
                yield lines


def _line(line: LTTextLine, width: float, page: LTPage) -> Line | None:
    text = " ".join(line.get_text().translate(WRITTEN_OUT).split())
    letters = [one for one in line if isinstance(one, LTChar) and one.get_text().strip()]
    if not text or not letters:
        return None
    sizes = Counter(round(one.size, 1) for one in letters)
    bold = all("bold" in one.fontname.lower() or "black" in one.fontname.lower() for one in letters)
    height = page.height or 1
    fill = line.width / max(width, 1)
    edge = line.y1 < EDGE * height or line.y0 > (1 - EDGE) * height
    return Line(text, sizes.most_common(1)[0][0], bold, fill, fill / len(text), edge)


def _without_running_titles(pages: list[list[list[Line]]]) -> list[list[list[Line]]]:
    """Return the pages without page numbers and what stands at the edge of several pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({re.sub(r"\d+", "0", line.text) for box in page for line in box if line.edge})
    cleaned = []
    for page in pages:
        boxes = [
            [
                line
                for line in box
                if not (
                    line.edge
                    and (PAGE_NUMBER.fullmatch(line.text) or seen[re.sub(r"\d+", "0", line.text)] >= 2)
                )
            ]
            for box in page
        ]
        cleaned.append([box for box in boxes if box])
    return cleaned


def _html(boxes: list[list[Line]]) -> Iterator[str]:
    weights: Counter[float] = Counter()
    for box in boxes:
        for line in box:
            weights[line.size] += len(line.text)
    body = weights.most_common(1)[0][0]
    larger = sorted((size for size in weights if size >= HEADING * body), reverse=True)
    levels = {size: min(number, 3) for number, size in enumerate(larger, start=1)}
    paragraph: list[Line] = []
    for box in boxes:
        if paragraph and not _goes_on(paragraph[-1], box[0], levels):
            yield from _written(paragraph, levels)
            paragraph = []
        for line in box:
            if paragraph and _begins(paragraph, line, levels):
                yield from _written(paragraph, levels)
                paragraph = []
            paragraph.append(line)
    yield from _written(paragraph, levels)


def _goes_on(last: Line, first: Line, levels: dict[float, int]) -> bool:
    """Tell whether a paragraph goes on in the next box, as it does over the end of a page."""
    same = last.size == first.size and last.size not in levels and not last.bold
    return same and not last.text.endswith(FINAL) and first.text[:1].islower()


def _begins(paragraph: list[Line], line: Line, levels: dict[float, int]) -> bool:
    """Tell whether a line of the same box begins a new paragraph."""
    last = paragraph[-1]
    if levels.get(last.size) != levels.get(line.size) or last.bold != line.bold:
        return True
    if BULLET.match(line.text):
        return True
    if line.size in levels:
        return False
    word = line.text.partition(" ")[0]
    room = 1 - last.fill - (len(word) + 1) * last.letter
    return room > (ROOM_IN_SENTENCE if line.text[:1].islower() else ROOM)


def _written(paragraph: list[Line], levels: dict[float, int]) -> Iterator[str]:
    if not paragraph:
        return
    text = _joined([line.text for line in paragraph])
    html = escape(text, quote=False)
    first = paragraph[0]
    if first.size in levels and len(text) <= 300:
        yield f"<h{levels[first.size]}>{html}</h{levels[first.size]}>"
    elif match := BULLET.match(text):
        yield f"<ul><li>{escape(text[match.end() :], quote=False)}</li></ul>"
    elif first.bold and len(text) <= 120:
        yield f"<p><b>{html}</b></p>"
    else:
        yield f"<p>{html}</p>"


def _joined(lines: list[str]) -> str:
    """Return lines as one text; a word that was parted at the end of a line is whole again."""
    text = lines[0]
    for line in lines[1:]:
        if text.endswith("-") and text[-2:-1].islower() and line[:1].islower():
            text = text[:-1] + line
        else:
            text += line if text.endswith("-") and line[:1].islower() else f" {line}"
    return text
