"""``palvelupaketti generate_services N [--seed S]``: publish plausible services for load and benchmarks."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.demo.actions import DemoRefused
from cms.demo.generation import NoOrganisations, generate_services


class Command(BaseCommand):
    """Generate services; the same number and seed give the same services, and none twice."""

    help = "Publish N plausible Finnish services, the same ones for the same seed. Development settings only."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many, and the seed."""
        parser.add_argument("n", metavar="N", type=_count, help="how many services")
        parser.add_argument("--seed", type=int, default=0, help="another seed makes other services")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        """Generate, and say how many were new."""
        try:
            made = generate_services(
                n=options["n"],
                seed=options["seed"],
                report=lambda line: self.stdout.write(f"  {line}"),
            )
        except (DemoRefused, NoOrganisations) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Published {made} services.")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number of at least 1")
    return int(text)
