"""An encrypted connection counts only if its other end can be trusted."""

from datetime import UTC, datetime

import pytest

from ingest.http import Client, Request, TlsFailed, TlsFault
from tests.localworld.certificates import Authority
from tests.localworld.fixtures import QUICK, MakeClient, StartServer
from tests.localworld.names import Names

HOST = "secure.example"


@pytest.fixture
def secure_client(authority: Authority, make_client: MakeClient, names: Names) -> Client:
    """A client that trusts the played authority and knows the played host."""
    names.give(HOST, "127.0.0.1")
    return make_client()


def test_a_good_certificate_passes_and_its_end_is_told(
    authority: Authority, secure_client: Client, start_server: StartServer
) -> None:
    server = start_server(tls=authority.context("good", host=HOST, end="20391231235959Z"))
    server.pages["/"] = lambda talk: talk.send(200, "salattu")
    response = secure_client.send(Request(server.url("/", HOST)))
    assert response.content == b"salattu"
    assert response.certificate_ends == datetime(2039, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"host": HOST, "start": "20200101000000Z", "end": "20210101000000Z"}, TlsFault.EXPIRED),
        ({"host": HOST, "start": "20980101000000Z"}, TlsFault.NOT_YET_VALID),
        ({"host": "other.example"}, TlsFault.WRONG_HOST),
    ],
)
def test_each_fault_of_a_certificate_has_its_name(
    authority: Authority,
    secure_client: Client,
    start_server: StartServer,
    options: dict[str, str],
    fault: TlsFault,
) -> None:
    server = start_server(tls=authority.context(fault.value, **options))
    with pytest.raises(TlsFailed) as caught:
        secure_client.send(Request(server.url("/", HOST)))
    assert caught.value.fault == fault
    assert server.requests == []


def test_a_certificate_that_nobody_signed_is_refused(
    authority: Authority, secure_client: Client, start_server: StartServer
) -> None:
    server = start_server(tls=authority.self_signed(HOST))
    with pytest.raises(TlsFailed) as caught:
        secure_client.send(Request(server.url("/", HOST)))
    assert caught.value.fault == TlsFault.SELF_SIGNED


def test_an_authority_that_is_not_trusted_is_refused(
    authority: Authority, start_server: StartServer, make_client: MakeClient, names: Names
) -> None:
    names.give(HOST, "127.0.0.1")
    import certifi

    client = make_client(ca_file=certifi.where())
    server = start_server(tls=authority.context("unknown", host=HOST))
    with pytest.raises(TlsFailed) as caught:
        client.send(Request(server.url("/", HOST)))
    assert caught.value.fault in {TlsFault.UNTRUSTED, TlsFault.SELF_SIGNED}


def test_a_server_without_encryption_behind_https_fails_the_handshake(
    secure_client: Client, start_server: StartServer
) -> None:
    server = start_server()
    address = server.url("/", HOST).replace("http:", "https:")
    with pytest.raises(TlsFailed) as caught:
        secure_client.send(Request(address, limits=QUICK))
    assert caught.value.fault == TlsFault.HANDSHAKE
