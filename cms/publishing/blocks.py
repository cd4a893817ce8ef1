"""The blocks of which every page body is made."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

INLINE_FEATURES = ["bold", "italic", "link", "document-link"]


class HeadingValue(blocks.StructValue):
    """Be a heading that links can lead to."""

    @property
    def anchor(self) -> str:
        """Return the heading's id in the page."""
        return f"otsikko-{slugify(self.get('text') or '')}"


class HeadingBlock(blocks.StructBlock):
    """A heading below the page's own title."""

    text = blocks.CharBlock(label=_("Text"), max_length=255)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("2", _("Heading")), ("3", _("Subheading")), ("4", _("Minor heading"))],
        default="2",
        search_index=False,
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        value_class = HeadingValue
        template = "publishing/blocks/heading.html"


class ListBlock(blocks.StructBlock):
    """A list, in which the order may matter."""

    ordered = blocks.BooleanBlock(label=_("Numbered"), required=False)
    items = blocks.ListBlock(blocks.RichTextBlock(features=INLINE_FEATURES), label=_("Items"))

    class Meta:
        icon = "list-ul"
        label = _("List")
        template = "publishing/blocks/list.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words."""

    text = blocks.TextBlock(label=_("Quotation"), rows=3)
    attribution = blocks.CharBlock(
        label=_("Said by"),
        required=False,
        help_text=_("A role rather than a name, unless the person agreed."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "publishing/blocks/quote.html"


class KeyFigureBlock(blocks.StructBlock):
    """One number that tells what was done."""

    value = blocks.CharBlock(label=_("Figure"), max_length=20, help_text=_("For example 8 200"))
    label = blocks.CharBlock(label=_("What it counts"), max_length=120)
    explanation = blocks.CharBlock(label=_("Explanation"), max_length=255, required=False)

    class Meta:
        icon = "order"
        label = _("Key figure")
        template = "publishing/blocks/key_figure.html"


class AttachmentBlock(blocks.StructBlock):
    """A document to download."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"), required=False, help_text=_("The document's own title if empty.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Attachment")
        template = "publishing/blocks/attachment.html"


class BodyBlock(blocks.StreamBlock):
    """What stands in a page body."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"),
        features=[*INLINE_FEATURES, "ul", "ol"],
        template="publishing/blocks/paragraph.html",
    )
    list = ListBlock()
    quote = QuoteBlock()
    image = ImageBlock(label=_("Image"), template="publishing/blocks/image.html")
    key_figure = KeyFigureBlock()
    service_card = SnippetChooserBlock(
        "directory.Service", label=_("Service card"), template="publishing/blocks/service_card.html"
    )
    organisation_card = blocks.PageChooserBlock(
        page_type="directory.OrganisationPage",
        label=_("Organisation card"),
        template="publishing/blocks/organisation_card.html",
    )
    attachment = AttachmentBlock()
    embed = EmbedBlock(label=_("Video or other embed"), template="publishing/blocks/embed.html")

    class Meta:
        label = _("Content")


def plain_text(stream: Any) -> str:
    """Return the words of a stream value, block by block, for the search."""
    return "\n".join(
        text.strip() for text in stream.stream_block.get_searchable_content(stream) if text.strip()
    )
