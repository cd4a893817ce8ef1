"""Put a query text into the form in which it is kept: comparable, and nobody's personal data."""

from __future__ import annotations

import re

from search.models.log import MAX_LOGGED_TEXT
from search.parsing import cleaned

_IDENTIFYING = re.compile(
    r"\S+@\S+\.\S+"  # an e-mail address
    r"|\b\d{6}[-+a-fu-y]\d{3}[0-9a-z]\b"  # a Finnish personal identity code
    r"|(?<![\d.,/-])\+?\d[\d -]{6,}\d\b"  # a telephone number
)
HIDDEN = "…"


def normalised_text(text: str) -> str:
    """Return a query text lower-cased, with single spaces, cut, and without what names a person.

    An e-mail address, a personal identity code or a telephone number becomes ``…``.
    """
    return _IDENTIFYING.sub(HIDDEN, cleaned(text).casefold()).strip()[:MAX_LOGGED_TEXT]
