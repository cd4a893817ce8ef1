"""The worker's way into the search."""

from __future__ import annotations

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from search import outbox
from search.errors import EngineUnavailable

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
    try:
        drain_index_changes.apply_async(retry=False)
    except OperationalError as error:
        logger.warning("No worker could be woken; index changes wait: %s", error)
