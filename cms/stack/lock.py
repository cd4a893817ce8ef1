"""One supervisor per state directory."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cms.stack.errors import AlreadyRunning


@contextmanager
def sole_supervisor(state: Path, address: str) -> Iterator[None]:
    """Hold the state directory for ourselves; raises ``AlreadyRunning`` with the other one's address.

    The system releases the lock when the supervisor ends, however it ends.
    """
    state.mkdir(parents=True, exist_ok=True)
    with (state / "up.lock").open("a+", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            stream.seek(0)
            raise AlreadyRunning(
                f"Palvelupaketti already runs here: {stream.read().strip() or 'it is just starting'}.\n"
                "Use that one, or stop it with Ctrl-C in its terminal and start again."
            ) from error
        stream.truncate(0)
        stream.write(f"{address} (process {os.getpid()})")
        stream.flush()
        yield
