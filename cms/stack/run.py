"""The supervisor: start everything in order, watch it, and stop everything whatever happens."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from cms.stack import address, broker, health, programs
from cms.stack.announcement import announcement
from cms.stack.errors import StackError
from cms.stack.guard import DONE
from cms.stack.lock import sole_supervisor
from cms.stack.parent import parent_ended
from cms.stack.processes import Child, Program, start

SETTINGS = "DJANGO_SETTINGS_MODULE"
DEVELOPMENT = "cms.settings.dev"
WATCH_SECONDS = 0.25
STOP_SECONDS = 10.0


class Stopped(Exception):
    """Leave a wait because somebody asked the stack to stop."""


@dataclass(slots=True)
class Stack:
    """Run the product until ``stopping`` is set, the parent ends, or a process dies."""

    environment: dict[str, str]
    parent: int | None
    default_var: Path
    stopping: threading.Event = field(default_factory=threading.Event)
    children: list[Child] = field(default_factory=list)

    @property
    def state(self) -> Path:
        """Return the directory of database, index, media and logs."""
        return Path(self.environment.get("PALVELUPAKETTI_VAR") or self.default_var).resolve()

    def run(self) -> None:
        """Start, announce, watch and stop; raises ``StackError`` when something stands in the way."""
        with address.listen(address.port_from(self.environment)) as listener:
            port: int = listener.getsockname()[1]
            site = f"http://{address.LOOPBACK}:{port}"
            with sole_supervisor(self.state, site), guarded() as guard, suppress(Stopped):
                try:
                    environment = self.child_environment(site)
                    self.start_broker(environment, guard)
                    self.prepare(environment, guard)
                    for program in (programs.web(listener), programs.worker(), programs.beat()):
                        self.start(program, environment, guard)
                    listener.close()
                    say("Waiting for the web server …")
                    health.wait_for(port, self.ensure_wanted)
                    say(announcement(site, self.state, with_demo=environment[SETTINGS] == DEVELOPMENT))
                    while True:
                        self.ensure_wanted()
                        self.stopping.wait(WATCH_SECONDS)
                finally:
                    self.stop()

    def child_environment(self, site: str) -> dict[str, str]:
        """Return the variables that every process gets; what the caller has set wins."""
        return {
            SETTINGS: DEVELOPMENT,
            "BASE_URL": site,
            "PYTHONUNBUFFERED": "1",
            **self.environment,
            "PALVELUPAKETTI_VAR": str(self.state),
        }

    def start_broker(self, environment: dict[str, str], guard: IO[str]) -> None:
        """Start the embedded Redis unless ``REDIS_URL`` names another, and wait until it answers."""
        if not environment.get("REDIS_URL"):
            say("Starting Redis …")
            program, environment["REDIS_URL"] = broker.embedded(self.state)
            self.start(program, environment, guard)
        broker.wait_for(environment["REDIS_URL"], self.ensure_wanted)
        broker.announce(self.state, environment["REDIS_URL"])

    def prepare(self, environment: Mapping[str, str], guard: IO[str]) -> None:
        """Run the preparation, with its progress on our own output."""
        say("Preparing …")
        process = subprocess.Popen(
            [sys.executable, "-m", "cms.stack.preparation"],
            stdin=subprocess.DEVNULL,
            env=dict(environment),
            start_new_session=True,
        )
        watch(guard, process.pid)
        try:
            while process.poll() is None:
                self.ensure_wanted()
                self.stopping.wait(WATCH_SECONDS / 5)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        if process.returncode:
            raise StackError("The preparation failed; the lines above say why. Nothing is left running.")

    def start(self, program: Program, environment: Mapping[str, str], guard: IO[str]) -> None:
        """Start one process and tell the guard about it."""
        child = start(program, environment, self.state / "log")
        self.children.append(child)
        watch(guard, child.process.pid)

    def ensure_wanted(self) -> None:
        """Raise ``Stopped`` when we are to stop, and ``ChildEnded`` when a process has died."""
        if self.stopping.is_set() or parent_ended(self.parent):
            raise Stopped
        for child in self.children:
            child.ensure_running()

    def stop(self) -> None:
        """Stop every process; Redis last, so that the others can say goodbye to it."""
        say("Stopping …")
        broker.withdraw(self.state)
        deadline = time.monotonic() + STOP_SECONDS
        by_name = {child.program.name: child for child in self.children}
        redis = by_name.pop("redis", None)
        for child in by_name.values():
            child.stop()
        for child in (*by_name.values(), *([redis] if redis else [])):
            child.stop()
            if not child.finish(deadline - time.monotonic()):
                say(f"  {child.program.name} did not stop in {STOP_SECONDS:.0f} s and was killed")
        self.children.clear()
        say("Stopped.")


@contextmanager
def guarded() -> Iterator[IO[str]]:
    """Start the guard, and release it when everything has been stopped in order."""
    process = subprocess.Popen(
        programs.guard(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True
    )
    assert process.stdin is not None  # noqa: S101  for the type checker: a pipe was asked for
    with process:
        yield process.stdin
        process.stdin.write(f"{DONE}\n")


def watch(guard: IO[str], group: int) -> None:
    """Tell the guard of one more process group."""
    guard.write(f"{group}\n")
    guard.flush()


def say(message: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{message}\n")
    sys.stdout.flush()
