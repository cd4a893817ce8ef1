"""Tell how the ingestion stands: ``palvelupaketti ingest_status``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from ingest.presenting import printable
from ingest.selectors import source_statuses


class Command(BaseCommand):
    """Print each source with its records, open conflicts and errors."""

    help = "Show each source's records, open conflicts, errors, and when it last brought something."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print a line for each source."""
        for source in source_statuses():
            last = f"{source.last_run_at:%Y-%m-%d %H:%M} UTC" if source.last_run_at else "never"
            counts = f"{source.records} records, {source.conflicts} with conflicts, {source.errors} errors"
            running = ", running" if source.running else ""
            due = f", next run {source.due_at:%Y-%m-%d %H:%M} UTC" if source.due_at else ""
            self.stdout.write(printable(f"{source.name:<16} {counts}, last change {last}{due}{running}"))
