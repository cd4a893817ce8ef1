"""Leave alone for a while what has just failed, so that not every caller waits for it in vain."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Circuit:
    """Say whether to call something that may be away.

    After a failure the circuit is open for ``pause`` seconds: nobody calls. Then it is half open: one
    caller tries, the others still don't; a success closes it, a failure opens it for twice as long, up
    to ``longest``. Safe in threads.
    """

    def __init__(
        self, *, pause: float = 5.0, longest: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._first, self._longest, self._clock = pause, longest, clock
        self._pause = pause
        self._retry_at: float | None = None
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """Tell whether to call now. A caller who is told so must report ``succeeded`` or ``failed``."""
        with self._lock:
            if self._retry_at is None:
                return True
            now = self._clock()
            if now < self._retry_at:
                return False
            self._retry_at = now + self._pause  # this caller tries; the others wait for the outcome
            return True

    def succeeded(self) -> None:
        """Close the circuit."""
        with self._lock:
            self._retry_at, self._pause = None, self._first

    def failed(self) -> None:
        """Open the circuit, for longer each time."""
        with self._lock:
            self._retry_at = self._clock() + self._pause
            self._pause = min(self._pause * 2, self._longest)
