"""Processes that run until they are stopped: how one is described, started and watched."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cms.stack.errors import ChildEnded
from cms.stack.guard import signal_group

LARGEST_LOG = 10_000_000
"""Bytes; a longer log is put aside as ``name.log.1`` at the next start."""
SHOWN_LOG_LINES = 15


@dataclass(frozen=True, slots=True)
class Program:
    """Describe one process: its name in messages and logs, and its command line."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    inherited_descriptors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Child:
    """Hold a started program. It leads a process group of its own, so that Ctrl-C reaches it through us."""

    program: Program
    process: subprocess.Popen[bytes]
    log: Path

    def ensure_running(self) -> None:
        """Raise ``ChildEnded`` with the log's last lines if the process has ended."""
        status = self.process.poll()
        if status is None:
            return
        how = f"signal {signal.Signals(-status).name}" if status < 0 else f"exit code {status}"
        tail = "\n".join(f"  | {line}" for line in last_lines(self.log, SHOWN_LOG_LINES))
        raise ChildEnded(
            f"The {self.program.name} process ended by itself ({how}), so everything else was stopped.\n"
            f"The last lines of {self.log}:\n{tail}\n"
            "Start again with: make up"
        )

    def stop(self) -> None:
        """Ask the process to stop; its own children follow it."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def finish(self, seconds: float) -> bool:
        """Wait for the end, then kill whatever is left of the group; return whether it ended in time."""
        try:
            self.process.wait(max(seconds, 0.01))
            in_time = True
        except subprocess.TimeoutExpired:
            in_time = False
        signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()
        return in_time


def start(program: Program, environment: Mapping[str, str], logs: Path) -> Child:
    """Start ``program`` with its output in ``logs``; returns at once."""
    logs.mkdir(parents=True, exist_ok=True)
    path = logs / f"{program.name}.log"
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    with path.open("ab") as log:
        process = subprocess.Popen(
            program.command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**environment, **program.environment},
            pass_fds=program.inherited_descriptors,
            start_new_session=True,
        )
    return Child(program, process, path)


def last_lines(path: Path, count: int) -> Sequence[str]:
    """Return the last lines of a text file, reading no more than its last 16 kB."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 16_384))
        return stream.read().decode(errors="replace").splitlines()[-count:]
