"""Know the line about an article that stands above its text: when it was published, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from lxml.html import HtmlElement

from ingest.errors import ParseError
from ingest.markup.moments import day_of, read_moment
from ingest.records import BodyBlock, ParagraphBlock
from ingest.sanitising import plain_text

LONGEST = 100
"""Characters; a longer line is a sentence."""
DAY = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b")
ALONE = re.compile(
    r"(?:(?:julkaistu|julkaisupäivä|publicerad|published)\s*:?\s*)?"
    r"(\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}\.? [^\W\d_]{3,12} \d{4})"
    r"(?:,?\s*(?:klo|kl\.?)?\s*\d{1,2}[.:]\d{2})?",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^\W\d_]{2,}[.!?](?:\s|$)")
MOST_LINES = 2_000


def told_day(root: HtmlElement, today: date) -> date | None:
    """Return the day of the first element whose whole text is a date that is not to come."""
    for text in _short_texts(root):
        if match := ALONE.fullmatch(text):
            try:
                day = day_of(read_moment(match.group(1)))
            except ParseError:
                continue
            if day <= today:
                return day
    return None


def without_byline(body: Sequence[BodyBlock], published: date | None) -> tuple[BodyBlock, ...]:
    """Return an article's blocks without a first line that tells its day; the record tells it already."""
    first = body[0] if body else None
    if published is None or not isinstance(first, ParagraphBlock) or len(body) < 2:
        return tuple(body)
    text = " ".join(plain_text(first.html).split())
    days = DAY.findall(text)
    if len(text) > LONGEST or not days or SENTENCE.search(DAY.sub(" ", text)):
        return tuple(body)
    try:
        told = {day_of(read_moment(day)) for day in days}
    except ParseError:
        return tuple(body)
    return tuple(body[1:]) if published in told else tuple(body)


def _short_texts(root: HtmlElement) -> Iterator[str]:
    for number, element in enumerate(root.iter("p", "span", "div", "time", "small", "li", "em")):
        if number > MOST_LINES:
            return
        if len(element) == 0 and element.text and len(element.text) <= LONGEST:
            yield " ".join(element.text.split())
