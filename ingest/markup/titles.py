"""Keep titles within what a title may be."""

from __future__ import annotations


def shortened(title: str, limit: int = 255) -> str:
    """Return the text, cut at a word with an ellipsis if it is longer than the limit."""
    return title if len(title) <= limit else title[: limit - 1].rsplit(" ", 1)[0] + "…"
