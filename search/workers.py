"""Give work to a worker, without ever waiting long for a broker that is away."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from celery import Task
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from search.circuit import Circuit

logger = logging.getLogger(__name__)

broker = Circuit()
"""Spares searches and saves the wait for a broker that is away."""


def after_commit(call: Callable[[], object]) -> None:
    """Call once when the transaction is over, however often that is wished for within it.

    Wishes are the same if the calls are equal. One that fails keeps no other from being called.
    """
    wished = transaction.get_connection().run_on_commit
    if all(known != call for _savepoints, known, *_rest in wished):
        transaction.on_commit(call, robust=True)


def give(task: Task[Any, Any], *arguments: Any, otherwise: str, **named: Any) -> bool:
    """Ask a worker to run a task, and tell whether the broker took it; never raise for want of one.

    ``otherwise`` says for the log what becomes of the work then. Without a broker in the settings nobody is
    asked: beat or a command does the work later.
    """
    if not settings.CELERY_BROKER_URL or not broker.allows():
        return False
    try:
        task.apply_async(args=arguments, kwargs=named, retry=False)
    except OperationalError as error:
        broker.failed()
        logger.warning("No worker could be asked; %s: %s", otherwise, error)
        return False
    broker.succeeded()
    return True
