"""Ask whether beat still goes its rounds.

``python -m cms.stack.beat_health`` fails unless it does; the container's health check runs it. Beat answers
no questions, but writes its schedule anew when it starts and every three minutes while it sends what is due.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from cms.settings.environment import Environment

SCHEDULE = "celerybeat-schedule"
"""What the names of the schedule's files begin with; Python's databases add endings of their own."""

SILENT_SECONDS = 600.0


def goes_round(state: Path, at: float) -> bool:
    """Tell whether the schedule in ``state`` was written within ten minutes before ``at``, in Unix time."""
    written = [file.stat().st_mtime for file in state.glob(f"{SCHEDULE}*")]
    return bool(written) and max(written) > at - SILENT_SECONDS


if __name__ == "__main__":
    sys.exit(0 if goes_round(Environment().palvelupaketti_var, time.time()) else 1)
