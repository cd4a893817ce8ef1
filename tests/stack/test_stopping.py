"""Whatever ends the stack, no process of it is left."""

from __future__ import annotations

import signal
from pathlib import Path

import psutil
import pytest

from tests.stack.running import STOP_PATIENCE, running_stack

pytestmark = pytest.mark.stack


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_stops_every_process_it_started(state: Path, number: signal.Signals) -> None:
    with running_stack(state) as stack:
        everyone = stack.everyone()
        said = stack.stop(number)
        assert stack.process.returncode == 0
        assert "was killed" not in said
        assert [one for one in everyone if one.is_running()] == []


def test_killed_itself_it_leaves_no_process_behind(state: Path) -> None:
    with running_stack(state) as stack:
        everyone = stack.everyone()
        stack.process.kill()
        _, left = psutil.wait_procs(everyone, timeout=STOP_PATIENCE)
        assert left == []


@pytest.mark.parametrize("words", [("worker",), ("beat",), ("gunicorn",)], ids=lambda words: words[0])
def test_when_one_process_dies_it_stops_the_others_and_names_the_one(
    state: Path, words: tuple[str, ...]
) -> None:
    with running_stack(state) as stack:
        everyone = stack.everyone()
        stack.child(*words).kill()
        said = stack.rest_of_output()
        assert stack.process.returncode == 1
        assert "process ended by itself (signal SIGKILL)" in said
        _, left = psutil.wait_procs(everyone, timeout=STOP_PATIENCE)
        assert left == []
