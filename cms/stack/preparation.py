"""Bring translations, database, demo content and search index up to date; a second time changes nothing.

Runs as a process of its own, ``python -m cms.stack.preparation``, so that the supervisor stays small
and a failure here starts no server. One start of Django serves all steps.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable

import django
from django.conf import settings
from django.core.management import call_command

from cms.stack.catalogues import compile_catalogues


def main() -> None:
    """Run the steps in order and show each with the time that it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    logging.disable(logging.INFO)
    show_progress("Translations", compile_catalogues)
    show_progress("Settings", django.setup)
    show_progress("Database", lambda: call_command("migrate", interactive=False, verbosity=0))
    show_progress("Site", lambda: call_command("prepare_site", verbosity=0))
    if settings.DEMO_ALLOWED:
        show_progress("Demo content", lambda: call_command("load_demo"))
    show_progress("Search index", lambda: call_command("search_index", "ensure"))


def show_progress(name: str, step: Callable[[], object]) -> None:
    """Run one step between a line that announces it and its duration."""
    sys.stdout.write(f"  {name} …\n")
    sys.stdout.flush()
    begun = time.monotonic()
    step()
    sys.stdout.write(f"  {name}: done in {time.monotonic() - begun:.1f} s\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
