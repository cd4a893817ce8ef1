"""What the log of changes calls the deeds of this room."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

REPORTED, DRAFTED = "figures.report", "figures.draft"
CLOSED, REOPENED = "figures.close", "figures.reopen"
PUBLISHED, REMINDED = "figures.publish_sums", "figures.remind"
SHOWN, HIDDEN = "figures.show", "figures.hide"

WORDS = {
    REPORTED: (_("Report key figures"), _("Key figures reported")),
    DRAFTED: (_("Draft key figures"), _("Draft of key figures saved")),
    CLOSED: (_("Close the collection"), _("Collection closed")),
    REOPENED: (_("Reopen the collection"), _("Collection opened again")),
    PUBLISHED: (_("Publish the sum"), _("Sum published")),
    SHOWN: (_("Show own key figures"), _("Own figures allowed on the page")),
    HIDDEN: (_("Hide own key figures"), _("Own figures taken off the page")),
    REMINDED: (_("Remind of key figures"), _("Reminder of key figures sent")),
}


def register(actions: Any) -> None:
    """Tell the log."""
    for name, (label, message) in WORDS.items():
        actions.register_action(name, label, message)
