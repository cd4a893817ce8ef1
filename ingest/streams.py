"""Write a record's blocks as the editor writes them into a stream field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ingest.records import BodyBlock, HeadingBlock, ListBlock, ParagraphBlock
from ingest.sanitising import sanitise_inline

MAX_HEADING = 255


def stream_of(blocks: Iterable[BodyBlock]) -> list[dict[str, Any]]:
    """Return blocks as a stream field's values."""
    return [_stream_block(block) for block in blocks]


def _stream_block(block: BodyBlock) -> dict[str, Any]:
    if isinstance(block, HeadingBlock) and len(block.text) <= MAX_HEADING:
        return {"type": "heading", "value": {"text": block.text, "level": str(block.level)}}
    if isinstance(block, HeadingBlock):
        return _paragraph(escaped(block.text))
    if isinstance(block, ParagraphBlock):
        return _paragraph(block.html)
    if isinstance(block, ListBlock):
        items = [_paragraph_html(item) for item in block.items]
        return {"type": "list", "value": {"ordered": block.ordered, "items": items}}
    return {"type": "quote", "value": {"text": block.text, "attribution": block.attribution}}


def _paragraph(html: str) -> dict[str, Any]:
    return {"type": "paragraph", "value": _paragraph_html(html)}


def _paragraph_html(html: str) -> str:
    """Return rich text as the editor writes it: in a paragraph, a list's items too."""
    return f"<p>{sanitise_inline(html)}</p>"


def escaped(text: str) -> str:
    """Return plain text as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
