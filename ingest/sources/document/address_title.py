"""Recover a title that a saved text has lost from its address.

Sites make an article's address of its title (``/perheet-tarvitsevat-tukea/``). Where the saved text has
no main heading, the address is all that is left of the title; the text's own words give the letters back
that an address can't hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from ingest.sources.document import marks

FEWEST_WORDS = 3
"""An address of fewer words is a name of something, such as ``/yhteystiedot/``, and no title."""

MAIN_HEADING = 1


def address_title(url: str, lines: Sequence[str]) -> str:
    """Return the title that the address tells and the text lacks, or nothing.

    A text lacks it if it has marked headings, none of them a main one, and none that says the same.
    """
    words = _address_words(url)
    headings = [match for line in lines if (match := marks.HEADING.fullmatch(line)) and match.group(2)]
    if len(words) < FEWEST_WORDS or not headings:
        return ""
    if any(len(match.group(1)) == MAIN_HEADING or _same(words, match.group(2)) for match in headings):
        return ""
    spellings = _spellings(lines)
    title = " ".join(spellings.get(word, word) for word in words)
    return title[0].upper() + title[1:]


def _address_words(url: str) -> list[str]:
    segments = [segment for segment in unquote(urlsplit(url).path).split("/") if segment]
    last = re.sub(r"\.(?:html?|php|aspx?)$", "", segments[-1]) if segments else ""
    return [_plain(word) for word in last.split("-") if word]


def _same(words: list[str], heading: str) -> bool:
    """Tell whether at least two thirds of the address's words stand in the heading."""
    said = {_plain(word) for word in re.findall(r"\w+", heading)}
    return 3 * sum(word in said for word in words) >= 2 * len(words)


def _spellings(lines: Sequence[str]) -> dict[str, str]:
    """Map each word as an address holds it to how the text writes it most often, small letters first."""
    counted = Counter(re.findall(r"\w+", " ".join(lines)))
    found: dict[str, str] = {}
    for word, _count in sorted(counted.items(), key=lambda item: (item[0][:1].isupper(), -item[1], item[0])):
        found.setdefault(_plain(word), word.lower() if word.istitle() and word.lower() in counted else word)
    return found


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
