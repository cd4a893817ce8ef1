"""Panels of an issue's form: how its sending stands, and what has been published since the last issue."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel


class MailingPanel(Panel):
    """Show how the sending of an issue stands; nothing for one that was never saved."""

    class BoundPanel(Panel.BoundPanel):
        """Be the panel of one issue's form."""

        template_name = "newsletters/admin/mailing_panel.html"

        def is_shown(self) -> bool:
            """Stand there once the issue exists."""
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the issue."""
            return {**super().get_context_data(parent_context), "issue": self.instance}


class NewlyPublishedPanel(Panel):
    """Name what has been published since the last issue and is not picked yet."""

    class BoundPanel(Panel.BoundPanel):
        """Be the panel of one issue's form."""

        template_name = "newsletters/admin/newly_published_panel.html"

        def is_shown(self) -> bool:
            """Stand there only with something to name."""
            return bool(super().is_shown() and self.found)

        @cached_property
        def found(self) -> list[tuple[str, str]]:
            """Return the title and the kind of each page and service."""
            from cms.newsletters.newly_published import newly_published

            return [(str(thing), str(thing._meta.verbose_name)) for thing in newly_published(self.instance)]

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add what was found."""
            return {**super().get_context_data(parent_context), "found": self.found}
