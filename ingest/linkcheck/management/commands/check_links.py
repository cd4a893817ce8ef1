"""Check links by hand: those of the content, or any list, page or site."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _

from ingest.http import Client, OutboundError
from ingest.linkcheck import conf
from ingest.linkcheck.crawl import inspect_all
from ingest.linkcheck.listing import Listed, UnreadableList, listed, listed_in_file
from ingest.linkcheck.presenting import Result, json_line, junit_text, table_text, with_progress
from ingest.linkcheck.site_pages import listed_on_site
from ingest.words import in_words

DEAD_EXIT = 2


class Command(BaseCommand):
    """Check every link in the content, or those given, and say what is wrong and what to do."""

    help = (
        "Check the links of all content, or of one organisation's, and record the results. With --url, "
        "--file or --site check only those, in one attempt and without the database. Exit status 2 when "
        "something is dead."
    )
    requires_system_checks = ()  # a list is checked on a machine without a database too

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--organisation", metavar="SLUG", help="check only links in this one's content")
        parser.add_argument("--url", action="append", default=[], help="check this address; may be repeated")
        parser.add_argument(
            "--file",
            type=Path,
            help="check the addresses of a list, or the links of a page; - reads the standard input",
        )
        parser.add_argument("--base", default="", help="the address that relative links start from")
        parser.add_argument("--site", metavar="URL", help="check every link on the pages of this site")
        parser.add_argument("--again", action="store_true", help="check also what was checked within a day")
        parser.add_argument("--format", choices=["table", "json", "junit"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's form
        """Check, print, and leave with status 2 when something is dead."""
        self.dead = False
        alone = bool(options["url"] or options["file"] or options["site"])
        results = self._given(options) if alone else self._content(options)
        if options["format"] == "json":
            for result in results:
                self.stdout.write(json_line(result))
        else:
            self.stdout.write((table_text if options["format"] == "table" else junit_text)(results))
        if self.dead:
            sys.exit(DEAD_EXIT)

    def _given(self, options: dict[str, Any]) -> Iterator[Result]:
        references: dict[str, list[str]] = {}
        entries = list(self._listed(options))
        if any(entry.lacks_base for entry in entries):
            self.stderr.write(_("Relative links can't be checked: give the page's own address with --base."))
        for entry in entries:
            if entry.seen is None:
                references.setdefault(entry.url, []).append(entry.reference)
            else:
                yield self._judged(Result(entry.reference, entry.seen))
        seen = inspect_all(references, client=Client(), concurrency=conf.concurrency())
        for evidence in with_progress(seen, total=len(references), stream=sys.stderr):
            for reference in references[evidence.url]:
                yield self._judged(Result(reference, evidence))

    def _judged(self, result: Result) -> Result:
        self.dead = self.dead or result.dead
        return result

    def _listed(self, options: dict[str, Any]) -> Iterator[Listed]:
        try:
            yield from listed(options["url"], options["base"])
            if options["file"]:
                yield from listed_in_file(options["file"], options["base"])
            if options["site"]:
                yield from listed_on_site(options["site"], client=Client())
        except (UnreadableList, OutboundError) as error:
            raise CommandError(in_words(error.message)) from error

    def _content(self, options: dict[str, Any]) -> Iterator[Result]:
        from ingest.linkcheck.content_run import NoSuchOrganisation, check_content

        try:
            run = check_content(
                client=Client(),
                organisation=options["organisation"] or "",
                again=options["again"],
                clock=timezone.now,
            )
        except NoSuchOrganisation as error:
            raise CommandError(in_words(error.message)) from error
        except OperationalError as error:
            raise CommandError(
                _("The database can't be asked: %(error)s Check DATABASE_URL.") % {"error": error}
            ) from error
        for result, dead in with_progress(run.results, total=run.total, stream=sys.stderr):
            self.dead = self.dead or dead
            yield result
