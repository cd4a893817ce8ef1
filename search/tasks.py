"""The worker's way into the search, and the way to the worker."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from celery import shared_task
from django.db import OperationalError as DatabaseError

from search import outbox
from search.errors import EngineUnavailable
from search.log import actions
from search.log.entries import Search
from search.workers import give

logger = logging.getLogger(__name__)


@shared_task(name="search.drain_index_changes")
def drain_index_changes() -> None:
    """Drain the outbox; an engine that is away is tried again at the next beat."""
    try:
        outbox.drain()
    except EngineUnavailable as error:
        logger.warning("The search engine is away; index changes wait: %s", error)


def wake() -> None:
    """Ask a worker to drain now; without a broker, the next beat or command does it."""
    give(drain_index_changes, otherwise="index changes wait")


@shared_task(name="search.log_search", autoretry_for=(DatabaseError,), retry_backoff=True, max_retries=5)
def log_search(search: dict[str, Any], clicked_rank: int | None = None) -> None:
    """Write a search to the log; a locked database is tried again."""
    actions.write_search(search=Search(**search), clicked_rank=clicked_rank)


@shared_task(name="search.forget_old_searches")
def forget_old_searches() -> None:
    """Delete what the log has kept long enough."""
    actions.forget_old_searches()


def log_later(search: Search, *, clicked_rank: int | None = None) -> None:
    """Ask a worker to log a search; without a broker it stays unlogged, for a log is worth no wait."""
    give(log_search, asdict(search), clicked_rank=clicked_rank, otherwise="a search stays unlogged")
