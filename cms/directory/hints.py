"""What could be better in a summary: gentle hints that refuse nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from search.analysis.voikko import readings
from search.analysis.words import normalised, words

VERB = "t"
"""Voikko's word class of verbs (teonsana)."""
SHOUTED_LETTERS = 5
"""Shorter words in capitals are abbreviations: MLL, ADHD."""
SHORTEST_NAME = 4
LEGAL_FORMS = re.compile(r"\s+(?:ry|r\.y\.|rf|r\.f\.|sr|oy)\.?\s*\Z", re.IGNORECASE)


def summary_hints(*, summary: str, organisation: str) -> list[str]:
    """Return what could be better in a summary of one of the organisation's services, most telling first."""
    return list(_hints(summary.strip(), LEGAL_FORMS.sub("", organisation).strip()))


def _hints(summary: str, organisation: str) -> Iterator[str]:
    if not summary:
        return
    if len(organisation) >= SHORTEST_NAME and organisation.casefold() in summary.casefold():
        yield _("The organisation's name stands beside the summary anyway; use the room for what one gets.")
    if shouts(summary):
        yield _("Capitals and exclamation marks look like shouting; write it calmly.")
    if not has_verb(summary):
        yield _("There is no verb. Tell what happens: “You can talk with …”, “The group meets …”.")


def shouts(text: str) -> bool:
    """Tell whether a text has exclamation marks in a row, or words in capitals that are no abbreviations."""
    return "!!" in text or any(
        len(word) >= SHOUTED_LETTERS and word.isupper() and word.isalpha()
        for word, _start, _end in words(text)
    )


def has_verb(text: str) -> bool:
    """Tell whether any word of a Finnish text may be a verb; of words with several readings one is enough."""
    return any(
        reading and reading[-1].word_class == VERB
        for word, _start, _end in words(text)
        for reading in readings(normalised(word))
    )
