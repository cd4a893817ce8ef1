"""Outlive a supervisor that dies suddenly, and end what it started.

``python -m cms.stack.guard`` reads process groups from standard input, one a line. The supervisor
holds the other end of that pipe: when it is killed the pipe closes, and the guard ends every group,
politely first. After an orderly stop the supervisor writes ``done`` and the guard ends nothing.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TextIO

GRACE_SECONDS = 8.0
DONE = "done"


def main(lines: TextIO = sys.stdin) -> None:
    """Collect process groups until the pipe closes, then end them unless told that all is done."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: list[int] = []
    for line in lines:
        if line.strip() == DONE:
            return
        groups.append(int(line))
    end_groups(groups, GRACE_SECONDS)


def end_groups(groups: list[int], grace_seconds: float) -> None:
    """Ask every process group to stop, and after ``grace_seconds`` kill those that are left."""
    for group in groups:
        signal_group(group, signal.SIGTERM)
    deadline = time.monotonic() + grace_seconds
    while any(map(alive, groups)) and time.monotonic() < deadline:
        time.sleep(0.05)
    for group in groups:
        signal_group(group, signal.SIGKILL)


def alive(group: int) -> bool:
    """Tell whether the group has a process left."""
    return signal_group(group, 0)


def signal_group(group: int, number: int) -> bool:
    """Send a signal to a process group; return whether there was anybody to receive it."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main()
