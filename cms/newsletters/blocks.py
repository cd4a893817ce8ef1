"""The blocks of which an issue is made: little enough that every mail program shows it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.publishing.blocks import INLINE_FEATURES, HeadingBlock

PICKED = (
    "publishing.News",
    "publishing.PressRelease",
    "events.EventPage",
    "publishing.AnnualReview",
    "publishing.Project",
)
"""Kinds of pages that an issue tells of."""


def shown_page(page: Page | None) -> Page | None:
    """Return a picked page as its own kind, if everybody may read it."""
    if page is None or not page.live or page.get_view_restrictions():
        return None
    return page.specific


class PictureBlock(ImageBlock):
    """A picture, which mail programs often keep back: its words must stand for it."""

    def clean(self, value: Any) -> Any:
        """Refuse a picture without words."""
        value = super().clean(value)
        if value and value.decorative and not self.is_deferred_validation:
            wordless = ValidationError(_("Say in words what the picture shows: many never see it."))
            raise StructBlockValidationError(block_errors={"alt_text": wordless})
        return value

    class Meta:
        icon = "image"
        label = gettext_lazy("Picture")
        template = "publishing/blocks/image.html"


class PickedPageBlock(blocks.PageChooserBlock):
    """A news item, an event or another page, shown in short."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"page_type": list(PICKED), **kwargs})

    def get_context(self, value: Page, parent_context: Any = None) -> dict[str, Any]:
        """Add ``shown``, the page, unless it is no longer public."""
        return {**super().get_context(value, parent_context=parent_context), "shown": shown_page(value)}

    class Meta:
        icon = "doc-full-inverse"
        label = gettext_lazy("News, event or other page")
        template = "newsletters/blocks/page.html"


class ButtonBlock(blocks.StructBlock):
    """A link that stands out."""

    text = blocks.CharBlock(
        label=gettext_lazy("Text"), max_length=80, help_text=gettext_lazy("What opens, such as Sign up here.")
    )
    address = blocks.URLBlock(label=gettext_lazy("Address"), max_length=1000)

    class Meta:
        icon = "link"
        label = gettext_lazy("Button")
        template = "newsletters/blocks/button.html"


class LetterBlock(blocks.StreamBlock):
    """What stands in an issue, on the web and in the letter."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        label=gettext_lazy("Paragraph"),
        features=[*INLINE_FEATURES, "ul", "ol"],
        template="publishing/blocks/paragraph.html",
    )
    page = PickedPageBlock()
    service = SnippetChooserBlock(
        "directory.Service",
        label=gettext_lazy("Service"),
        template="publishing/blocks/service_card.html",
    )
    picture = PictureBlock()
    button = ButtonBlock()

    class Meta:
        label = gettext_lazy("Content")
