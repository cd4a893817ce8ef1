"""``palvelupaketti load_demo``: load the demo content that is missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.demo.actions import DemoRefused, load_demo


class Command(BaseCommand):
    """Load the demo content; what was loaded once is never touched again."""

    help = "Load the demo content that this database has never had. Development settings only."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        """Load, and say what was loaded."""
        try:
            loaded = load_demo(report=lambda line: self.stdout.write(f"  {line}"))
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Loaded {loaded} items." if loaded else "The demo content is all there.")
