"""How what happens to memberships reads in an organisation's history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

ACTIONS: tuple[tuple[str, Any, Any], ...] = (
    ("invite", _("Invite a person"), _("Invited %(person)s")),
    ("join", _("Join"), _("%(person)s became one of the organisation's people")),
    ("role", _("Change a role"), _("Changed the role of %(person)s")),
    ("remove", _("Remove a person"), _("%(person)s is no longer one of the organisation's people")),
    ("trust", _("Change trust"), _("Changed whether the organisation publishes by itself")),
)


def formatter_of(label: Any, words: Any) -> type[LogFormatter]:
    """Return Wagtail's kind of formatter for words that name the entry's person."""

    class Formatter(LogFormatter):
        """Fill the words with what the entry tells."""

        def format_message(self, log_entry: Any) -> str:
            """Return the words."""
            return str(words) % log_entry.data if "%" in str(words) else str(words)

    Formatter.label = label
    return Formatter
