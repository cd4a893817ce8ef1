"""Start the processes of ``make up`` for real, in a state directory of one's own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
START_PATIENCE = 240
STOP_PATIENCE = 60
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "BASE_URL", "SEARCH_ENGINE"}
"""Variables that the tests' own set-up may have set and that would lead the processes elsewhere."""


@dataclass
class RunningStack:
    """Hold a started supervisor and where it is reached."""

    process: subprocess.Popen[str]
    environment: dict[str, str]
    announced: str

    @property
    def site(self) -> str:
        """Return the public address that was announced, without the final slash."""
        found = re.search(r"Public site\s+(http://\S+)/", self.announced)
        assert found, self.announced
        return found[1]

    @property
    def supervisor(self) -> psutil.Process:
        """Return the supervisor."""
        return psutil.Process(self.process.pid)

    def child(self, *words: str) -> psutil.Process:
        """Return the supervisor's child whose command line holds all of ``words``."""
        (found,) = [one for one in self.supervisor.children() if set(words) <= set(one.cmdline())]
        return found

    def everyone(self) -> list[psutil.Process]:
        """Return the supervisor and all that came from it."""
        return [self.supervisor, *self.supervisor.children(recursive=True)]

    def stop(self, number: int = signal.SIGINT) -> str:
        """Send the supervisor a signal, wait for its end and return what it still said."""
        self.process.send_signal(number)
        return self.rest_of_output()

    def rest_of_output(self) -> str:
        """Wait for the supervisor's end and return what it still said."""
        said, _ = self.process.communicate(timeout=STOP_PATIENCE)
        return said


@contextmanager
def running_stack(state: Path, port: int = 0) -> Iterator[RunningStack]:
    """Yield the stack when it has announced itself; end whatever is left of it afterwards."""
    environment = environment_of(state) | {"PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "cms.stack"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    watchdog = threading.Timer(START_PATIENCE, process.kill)
    watchdog.start()
    try:
        announced = read_announcement(process)
        watchdog.cancel()
        yield RunningStack(process, environment, announced)
    finally:
        watchdog.cancel()
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=STOP_PATIENCE)


def read_announcement(process: subprocess.Popen[str]) -> str:
    """Read the output up to the announcement's last line; fail with all of it if that never comes."""
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("Stop with Ctrl-C"):
            return "".join(said)
    raise AssertionError(f"The stack did not start:\n{''.join(said)}")


def environment_of(state: Path) -> dict[str, str]:
    """Return the environment of processes that keep their state in ``state``."""
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    return {**inherited, "PALVELUPAKETTI_VAR": str(state)}


def palvelupaketti(state: Path, *arguments: str) -> str:
    """Run one of the product's commands on ``state`` and return what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment_of(state),
        capture_output=True,
        text=True,
        check=False,
        timeout=START_PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
