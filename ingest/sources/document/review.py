"""Recognise and read annual reviews: a title that tells of a year's work, and prose."""

from __future__ import annotations

import re
from collections import Counter

from ingest.errors import ParseError
from ingest.markup.languages import language_of
from ingest.markup.titles import shortened
from ingest.records import AnnualReviewRecord
from ingest.sources.document.blocks import blocks_of
from ingest.sources.document.dates import start_of
from ingest.sources.document.head import Head
from ingest.sources.document.text import Text
from ingest.words import gettext_noop as _

YEAR = r"(?<![\d–-])((?:19|20)\d{2})(?![\d–]|-\d)"
OF_A_YEAR = re.compile(
    rf"\b(?:vuonna|vuosi|vuoden|vuodelta|vuotemme|vuodesta|året|år|the year|year|in)\s+{YEAR}", re.IGNORECASE
)
GENRE = re.compile(
    r"(?:vuosi|toiminta|vuoden |järjestö)?(?:kertomu|katsau|raport)\w*"
    r"|\b(?:työmme|työtämme|työhömme|toimintamme|vuotemme)\b"
    r"|\b(?:toiminta)?vuosi\b|års(?:berättelse|översikt|rapport)|verksamhetsberättelse"
    r"|annual (?:review|report)|year in review|\bour (?:work|year)\b",
    re.IGNORECASE,
)
ANY_YEAR = re.compile(YEAR)
OF_TWO_YEARS = re.compile(
    r"(?:vuosi|toiminta)(?:kertomu|katsau|raport)\w*\s+(?:vuosilta\s+)?(?:19|20)\d{2}\s?[–-]\s?((?:19|20)?\d{2})\b"
    r"|(?:års(?:berättelse|översikt|rapport)|verksamhetsberättelse|annual (?:review|report))"
    r"\s+(?:19|20)\d{2}\s?[–-]\s?((?:19|20)?\d{2})\b",
    re.IGNORECASE,
)
"""A review of a working year that begins in one calendar year and ends in the next."""


def is_review_title(title: str) -> bool:
    """Tell whether a title tells of one year's work: "työmme vuonna 2023", "Vuosikertomus 2023"."""
    return bool(
        OF_A_YEAR.search(title)
        or (ANY_YEAR.search(title) and GENRE.search(title))
        or OF_TWO_YEARS.search(title)
    )


def parse_review(text: Text, head: Head) -> AnnualReviewRecord:
    """Return the record; the year is the title's, else the one that the text names most often as its own."""
    body = blocks_of(head.lines)
    return AnnualReviewRecord(
        external_id=text.url or text.name,
        title=shortened(head.title),
        language=language_of(" ".join(text.lines)),
        url=text.url,
        body=body,
        published_at=head.published,
        updated_at=start_of(head.updated),
        year=_year(head),
    )


def _year(head: Head) -> int:
    for pattern in (OF_A_YEAR, ANY_YEAR):
        if years := pattern.findall(head.title):
            return int(years[-1])
    if two := OF_TWO_YEARS.search(head.title):
        return 2000 + int(two.group(1) or two.group(2)) % 100
    counted = Counter(OF_A_YEAR.findall("\n".join(head.lines)))
    if not counted:
        raise ParseError(_("It doesn't tell which year it is of."), remedy=_("Name the year in the title."))
    return int(counted.most_common(1)[0][0])
