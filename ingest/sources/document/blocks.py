"""Make a body's blocks of lines.

A text either marks its headings (``## …``) or shows them as short lines that stand alone; only where
nothing is marked are such lines taken for headings. What is none of heading, list or quotation is a
paragraph: no line is ever dropped but a rule drawn across the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.records import BodyBlock, HeadingBlock, ListBlock, ParagraphBlock, QuoteBlock
from ingest.sources.document import marks
from ingest.sources.document.inline import inline, plain


@dataclass(slots=True)
class Piece:
    """Hold one element of the text before it is a block.

    ``kind`` is heading, item, number, quote or text; ``alone`` is true for the only line between two
    empty ones; ``follows`` for the last line below others of its run. A heading of level 0 is only bold.
    """

    kind: str
    text: str
    level: int = 0
    alone: bool = False
    speaker: str = ""
    follows: bool = False


def blocks_of(lines: Sequence[str], *, top_level: int = 2) -> tuple[BodyBlock, ...]:
    """Return the blocks; the shallowest heading gets ``top_level``, deeper ones follow down to 4."""
    pieces = list(_pieces(lines))
    if not any(piece.kind == "heading" for piece in pieces):
        _infer_headings(pieces)
    headings = [piece for piece in pieces if piece.kind == "heading"]
    beneath = max((piece.level for piece in headings), default=0) + 1
    for piece in headings:
        piece.level = piece.level or beneath
    shallowest = min((piece.level for piece in headings), default=1)
    return tuple(_blocks(pieces, top_level - shallowest))


def chunks_of(lines: Iterable[str]) -> list[list[str]]:
    """Return the runs of lines that no empty line parts."""
    return [list(group) for filled, group in groupby(lines, key=bool) if filled]


def _pieces(lines: Sequence[str]) -> Iterator[Piece]:
    for chunk in chunks_of(lines):
        yield from _pieces_of_chunk(_unwrapped(chunk))


def _unwrapped(chunk: list[str]) -> list[str]:
    """Join a paragraph broken into lines of nearly equal length, and lines that go on in lower case."""
    inner = chunk[:-1]
    wrapped = (
        len(chunk) >= 3
        and all(50 <= len(line) <= 110 for line in inner)
        and 2 * sum(line.endswith((".", "!", "?")) for line in inner) <= len(inner)
        and not any(map(_is_marked, chunk))
    )
    if wrapped and max(map(len, inner)) - min(map(len, inner)) <= 25:
        return [" ".join(chunk)]
    joined: list[str] = []
    for line in chunk:
        goes_on = line[0].islower() and not _is_marked(line) and "@" not in line and "://" not in line
        if (
            joined
            and goes_on
            and len(joined[-1]) >= 40
            and not joined[-1].startswith("#")
            and not joined[-1].endswith(marks.FINAL[:4])
        ):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _is_marked(line: str) -> bool:
    return any(mark.fullmatch(line) for mark in (marks.HEADING, marks.BULLET, marks.NUMBER)) or line[0] == ">"


def _pieces_of_chunk(chunk: list[str]) -> Iterator[Piece]:
    alone = len(chunk) == 1
    if all(line[0] == ">" for line in chunk):
        yield from _cited([line.lstrip("> ") for line in chunk])
        return
    skip = False
    for number, line in enumerate(chunk):
        following = chunk[number + 1] if number + 1 < len(chunk) else ""
        if skip or (marks.BREAK.fullmatch(line) and not any(map(str.isalnum, line))):
            skip = False
        elif match := marks.HEADING.fullmatch(line):
            if match.group(2):
                yield Piece("heading", match.group(2), level=len(match.group(1)))
        elif marks.UNDERLINE.fullmatch(following) and not marks.is_prose(line):
            skip = True
            yield Piece("heading", line, level=1 if following[0] == "=" else 2)
        elif (bold := marks.BOLD_LINE.fullmatch(line)) and marks.looks_like_heading(bold.group(1)):
            yield Piece("heading", bold.group(1))
        elif line.startswith(">"):
            yield from _cited([line.lstrip("> ")])
        elif quoted := marks.quotation(line):
            yield Piece("quote", quoted[0], speaker=quoted[1])
        elif match := marks.BULLET.fullmatch(line):
            yield Piece("item", match.group(1))
        elif match := marks.NUMBER.fullmatch(line):
            yield Piece("number", match.group(2), level=int(match.group(1)), speaker=line, alone=alone)
        else:
            title_of_prose = number == 0 and len(line) <= 80 and len(following) > marks.LONG
            last = number > 0 and not following
            yield Piece("text", line, alone=alone or title_of_prose, follows=last)


def _cited(lines: list[str]) -> Iterator[Piece]:
    """Yield a quotation for each paragraph of lines that were marked with ">", its dashed speaker apart."""
    for paragraph in chunks_of(lines):
        speaker = marks.ATTRIBUTION.fullmatch(paragraph[-1]) if len(paragraph) > 1 else None
        if speaker and not marks.is_prose(paragraph[-1]):
            yield Piece("quote", " ".join(paragraph[:-1]), speaker=speaker.group(1))
        else:
            words, named = marks.quotation(" ".join(paragraph)) or (" ".join(paragraph), "")
            yield Piece("quote", words, speaker=named)


def _infer_headings(pieces: list[Piece]) -> None:
    for number, piece in enumerate(pieces[:-1]):
        follower = pieces[number + 1]
        if piece.kind == "number" and piece.alone and marks.looks_like_heading(piece.text):
            if follower.kind == "text" and marks.is_prose(follower.text):
                piece.kind, piece.text, piece.level, piece.speaker = "heading", piece.speaker, 2, ""
        elif piece.kind == "text" and piece.alone and marks.looks_like_heading(piece.text):
            two_in_a_row = (
                follower.kind == "text" and follower.alone and marks.looks_like_heading(follower.text)
            )
            if not two_in_a_row or number + 2 < len(pieces):
                piece.kind, piece.level = "heading", 2


def _blocks(pieces: list[Piece], shift: int) -> Iterator[BodyBlock]:
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        position += 1
        if piece.kind == "heading":
            level = min(4, max(2, piece.level + shift))
            yield HeadingBlock(level=level, text=plain(piece.text) or piece.text)
        elif piece.kind == "quote":
            speaker = piece.speaker
            if not speaker and position < len(pieces) and _is_attribution(pieces, position):
                speaker, position = pieces[position].text, position + 1
            yield QuoteBlock(text=plain(piece.text), attribution=plain(speaker))
        elif piece.kind in ("item", "number"):
            run = [piece]
            while position < len(pieces) and pieces[position].kind == piece.kind:
                run.append(pieces[position])
                position += 1
            if piece.kind == "number" and (len(run) == 1 or piece.level != 1):
                yield from (ParagraphBlock(html=inline(numbered.speaker)) for numbered in run)
            else:
                yield ListBlock(
                    ordered=piece.kind == "number", items=tuple(inline(item.text) for item in run)
                )
        else:
            yield ParagraphBlock(html=inline(piece.text))


def _is_attribution(pieces: list[Piece], position: int) -> bool:
    """Tell whether the piece after a quotation is its speaker.

    That is one short dashed line (not a list), or the short last line of the quotation's own paragraph.
    """
    piece = pieces[position]
    if piece.kind == "text" and piece.follows:
        return len(piece.text) <= 100 and piece.text[0].isupper() and marks.looks_like_heading(piece.text)
    list_goes_on = position + 1 < len(pieces) and pieces[position + 1].kind == "item"
    return (
        piece.kind == "item"
        and not list_goes_on
        and len(piece.text) <= 100
        and not marks.is_prose(piece.text)
    )
