"""Fixtures of the local world; a folder's conftest imports those that it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ingest.http import Client, Guard, Limits, Unhurried, parse_allowed_networks
from tests.localworld.certificates import Authority, make_authority
from tests.localworld.names import Names
from tests.localworld.server import Server

QUICK = Limits(
    resolve_seconds=1,
    connect_seconds=1,
    total_seconds=0.5,
    header_bytes=8 * 1024,
    body_bytes=200_000,
    ratio=50,
    ratio_floor_bytes=20_000,
)
"""Limits so small that a hostile server is given up within half a second."""

StartServer = Callable[..., Server]
MakeClient = Callable[..., Client]


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority whose certificates the client of these tests trusts."""
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def start_server() -> Iterator[StartServer]:
    """Start any number of servers; all end with the test."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(Server(**options))


@pytest.fixture
def server(start_server: StartServer) -> Server:
    """One server on 127.0.0.1."""
    return start_server()


@pytest.fixture
def names() -> Names:
    """A name service that knows nothing yet."""
    return Names()


@pytest.fixture
def make_client(names: Names, authority_file: str) -> MakeClient:
    """Make clients that may reach ``allowed`` (the IPv4 loopback) and use the played name service."""

    def make(allowed: str = "127.0.0.0/8", **options: Any) -> Client:
        options.setdefault("guard", Guard(parse_allowed_networks(allowed)))
        options.setdefault("politeness", Unhurried())
        options.setdefault("resolver", names)
        options.setdefault("user_agent", "Played/1 (+https://example.org/contact)")
        options.setdefault("ca_file", authority_file)
        return Client(**options)

    return make


@pytest.fixture
def authority_file(request: pytest.FixtureRequest) -> str:
    """The file of trusted authorities; the authority is only made for tests that ask for it."""
    if "authority" in request.fixturenames:
        made: Authority = request.getfixturevalue("authority")
        return str(made.ca_file)
    import certifi

    return str(Path(certifi.where()))


@pytest.fixture
def client(make_client: MakeClient) -> Client:
    """A client that may reach 127.0.0.0/8."""
    return make_client()
