"""Run the database-facing part of the suite on a real PostgreSQL.

``python -m tests.postgresql`` takes pytest's options.

The server comes in the pgserver wheel, keeps its files in a temporary directory and listens on a Unix
socket only. ``DATABASE_URL``, when set, names a server to use instead.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

LEFT_OUT = ("browser", "stack", "elasticsearch", "crawl", "sqlite")
DATABASE_PART = " and not ".join(("database", *LEFT_OUT))


def main() -> int:
    """Run pytest with ``DATABASE_URL`` set; return its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that the server stops too
    with database_url() as url:
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-m", DATABASE_PART, *sys.argv[1:]],
            env={**os.environ, "DATABASE_URL": url},
            check=False,
        ).returncode


@contextmanager
def database_url() -> Iterator[str]:
    """Yield the URL of a server that lives as long as the block."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    import pgserver

    with tempfile.TemporaryDirectory(prefix="palvelupaketti-postgresql-") as directory:
        Path(directory).chmod(0o755)
        server = pgserver.get_server(Path(directory) / "data", cleanup_mode="stop")
        try:
            information = server.get_postmaster_info()
            yield f"postgresql://postgres:@{quote(str(information.socket_dir), safe='')}/postgres"
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
