"""Tell a text's language: from what its source says, else from its commonest small words."""

from __future__ import annotations

import re
from typing import Literal, cast

Language = Literal["fi", "sv", "en"]
LANGUAGES = ("fi", "sv", "en")

SMALL_WORDS = {
    "fi": "ja on ei että se oli myös sekä tai kun ovat joka mukaan kanssa",
    "sv": "och att är det som för med av på en ett inte till har den de vi",
    "en": "the and of to is in that for with are was on by as it our",
}
FEWEST = 3
"""Small words that a text must have for its source's claim to be doubted."""


def language_of(text: str, *claims: str) -> Language:
    """Return the text's language: of a page's claims the first one of ours, Finnish if in doubt.

    Sites often claim their template's language. A text whose small words are those of another of our
    languages three times as often as those of the claimed one is in that other one.
    """
    counts = _counts(text)
    best = max(counts, key=lambda language: (counts[language], language == "fi"))
    for claim in claims:
        claimed = claim.strip().lower().replace("_", "-").partition("-")[0]
        if claimed in LANGUAGES:
            doubted = counts[best] >= FEWEST and counts[best] > 3 * counts[claimed]
            return cast(Language, best if doubted else claimed)
    return cast(Language, best)


def _counts(text: str) -> dict[str, int]:
    words = re.findall(r"[^\W\d_]+", text.lower()[:20_000])
    small = {language: set(listed.split()) for language, listed in SMALL_WORDS.items()}
    return {language: sum(word in small[language] for word in words) for language in small}
