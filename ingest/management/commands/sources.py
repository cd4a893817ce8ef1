"""List the source plugins: ``palvelupaketti sources``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from ingest.presenting import printable
from ingest.registry import installed_plugins


class Command(BaseCommand):
    """List every installed plugin, and of a broken one the reason."""

    help = "List the source plugins, their settings, and why a broken one can't be used."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print a line for each plugin."""
        for installed in installed_plugins().values():
            if installed.plugin is not None:
                settings = ", ".join(installed.plugin.settings_model.model_fields) or "none"
                line = f"{installed.plugin.titles['en']} ({installed.distribution}); settings: {settings}"
            elif installed.error is not None:
                line = f"BROKEN ({installed.distribution}): {installed.error} {installed.error.remedy}"
            self.stdout.write(printable(f"{installed.name:<16} {line}"))
