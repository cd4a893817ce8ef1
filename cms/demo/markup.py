"""The few marks in which the demo's body texts are written, made into blocks of a page body."""

from __future__ import annotations

from html import escape
from typing import Any

HEADING = "## "
ITEM = "- "
QUOTE = "> "
SAID_BY = " — "
FIGURES = "[tunnusluvut:"


def body_blocks(text: str) -> list[dict[str, Any]]:
    """Return the blocks of a text whose parts are set apart by blank lines.

    ``## `` begins a heading, ``- `` each item of a list, ``> `` a quotation with the speaker after an em
    dash, ``[tunnusluvut:2024]`` shows what the members' key figures of a year come to; everything else is a
    paragraph of plain text.
    """
    return [_block(part.strip()) for part in text.split("\n\n") if part.strip()]


def picked(part: str) -> tuple[str, str] | None:
    """Return what a part of an issue picks, as its kind's word and its slug; ``None`` for any other part."""
    if not (part.startswith("[") and part.endswith("]")):
        return None
    kind, _, slug = part[1:-1].partition(":")
    return kind.strip(), slug.strip()


def _block(part: str) -> dict[str, Any]:
    if part.startswith(HEADING):
        return {"type": "heading", "value": {"text": part.removeprefix(HEADING), "level": 2}}
    if part.startswith(ITEM):
        items = [escape(line.removeprefix(ITEM), quote=False) for line in part.splitlines()]
        return {"type": "list", "value": {"ordered": False, "items": items}}
    if part.startswith(QUOTE):
        words, _, speaker = part.removeprefix(QUOTE).partition(SAID_BY)
        return {"type": "quote", "value": {"text": words, "attribution": speaker}}
    if part.startswith(FIGURES):
        year = int(part.removeprefix(FIGURES).removesuffix("]"))
        return {"type": "year_figures", "value": {"year": year, "figures": []}}
    return {"type": "paragraph", "value": f"<p>{escape(part, quote=False)}</p>"}
