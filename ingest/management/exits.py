"""What the commands of the ingestion have in common: their language, their end, silence of the libraries."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from ingest.errors import IngestError
from ingest.outcomes import Counts
from ingest.presenting import printable

SOME_FAILED = 3
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set says the language of messages (POSIX, XBD 8.2)."""


def terminal_language() -> str:
    """Return the language that the terminal asks for if it is one of ours, else the product's first."""
    asked = next((value for name in LOCALE_VARIABLES if (value := os.environ.get(name))), "")
    language = asked[:2].lower()
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@contextmanager
def in_terminal_language() -> Iterator[None]:
    """Let a command speak the language of its terminal meanwhile."""
    with override(terminal_language()):
        yield


def failed_run(error: IngestError) -> CommandError:
    """Return what ends a command whose run failed: the cause, the remedy, status 1."""
    return CommandError(printable(error.in_words()), returncode=1)


def some_failed(counts: Counts) -> CommandError:
    """Return what ends a command of whose records some failed: how many, status 3."""
    told = _("%(count)d could not be brought in.") % {"count": counts["failed"]}
    return CommandError(told, returncode=SOME_FAILED)


@contextmanager
def quiet(verbosity: int) -> Iterator[None]:
    """Let the libraries tell of warnings only meanwhile, unless a person asks for more."""
    loggers = [logging.getLogger(name) for name in ("wagtail", "django_tasks")] if verbosity < 2 else []
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
