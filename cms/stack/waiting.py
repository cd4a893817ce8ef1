"""Wait for a condition, within a bound."""

from __future__ import annotations

import time
from collections.abc import Callable

INTERVAL_SECONDS = 0.1


def wait_until(condition: Callable[[], bool], seconds: float, still_wanted: Callable[[], None]) -> bool:
    """Return whether ``condition`` came true within ``seconds``.

    ``still_wanted`` is called between the tries and ends the wait by raising.
    """
    deadline = time.monotonic() + seconds
    while True:
        still_wanted()
        if condition():
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(INTERVAL_SECONDS)
