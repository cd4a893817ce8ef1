"""What the commands of the ingestion have in common: an exit status, and silence of the libraries."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

SOME_FAILED = 3


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
