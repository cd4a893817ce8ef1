"""Run a kept source: ``palvelupaketti ingest_source NAME``."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ingest.errors import IngestError
from ingest.keeping import dry_run, run_source
from ingest.management.exits import failed_run, in_terminal_language, quiet, some_failed
from ingest.models import Source
from ingest.outcomes import Counts
from ingest.presenting import printable, text_lines
from ingest.progress import progress_of


class Command(BaseCommand):
    """Adapt a source's run to the command line. Exit status: 0 all went in, 3 some failed, 1 the run did."""

    help = "Run a source that is kept in the admin, now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the source's name and how to read it."""
        parser.add_argument("name", help="the source's name; see 'ingest_status'")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and write nothing")
        parser.add_argument("--full", action="store_true", help="read everything again, changed or not")

    @in_terminal_language()
    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the source and print each outcome as it comes, the counts last."""
        source = Source.objects.filter(name=options["name"]).first()
        if source is None:
            names = ", ".join(Source.objects.values_list("name", flat=True)) or "–"
            told = _("There is no source '%(name)s'. Choose one of: %(names)s.")
            raise CommandError(printable(told % {"name": options["name"], "names": names}), returncode=1)
        trial = options["dry_run"]
        outcomes = (dry_run if trial else run_source)(source, read_all=options["full"])
        counts = Counts()
        try:
            with quiet(options["verbosity"]):
                for pipeline, outcome in progress_of(outcomes, sys.stderr):
                    counts = pipeline.counts
                    for line in text_lines(outcome, with_changes=trial):
                        self.stdout.write(line)
        except IngestError as error:
            raise failed_run(error) from error
        self.stdout.write(counts.sentence())
        if counts["failed"]:
            raise some_failed(counts)
