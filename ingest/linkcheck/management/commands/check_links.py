"""Check links by hand: those of the content, or any list or page."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ingest.http import Client
from ingest.linkcheck import conf
from ingest.linkcheck.actions import refresh_links
from ingest.linkcheck.checking import check_links
from ingest.linkcheck.classes import DEAD_AT_ONCE, State
from ingest.linkcheck.crawl import inspect_all
from ingest.linkcheck.listing import Listed, UnreadableList, listed, listed_in_file
from ingest.linkcheck.presenting import Result, json_line, table_text, with_progress
from ingest.linkcheck.selectors import count_used, places_of

DEAD_EXIT = 2


class Command(BaseCommand):
    """Check every link in the content, or those given, and say what is wrong and what to do."""

    help = (
        "Check the links of all content and record the results; with --url or --file check only those, in "
        "one attempt and without the database. Exit status 2 when something is dead."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--url", action="append", default=[], help="check this address; may be repeated")
        parser.add_argument("--file", type=Path, help="check the addresses of a list, or the links of a page")
        parser.add_argument("--base", default="", help="the address that relative links start from")
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's form
        """Check, print, and leave with status 2 when something is dead."""
        try:
            given = listed(options["url"], options["base"])
            given += listed_in_file(options["file"], options["base"]) if options["file"] else []
        except UnreadableList as error:
            raise CommandError(str(error)) from error
        alone = bool(options["url"] or options["file"])
        self.dead = False
        results = self._given(given) if alone else self._content()
        if options["format"] == "json":
            for result in results:
                self.stdout.write(json_line(result))
        else:
            self.stdout.write(table_text(results))
        if self.dead:
            sys.exit(DEAD_EXIT)

    def _given(self, given: list[Listed]) -> Iterator[Result]:
        references: dict[str, list[str]] = {}
        for entry in given:
            references.setdefault(entry.url, []).append(entry.reference)
        seen = inspect_all(references, client=Client(), concurrency=conf.concurrency())
        for evidence in with_progress(seen, total=len(references), stream=sys.stderr):
            for reference in references[evidence.url]:
                result = Result(reference, evidence)
                self.dead = self.dead or result.link_class in DEAD_AT_ONCE
                yield result

    def _content(self) -> Iterator[Result]:
        refresh_links(at=timezone.now())
        total = count_used()
        checked = check_links(client=Client(), limit=total, only_due=False)
        for link, evidence in with_progress(checked, total=total, stream=sys.stderr):
            link.refresh_from_db(fields=["state"])
            self.dead = self.dead or link.state == State.DEAD
            yield Result(link.url, evidence, places_of(link))
