"""Tell how the ingestion stands: ``palvelupaketti ingest_status``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from ingest.management.exits import in_terminal_language
from ingest.presenting import printable
from ingest.selectors import source_statuses


class Command(BaseCommand):
    """Print each source with its records, open conflicts and errors."""

    help = "Show each source's records, open conflicts, errors, and when it last brought something."

    @in_terminal_language()
    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print a line for each source."""
        for source in source_statuses():
            told = [
                _("%(count)s records") % {"count": source.records},
                _("%(count)s with conflicts") % {"count": source.conflicts},
                _("%(count)s errors") % {"count": source.errors},
                _("last change %(time)s") % {"time": _time(source.last_run_at)},
            ]
            told += [_("next run %(time)s") % {"time": _time(source.due_at)}] if source.due_at else []
            told += [_("running")] if source.running else []
            self.stdout.write(printable(f"{source.name:<16} {', '.join(told)}"))


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else _("never")
