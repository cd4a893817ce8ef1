"""Add rules for foreign terms from a CSV file: ``palvelupaketti load_term_mapping [FILE]``."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ingest.errors import ImportRefused
from ingest.management.exits import failed_run, in_terminal_language
from ingest.mapping.actions import load_rules


class Command(BaseCommand):
    """Adapt the action to the command line."""

    help = "Add rules for the terms of sources from a CSV file, or those that come with the product."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and whether it goes before what people decided."""
        parser.add_argument("file", nargs="?", type=Path, help="facet,vocabulary,code,label,decision,entries")
        parser.add_argument("--replace", action="store_true", help="also what people decided otherwise")

    @in_terminal_language()
    def handle(self, *_args: Any, **options: Any) -> None:
        """Load the file and tell how many rules are new or changed."""
        file = options["file"] or files("ingest.mapping").joinpath("shipped.csv")
        try:
            content = file.read_text(encoding="utf-8-sig")
            count = load_rules(content=content, replace=options["replace"])
        except ImportRefused as error:
            raise failed_run(error) from error
        except (OSError, UnicodeError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} rules were added or changed.")
