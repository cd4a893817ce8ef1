"""Read what stands above a text's body: the label of its kind, its date and its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from ingest.sources.document import marks
from ingest.sources.document.dates import DATE, UNTOLD, find_date
from ingest.sources.document.furniture import at_the_edge, is_menu
from ingest.sources.document.inline import plain

LABELS = {
    "news": "uutiset uutinen uutisia ajankohtaista ajankohtainen artikkeli artikkelit blogi blogit"
    " nyheter nyhet aktuellt news article",
    "press_release": "mediatiedote mediatiedotteet tiedote tiedotteet lehdistötiedote lehdistötiedotteet"
    " pressmeddelande pressmeddelanden pressrelease",
    "review": "vuosikatsaus vuosikatsaukset vuosikertomus vuosikertomukset toimintakertomus"
    " toimintakertomukset årsberättelse verksamhetsberättelse",
    "": "julkaistu julkaisupäivä julkaisuvapaa julkaistavissa päivitetty muokattu heti medialle"
    " tiedotusvälineille publicerad uppdaterad published updated",
}
UPDATED = frozenset({"päivitetty", "muokattu", "uppdaterad", "updated"})
DATED = frozenset({"news", "press_release"})
"""What is labelled with a date; years beside a review's label are its title."""
CATEGORY = {word: category for category, words in LABELS.items() for word in words.split()}
TIME = re.compile(r"\b(?:klo|kello|kl)\.?\s*\d{1,2}(?:[.:]\d{2})?|\b\d{1,2}:\d{2}\b", re.IGNORECASE)
LINES_READ = 8
"""Filled lines among which the label, the date and the title are looked for."""
MENU_READ = 40
"""Filled lines within which the first label must follow a menu."""


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what stands above the body; ``lines`` is the rest of the text, title and label taken out."""

    category: str
    published: date | None
    title: str
    lines: tuple[str, ...]
    updated: date | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """Hold what a label's line tells; ``whole`` is false if it has figures that no one day was read from."""

    category: str
    published: date | None = None
    updated: date | None = None
    whole: bool = True


def read_head(lines: Sequence[str], address_title: str = "") -> Head:
    """Return the head; the title is the first marked heading, else the first line that is no label.

    A marked heading counts wherever it stands, a plain line only above the first paragraph. An
    ``address_title`` wins over both, and then the headings stay in the text. Raises ``ParseError`` for
    a date that is none.
    """
    lines = _without_menu(lines)
    filled = [number for number, line in enumerate(lines) if line][:LINES_READ]
    categories: list[str] = []
    published: date | None = None
    updated: date | None = None
    taken: set[int] = set()
    plain_title: int | None = None
    for number in filled:
        line = lines[number]
        label = _label(line)
        if label is not None:
            categories.append(label.category)
            published, updated = published or label.published, updated or label.updated
            if label.whole:
                taken.add(number)
        elif marks.BYLINE.fullmatch(line):
            continue
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
    published = published or updated
    if address_title:
        return Head(category, published, address_title, tuple(_kept(lines, taken)), updated)
    title_at = _marked_title(lines, plain_title)
    title_at = plain_title if title_at is None else title_at
    if title_at is None:
        return Head(category, published, "", tuple(_kept(lines, taken)), updated)
    match = marks.HEADING.fullmatch(lines[title_at])
    title = plain(match.group(2) if match else lines[title_at])
    if title_at + 1 < len(lines) and marks.UNDERLINE.fullmatch(lines[title_at + 1]):
        taken.add(title_at + 1)
    return Head(category, published, title, tuple(_kept(lines, taken | {title_at})), updated)


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


def _without_menu(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines from the first label on, if what stands above it is the site's menu."""
    numbers = [number for number, line in enumerate(lines) if line][:MENU_READ]
    filled = list(takewhile(lambda number: not marks.is_prose(lines[number]), numbers))
    labels = [(number, label) for number in filled if (label := _label(lines[number])) is not None]
    for number, label in reversed(labels):
        below = next((line for line in lines[number:] if line and _label(line) is None), "")
        titled = below != "" and not marks.is_prose(below)
        if titled and is_menu(lines[:number]) and (label.published or label.category):
            return lines[number:]
    return lines


def _label(line: str) -> Label | None:
    """Return what a line tells that holds a label, a date or both and nothing else, or None."""
    if len(line) > 100:
        return None
    rest = TIME.sub(" ", DATE.sub(" ", line)).lower().replace("press release", "pressrelease")
    words = re.findall(r"[^\W\d_]+", rest)
    if any(word not in CATEGORY for word in words):
        return None
    found = find_date(line)
    second = find_date(found[1]) if found else None
    if not words and not found:
        return None
    category = next((CATEGORY[word] for word in words if CATEGORY[word]), "")
    rest, untold = UNTOLD.subn(" ", rest)
    if re.search(r"\d", rest) or (untold and category not in DATED):
        return None
    first = found[0] if found else None
    if any(word in UPDATED for word in words) and not second:
        return Label(category, None, first, not untold)
    return Label(category, first, second[0] if second else None, not untold)


def _kept(lines: Sequence[str], taken: set[int]) -> list[str]:
    return [line for number, line in enumerate(lines) if number not in taken]
