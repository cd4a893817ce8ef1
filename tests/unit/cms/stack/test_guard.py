"""No process outlives its supervisor."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from cms.stack import programs
from cms.stack.guard import end_groups

STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(300)
"""
PATIENCE = 30


@pytest.fixture
def guard() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(programs.guard(), stdin=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(300)"],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_guard_ends_the_groups_when_the_supervisor_is_gone(
    guard: subprocess.Popen[str], sleeper: subprocess.Popen[str]
) -> None:
    assert guard.stdin is not None
    guard.stdin.write(f"{sleeper.pid}\n")
    guard.stdin.close()
    assert sleeper.wait(PATIENCE) == -signal.SIGTERM
    assert guard.wait(PATIENCE) == 0


def test_the_guard_leaves_the_groups_alone_after_an_orderly_stop(
    guard: subprocess.Popen[str], sleeper: subprocess.Popen[str]
) -> None:
    guard.communicate(f"{sleeper.pid}\ndone\n", timeout=PATIENCE)
    assert guard.returncode == 0
    assert sleeper.poll() is None


def test_a_group_that_will_not_stop_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as stubborn:
        assert stubborn.stdout is not None
        assert stubborn.stdout.readline() == "up\n"
        end_groups([stubborn.pid], 0.1)
        assert stubborn.wait(PATIENCE) == -9


def test_a_group_that_has_ended_already_is_no_error(guard: subprocess.Popen[str]) -> None:
    with subprocess.Popen([sys.executable, "-c", ""], start_new_session=True) as ended:
        ended.wait(PATIENCE)
    guard.communicate(f"{ended.pid}\n", timeout=PATIENCE)
    assert guard.returncode == 0
