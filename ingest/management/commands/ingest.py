"""Bring content in from a source: ``palvelupaketti ingest PLUGIN [LOCATION …]``."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from ingest.errors import IngestError
from ingest.management.exits import failed_run, in_terminal_language, quiet, some_failed
from ingest.options import settings_for
from ingest.outcomes import Outcome
from ingest.pipeline import Pipeline
from ingest.presenting import json_line, json_summary, text_lines
from ingest.progress import progress
from ingest.registry import plugin_named


class Command(BaseCommand):
    """Adapt the pipeline to the command line. Exit status: 0 all went in, 3 some failed, 1 the run did."""

    help = "Bring content in from a source as drafts. What is unchanged is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the plugin, its locations and settings, and what to do with the records."""
        parser.add_argument("plugin", help="the source plugin; see 'sources'")
        parser.add_argument("locations", nargs="*", metavar="LOCATION", help="a file, folder or address")
        parser.add_argument(
            "--setting", action="append", default=[], metavar="KEY=VALUE", help="one of its settings"
        )
        parser.add_argument("--publish", action="store_true", help="publish what no person has changed")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and write nothing")
        parser.add_argument(
            "--format", choices=["table", "json"], default="table", help="lines for people or JSON"
        )

    @in_terminal_language()
    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the pipeline and print each outcome as it comes, the counts last."""
        as_json, dry_run = options["format"] == "json", options["dry_run"]
        try:
            plugin = plugin_named(options["plugin"])
            settings = settings_for(plugin, locations=options["locations"], pairs=options["setting"])
            pipeline = Pipeline(plugin(), settings, plugin.name, publish=options["publish"], dry_run=dry_run)
            with quiet(options["verbosity"]):
                for outcome in progress(pipeline, sys.stderr):
                    for line in _lines(outcome, as_json, dry_run):
                        self.stdout.write(line)
        except IngestError as error:
            raise failed_run(error) from error
        self.stdout.write(json_summary(pipeline.counts) if as_json else pipeline.counts.sentence())
        if pipeline.counts["failed"]:
            raise some_failed(pipeline.counts)


def _lines(outcome: Outcome, as_json: bool, dry_run: bool) -> Iterator[str]:
    if as_json:
        yield json_line(outcome, with_changes=dry_run)
    else:
        yield from text_lines(outcome, with_changes=dry_run)
