"""The contract suite catches what a plugin must not do."""

from __future__ import annotations

import contextlib
import socket
import sqlite3
from collections.abc import Callable

import pytest

from ingest.testing import steps_outside


def connect() -> None:
    """Open a connection to a closed port of this machine."""
    with socket.socket() as own, contextlib.suppress(OSError):
        own.connect(("127.0.0.1", 1))


def look_up() -> None:
    """Ask for the address of this machine."""
    socket.getaddrinfo("localhost", 80)


def keep() -> None:
    """Open a database of its own."""
    sqlite3.connect(":memory:").close()


@pytest.mark.parametrize("step", [connect, look_up, keep])
def test_a_step_outside_is_seen(step: Callable[[], None]) -> None:
    with steps_outside() as seen:
        step()
    assert len(seen) == 1


def test_what_happens_before_and_afterwards_is_nobodys_step() -> None:
    connect()
    with steps_outside() as seen:
        pass
    connect()
    assert seen == []
