"""Read what stands above a text's body: the label of its kind, its date and its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.sources.document import marks
from ingest.sources.document.dates import find_date
from ingest.sources.document.furniture import at_the_edge
from ingest.sources.document.inline import plain

LABELS = {
    "news": "uutiset uutinen uutisia ajankohtaista ajankohtainen artikkeli artikkelit blogi blogit"
    " nyheter nyhet aktuellt news article",
    "press_release": "mediatiedote mediatiedotteet tiedote tiedotteet lehdistötiedote lehdistötiedotteet"
    " pressmeddelande pressmeddelanden pressrelease",
    "review": "vuosikatsaus vuosikatsaukset vuosikertomus vuosikertomukset toimintakertomus"
    " toimintakertomukset årsberättelse verksamhetsberättelse",
    "": "julkaistu julkaisupäivä julkaisuvapaa julkaistavissa päivitetty heti publicerad uppdaterad published"
    " updated",
}
CATEGORY = {word: category for category, words in LABELS.items() for word in words.split()}
TIME = re.compile(r"\b(?:klo|kello|kl)\.?\s*\d{1,2}(?:[.:]\d{2})?|\b\d{1,2}:\d{2}\b", re.IGNORECASE)
LINES_READ = 8
"""Filled lines among which the label, the date and the title are looked for."""


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what stands above the body; ``lines`` is the rest of the text, title and label taken out."""

    category: str
    published: date | None
    title: str
    lines: tuple[str, ...]


def read_head(lines: Sequence[str], address_title: str = "") -> Head:
    """Return the head; the title is the first marked heading, else the first line that is no label.

    A marked heading counts wherever it stands, a plain line only above the first paragraph. An
    ``address_title`` wins over both, and then the headings stay in the text. Raises ``ParseError`` for
    a date that is none.
    """
    filled = [number for number, line in enumerate(lines) if line][:LINES_READ]
    categories: list[str] = []
    published: date | None = None
    taken: set[int] = set()
    plain_title: int | None = None
    for number in filled:
        line = lines[number]
        label = _label(line)
        if label is not None:
            categories.append(label[0])
            published = published or label[1]
            taken.add(number)
        elif marks.HEADING.fullmatch(line) is None:
            if marks.is_prose(line) and plain_title is not None:
                break
            if at_the_edge(line) and plain_title is None:
                taken.add(number)
            elif plain_title is None and not marks.BREAK.fullmatch(line):
                plain_title = number
                if len(line) > 250 or (len(line) > marks.LONG and line.endswith(".")):
                    plain_title = None
                    break
    category = next((one for one in ("press_release", "review", "news") if one in categories), "")
    if address_title:
        return Head(category, published, address_title, tuple(_kept(lines, taken)))
    title_at = _marked_title(lines, plain_title)
    title_at = plain_title if title_at is None else title_at
    if title_at is None:
        return Head(category, published, "", tuple(_kept(lines, taken)))
    match = marks.HEADING.fullmatch(lines[title_at])
    title = plain(match.group(2) if match else lines[title_at])
    if title_at + 1 < len(lines) and marks.UNDERLINE.fullmatch(lines[title_at + 1]):
        taken.add(title_at + 1)
    return Head(category, published, title, tuple(_kept(lines, taken | {title_at})))


def shortened(title: str, limit: int = 255) -> str:
    """Return the title, cut at a word with an ellipsis if it is longer than a title may be."""
    return title if len(title) <= limit else title[: limit - 1].rsplit(" ", 1)[0] + "…"


def _marked_title(lines: Sequence[str], plain_title: int | None) -> int | None:
    """Return where the first marked heading is, unless a plain title stands above the text before it."""
    for number, line in enumerate(lines):
        match = marks.HEADING.fullmatch(line)
        if match and match.group(2):
            between = [] if plain_title is None else lines[plain_title + 1 : number]
            if plain_title is not None and plain_title < number and any(map(marks.is_prose, between)):
                return None
            return number
    return None


def _label(line: str) -> tuple[str, date | None] | None:
    """Return the category and date of a line that holds nothing else, or None."""
    found = find_date(line) if len(line) <= 100 else None
    rest = TIME.sub(" ", found[1] if found else line).lower().replace("press release", "pressrelease")
    words = re.findall(r"[^\W_]+", rest)
    if (not words and not found) or any(word not in CATEGORY for word in words):
        return None
    category = next((CATEGORY[word] for word in words if CATEGORY[word]), "")
    return category, found[0] if found else None


def _kept(lines: Sequence[str], taken: set[int]) -> list[str]:
    return [line for number, line in enumerate(lines) if number not in taken]
