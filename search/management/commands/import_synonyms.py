"""Take in synonym sets from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.synonyms.actions import ImportOutcome, import_sets, load_basic_synonyms
from search.synonyms.reading import FORMATS, read_file
from search.synonyms.records import ReadFile, UnreadableFile


class Command(BaseCommand):
    """Import from CSV or SKOS (Turtle, RDF/XML, JSON-LD), or the vocabulary that comes with the product."""

    help = "Import synonym sets from a CSV or SKOS file; what editors changed stays."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, or ``--basic``."""
        parser.add_argument("file", nargs="?", type=Path, help="CSV, or SKOS as .ttl, .rdf, .xml or .jsonld")
        parser.add_argument("--basic", action="store_true", help="import the vocabulary of the product")
        parser.add_argument("--format", choices=FORMATS, help="what the file is, if its name does not tell")
        parser.add_argument("--source", help="what to call the origin; the file's name by default")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import; rows that can't be read are named, and the others still go in."""
        if options["basic"]:
            self._report(load_basic_synonyms(dry_run=options["dry_run"]), options["dry_run"])
            return
        if options["file"] is None:
            raise CommandError("Name a file, or give --basic.")
        read = self._read(options["file"], options["format"])
        outcome = import_sets(
            sets=read.sets, source=options["source"] or options["file"].stem, dry_run=options["dry_run"]
        )
        for error in read.errors:
            self.stderr.write(f"{error.where}: {error.message}")
        self._report(outcome, options["dry_run"], skipped=read.skipped)
        if read.errors:
            raise CommandError(f"{len(read.errors)} errors; everything else was read.")

    def _read(self, path: Path, form: str | None) -> ReadFile:
        try:
            return read_file(path.name, path.read_bytes(), form)
        except OSError as error:
            raise CommandError(f"{path} can't be read: {error.strerror}.") from error
        except UnreadableFile as error:
            raise CommandError(f"{path}: {error}") from error

    def _report(self, outcome: ImportOutcome, dry_run: bool, *, skipped: int = 0) -> None:
        if dry_run:
            for change in outcome.changed:
                self.stdout.write(f"~ {_one_line(change.labels_before)} -> {_one_line(change.labels)}")
            for change in outcome.new:
                self.stdout.write(f"+ {_one_line(change.labels)}")
        self.stdout.write(
            f"{len(outcome.new)} new, {len(outcome.changed)} changed, {outcome.unchanged} unchanged"
            + (f", {skipped} with one word only" if skipped else "")
            + (" (dry run: nothing written)." if dry_run else ".")
        )


def _one_line(lines: str) -> str:
    return " | ".join(lines.splitlines())
