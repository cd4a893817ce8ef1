"""Tell how the ingestion stands: ``palvelupaketti ingest_status``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from ingest.presenting import printable
from ingest.selectors import sources_with_counts


class Command(BaseCommand):
    """Print each source with its records, open conflicts and errors."""

    help = "Show each source's records, open conflicts, errors, and when it last brought something."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each source."""
        for source in sources_with_counts():
            last = f"{source.last_run_at:%Y-%m-%d %H:%M} UTC" if source.last_run_at else "never"
            self.stdout.write(
                printable(
                    f"{source.name:<16} {source.record_count} records, {source.conflict_count} with conflicts,"
                    f" {source.error_count} errors, last change {last}"
                )
            )
