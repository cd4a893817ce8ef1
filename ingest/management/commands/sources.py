"""List the source plugins: ``palvelupaketti sources``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from ingest.management.exits import in_terminal_language
from ingest.presenting import printable
from ingest.registry import installed_plugins, title_of


class Command(BaseCommand):
    """List every installed plugin, and of a broken one the reason."""

    help = "List the source plugins, their settings, and why a broken one can't be used."

    @in_terminal_language()
    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print a line for each plugin."""
        for installed in installed_plugins().values():
            if installed.plugin is not None:
                title = title_of(installed.plugin)
                settings = ", ".join(installed.plugin.settings_model.model_fields) or "–"
                line = _("%(title)s (%(distribution)s); settings: %(settings)s") % {
                    "title": title,
                    "distribution": installed.distribution,
                    "settings": settings,
                }
            elif installed.error is not None:
                line = _("BROKEN (%(distribution)s): %(cause)s") % {
                    "distribution": installed.distribution,
                    "cause": installed.error.in_words(),
                }
            self.stdout.write(printable(f"{installed.name:<16} {line}"))
