"""``palvelupaketti load_demo``: load the demo content that is missing."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.demo.actions import DemoRefused, load_demo


class Command(BaseCommand):
    """Load the demo content; what was loaded once is never touched again."""

    help = "Load the demo content that this database has never had. Development settings only."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        """Load, and say what was loaded."""
        wagtail = logging.getLogger("wagtail")
        level = wagtail.level
        wagtail.setLevel(logging.WARNING)  # three lines per page would hide ours
        try:
            loaded = load_demo(report=lambda line: self.stdout.write(f"  {line}"))
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        finally:
            wagtail.setLevel(level)
        self.stdout.write(f"Loaded {loaded} items." if loaded else "The demo content is all there.")
