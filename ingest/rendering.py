"""Show a record's blocks as HTML and as text, for output and for comparing."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from ingest.records import BodyBlock, HeadingBlock, ListBlock, ParagraphBlock, Record
from ingest.sanitising import plain_text, sanitise_body, sanitise_inline


def block_fields(record: Record) -> dict[str, tuple[BodyBlock, ...]]:
    """Return the filled fields that hold blocks, the body first, then the kind's own in their order."""
    own = type(record).model_fields.keys() - Record.model_fields.keys()
    names = ["body", *(name for name in type(record).model_fields if name in own)]
    values = {name: getattr(record, name) for name in names}
    return {name: value for name, value in values.items() if value and _holds_blocks(value)}


def body_html(record: Record) -> str:
    """Return every block of the record as sanitised HTML, the kind's own fields after the body."""
    return "\n".join(blocks_html(blocks) for blocks in block_fields(record).values())


def blocks_html(blocks: Iterable[BodyBlock]) -> str:
    """Return blocks as sanitised HTML."""
    return "\n".join(sanitise_body(_html(block)) for block in blocks)


def body_text(record: Record) -> str:
    """Return every block of the record as plain text, parted by empty lines."""
    return "\n\n".join(text for blocks in block_fields(record).values() for text in texts_of(blocks))


def texts_of(blocks: Iterable[BodyBlock]) -> Iterator[str]:
    """Yield the plain text of each block; a list's items are lines."""
    for block in blocks:
        if isinstance(block, HeadingBlock):
            yield block.text
        elif isinstance(block, ParagraphBlock):
            yield plain_text(block.html)
        elif isinstance(block, ListBlock):
            yield "\n".join(plain_text(item) for item in block.items)
        else:
            yield f"{block.text}\n{block.attribution}".strip()


def _html(block: BodyBlock) -> str:
    if isinstance(block, HeadingBlock):
        return f"<h{block.level}>{html.escape(block.text, quote=False)}</h{block.level}>"
    if isinstance(block, ParagraphBlock):
        return f"<p>{sanitise_inline(block.html)}</p>"
    if isinstance(block, ListBlock):
        tag = "ol" if block.ordered else "ul"
        items = "".join(f"<li>{sanitise_inline(item)}</li>" for item in block.items)
        return f"<{tag}>{items}</{tag}>"
    footer = f"<footer>{html.escape(block.attribution, quote=False)}</footer>" if block.attribution else ""
    return f"<blockquote><p>{html.escape(block.text, quote=False)}</p>{footer}</blockquote>"


def _holds_blocks(value: object) -> bool:
    return isinstance(value, tuple) and hasattr(value[0], "type")
