"""Be one worker of the fault run: claim, check and store what is due at a moment, until nothing is.

``python -m tests.integration.linkcheck.worker DATABASE REDIS_SOCKET MOMENT INTERVAL CONCURRENCY`` runs within
the environment of a test and begins when it is sent a line; it is killed at any moment and leaves nothing
behind but its claims.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime

import django


def main() -> None:
    """Work until nothing is due."""
    database, socket, moment, interval, concurrency = sys.argv[1:]
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()

    import redis
    from django.conf import settings

    from ingest.http import Client, Guard, parse_allowed_networks, politeness_redis
    from ingest.http.politeness_redis import SharedPoliteness
    from ingest.linkcheck import checking
    from ingest.linkcheck.checking import check_links

    settings.LINKCHECK_CONCURRENCY = 60
    checking.ROUND = 50
    politeness_redis.LEASE_SECONDS = 10.0  # what a killed worker held is free again within the test
    at = datetime.fromisoformat(moment)
    politeness = SharedPoliteness(
        redis.Redis(unix_socket_path=socket), interval=float(interval), concurrency=int(concurrency)
    )
    client = Client(guard=Guard(parse_allowed_networks("127.0.0.0/8")), politeness=politeness)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    while sum(1 for _ in check_links(client=client, limit=1000, clock=lambda: at)):
        pass


if __name__ == "__main__":
    main()
