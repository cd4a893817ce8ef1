"""Parse a text the way the plugin does."""

from __future__ import annotations

from ingest.records import AnyRecord, BodyBlock
from ingest.sources.document.recognising import parse_text
from ingest.sources.document.text import read_text


def parse(text: str, name: str = "teksti.txt") -> AnyRecord:
    """Return the record of a text."""
    return parse_text(read_text(text.encode(), name))


def shape(blocks: tuple[BodyBlock, ...]) -> list[str]:
    """Return the blocks' types in order, headings with their level."""
    return [f"h{block.level}" if block.type == "heading" else block.type for block in blocks]


def headings(blocks: tuple[BodyBlock, ...]) -> list[str]:
    """Return the headings' texts in order."""
    return [block.text for block in blocks if block.type == "heading"]
