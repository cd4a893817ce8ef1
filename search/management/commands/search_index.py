"""Build, check and describe the search index."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from search import index, outbox
from search.engine import get_engine
from search.errors import EngineUnavailable, IndexUnusable, SearchError
from search.models import IndexChange


class Command(BaseCommand):
    """Do one of: rebuild, ensure, status, verify."""

    help = "Build the search index (rebuild), if need be (ensure), describe (status) or mend it (verify)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the wanted step."""
        parser.add_argument("step", choices=["rebuild", "ensure", "status", "verify"])
        parser.add_argument("--check", action="store_true", help="verify: report differences, mend nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Take the step; a failure names its cause and the remedy."""
        try:
            getattr(self, f"_{options['step']}")(options)
        except SearchError as error:
            raise CommandError(str(error)) from error

    def _rebuild(self, _options: dict[str, Any]) -> None:
        with Progress(console=Console(stderr=True)) as bar:
            task = bar.add_task("search index", total=index.published_count())
            count = index.rebuild(lambda done: bar.advance(task, done))
        self.stdout.write(f"The index holds {count} documents.")

    def _ensure(self, options: dict[str, Any]) -> None:
        try:
            status = get_engine().status()
        except IndexUnusable:
            self._rebuild(options)
            return
        except EngineUnavailable as error:
            self.stderr.write(f"{error} Nothing is lost: changes wait until the engine is back.")
            return
        drained = outbox.drain(wait=True)
        self.stdout.write(
            f"The index of {status.documents} documents is usable;"
            f" {drained.upserted + drained.deleted} changes taken in."
        )

    def _status(self, _options: dict[str, Any]) -> None:
        status = get_engine().status()
        for name in ("engine", "documents", "fingerprint", "built", "location"):
            self.stdout.write(f"{name}: {getattr(status, name)}")
        self.stdout.write(f"changes waiting: {IndexChange.objects.count()}")

    def _verify(self, options: dict[str, Any]) -> None:
        found = index.verify(repair=not options["check"])
        if not found:
            self.stdout.write("Index and database agree: no differences.")
            return
        for name in ("missing", "stale", "extra"):
            identifiers = getattr(found, name)
            if identifiers:
                self.stdout.write(f"{name}: {len(identifiers)} ({', '.join(identifiers[:10])})")
        if options["check"]:
            raise CommandError("The index differs from the database. Run 'search_index verify' to mend it.")
        self.stdout.write("Mended.")
