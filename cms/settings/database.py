"""Turn a database URL into Django's settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

CACHE_KIB = 8 * 1024
"""SQLite keeps so much of its file in memory for each connection: its own 2 MiB hold few indexes whole."""


def database_from(url: str, sqlite_path: Path) -> dict[str, Any]:
    """Return the settings of ``url``, or of the SQLite file when it is empty.

    SQLite runs in WAL mode and takes its write lock when a transaction begins, so that two writers
    wait for each other (up to 20 seconds) instead of failing in the middle.
    """
    settings: dict[str, Any] = dict(dj_database_url.parse(url or f"sqlite:///{sqlite_path}", conn_max_age=60))
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000; "
            f"PRAGMA cache_size=-{CACHE_KIB};",
        }
    else:
        settings["CONN_HEALTH_CHECKS"] = True
    return settings
