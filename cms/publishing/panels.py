"""Panels of the forms for written pages."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from cms.publishing.blocks import plain_text
from cms.publishing.readability import readability_hints


class ReadabilityPanel(Panel):
    """Show hints on the text as it was last saved; nothing where there is nothing to say."""

    def __init__(self, field: str = "body", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field = field

    def clone_kwargs(self) -> dict[str, Any]:
        """Add the field to what a copy is made from."""
        return {**super().clone_kwargs(), "field": self.field}

    class BoundPanel(Panel.BoundPanel):
        """Be the panel of one page's form."""

        template_name = "publishing/admin/readability.html"

        def is_shown(self) -> bool:
            """Stand there only with something to say."""
            return bool(super().is_shown() and self.hints)

        @cached_property
        def hints(self) -> list[str]:
            """Return the hints on the page's text."""
            return readability_hints(plain_text(getattr(self.instance, self.panel.field)))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the hints."""
            return {**super().get_context_data(parent_context), "hints": self.hints}
