"""The worker's way into the search, and the way to the worker."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from celery import shared_task
from django.conf import settings
from django.db import OperationalError as DatabaseError
from kombu.exceptions import OperationalError

from search import outbox
from search.circuit import Circuit
from search.errors import EngineUnavailable
from search.log import actions
from search.log.entries import Search

logger = logging.getLogger(__name__)

_broker = Circuit()
"""Spares searches and saves the wait for a broker that is away."""


@shared_task(name="search.drain_index_changes")
def drain_index_changes() -> None:
    """Drain the outbox; an engine that is away is tried again at the next beat."""
    try:
        outbox.drain()
    except EngineUnavailable as error:
        logger.warning("The search engine is away; index changes wait: %s", error)


def wake() -> None:
    """Ask a worker to drain now; without a broker, the next beat or command does it."""
    if not settings.CELERY_BROKER_URL or not _broker.allows():
        return
    try:
        drain_index_changes.apply_async(retry=False)
    except OperationalError as error:
        _broker.failed()
        logger.warning("No worker could be woken; index changes wait: %s", error)
    else:
        _broker.succeeded()


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
    if not settings.CELERY_BROKER_URL or not _broker.allows():
        return
    try:
        log_search.apply_async(args=(asdict(search),), kwargs={"clicked_rank": clicked_rank}, retry=False)
    except OperationalError as error:
        _broker.failed()
        logger.warning("No worker could be asked; a search stays unlogged: %s", error)
    else:
        _broker.succeeded()
