"""A worker that is killed in the middle of its work loses no index change."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from tests.stack.running import STOP_PATIENCE, palvelupaketti, running_stack

pytestmark = pytest.mark.stack

CHANGES = 1000
DRAIN_PATIENCE = 180
CHANGE_EVERYTHING = """
from django.db import transaction
from cms.directory.models import Service
from search.outbox import record_changes

with transaction.atomic():
    changed = list(Service.objects.order_by("pk").values_list("pk", flat=True)[:{count}])
    Service.objects.filter(pk__in=changed[::10]).update(live=False)
    Service.objects.filter(pk__in=changed, live=True).update(summary="Muutettu kesken kaiken")
    record_changes("service", changed)
"""


def test_a_worker_killed_while_it_drains_a_thousand_changes_loses_none(state: Path) -> None:
    with running_stack(state) as stack:
        palvelupaketti(state, "generate_services", str(CHANGES))
        assert wait_for_outbox(state, 0, 0), "the worker does not drain"
        palvelupaketti(state, "shell", "-c", CHANGE_EVERYTHING.format(count=CHANGES))
        assert wait_for_outbox(state, 1, CHANGES - 1), "the drain was never seen in its middle"
        worker = stack.child("worker")
        for process in (worker, *worker.children(recursive=True)):
            process.kill()
        everyone = stack.everyone()
        stack.rest_of_output()
        psutil.wait_procs(everyone, timeout=STOP_PATIENCE)
        assert waiting_changes(state) > 0, "the worker was killed too late to lose anything"
    with running_stack(state):
        assert wait_for_outbox(state, 0, 0), "the changes that were left are not taken in"
        assert "no differences" in palvelupaketti(state, "search_index", "verify", "--check")


def wait_for_outbox(state: Path, least: int, most: int) -> bool:
    """Tell whether the number of waiting changes comes between the bounds in good time."""
    deadline = time.monotonic() + DRAIN_PATIENCE
    while time.monotonic() < deadline:
        if least <= waiting_changes(state) <= most:
            return True
        time.sleep(0.005)
    return False


def waiting_changes(state: Path) -> int:
    """Count the changes that are in the outbox."""
    with closing(sqlite3.connect(state / "palvelupaketti.sqlite3", timeout=20)) as database:
        (count,) = database.execute("SELECT count(*) FROM search_indexchange").fetchone()
        return int(count)
