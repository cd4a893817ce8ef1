"""Page bodies for other sites: every block as typed JSON, and as the HTML that we show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail import blocks
from wagtail.blocks.struct_block import StructValue
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.rich_text import RichText

from cms.headless.markup import rich_text, whole_addresses
from cms.headless.pictures import picture_out
from cms.headless.references import attachment_out, reference_out

Show = Callable[[Any, Any, HttpRequest], Any]

BLOCK = {
    "type": "object",
    "required": ["id", "type", "value", "html"],
    "properties": {
        "id": {"type": ["string", "null"], "description": "Stays the same while the block is edited."},
        "type": {"type": "string", "description": "`paragraph`, `heading`, `image` …"},
        "value": {
            "description": "By type: HTML for `paragraph`; `{text, level}` for `heading`; `{ordered, items}` "
            "for `list`; a Picture for `image`; a ServiceReference or PageReference, or null, for cards; "
            "`{document, title}` for `attachment`; `{url}` for `embed`; else its fields by name.",
        },
        "html": {
            "type": "string",
            "description": "As our own pages show it, with whole addresses.",
        },
    },
}


def body_out(stream: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """Show a page's body, block by block."""
    return [
        {
            "id": child.id,
            "type": child.block_type,
            "value": value_out(child.block, child.value, request),
            "html": whole_addresses(child.render({"request": request}), request),
        }
        for child in stream
    ]


def value_out(block: blocks.Block, value: Any, request: HttpRequest) -> Any:
    """Show a block's value by what kind of block it is."""
    if value is None:
        return None
    for kind, show in SHOWN.items():
        if isinstance(block, kind):
            return show(block, value, request)
    return block.get_api_representation(value)


def _image(_block: Any, image: Any, request: HttpRequest) -> Any:
    alt = getattr(image, "contextual_alt_text", None)
    return picture_out(image, request, "" if getattr(image, "decorative", False) else alt)


def _struct(block: Any, value: StructValue, request: HttpRequest) -> Any:
    return {name: value_out(child, value.get(name), request) for name, child in block.child_blocks.items()}


def _list(block: Any, values: Any, request: HttpRequest) -> Any:
    return [value_out(block.child_block, value, request) for value in values]


def _choice(_block: Any, value: Any, _request: HttpRequest) -> Any:
    """Show a level as the number that it is."""
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) == 1 else value


SHOWN: dict[type[blocks.Block], Show] = {
    blocks.RichTextBlock: lambda _block, text, request: (
        rich_text(text.source, request) if isinstance(text, RichText) else str(text)
    ),
    ImageBlock: _image,
    ImageChooserBlock: _image,
    DocumentChooserBlock: lambda _block, document, request: attachment_out(document, request),
    blocks.PageChooserBlock: lambda _block, page, request: reference_out(page, request),
    blocks.ChooserBlock: lambda _block, thing, request: reference_out(thing, request),
    EmbedBlock: lambda _block, embed, _request: {"url": embed.url},
    blocks.ChoiceBlock: _choice,
    blocks.BaseStreamBlock: lambda _block, stream, request: body_out(stream, request),
    blocks.BaseStructBlock: _struct,
    blocks.ListBlock: _list,
}
"""How each kind of block is shown; the first that fits counts."""
