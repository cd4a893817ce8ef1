"""Leave out of foreign text what no database takes."""

from __future__ import annotations

import re

UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tab and line feed, and halves of surrogate pairs: no text, and no database
takes them all."""


def storable(text: str) -> str:
    """Return the text without them."""
    return UNSTORABLE.sub("", text)
