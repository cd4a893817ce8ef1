"""The connection goes to an address that was checked, whatever the name service says later."""

import ipaddress
import socket

import pytest

from ingest.http import AddressRefused, Client, NameNotResolved, Request, parse_url
from ingest.http.guard import Guard
from ingest.http.transfer import Surroundings, Transfer
from tests.localworld.names import Names
from tests.localworld.server import Server


def test_a_name_that_moves_inside_between_two_hops_is_refused(
    server: Server, client: Client, names: Names
) -> None:
    names.give("moving.example", "127.0.0.1", "10.0.0.1")
    server.pages["/"] = lambda talk: talk.redirect("/inside")
    with pytest.raises(AddressRefused):
        client.send(Request(server.url("/", "moving.example")))
    assert server.paths() == ["/"]


def test_the_name_service_is_asked_once_a_hop_and_libcurl_never_asks(
    server: Server, client: Client, names: Names
) -> None:
    names.give("once.example", "127.0.0.1", "10.0.0.1")
    server.pages["/"] = lambda talk: talk.send(200)
    response = client.send(Request(server.url("/", "once.example")))
    assert response.address == "127.0.0.1"
    assert names.asked == ["once.example"]
    assert server.requests[0].headers["host"] == f"once.example:{server.port}"


def test_one_private_answer_among_public_ones_refuses_the_host(client: Client, names: Names) -> None:
    names.give("mixed.example", ("93.184.216.34", "::ffff:10.0.0.1"))
    with pytest.raises(AddressRefused, match="mapped"):
        client.send(Request("http://mixed.example/"))


@pytest.mark.parametrize(
    ("address", "port"),
    [("127.0.0.1", 80), ("::1", 80), ("::ffff:10.0.0.1", 80), ("fe80::1%1", 80), ("93.184.216.34", 22)],
)
def test_the_very_socket_is_checked_whatever_was_resolved_before(address: str, port: int) -> None:
    public = parse_url("http://example.org/")

    surroundings = Surroundings(Guard(), "Played/1", "")
    transfer = Transfer(public, Request(str(public)), surroundings, (ipaddress.ip_address("93.184.216.34"),))
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    opened = transfer._open_socket(0, (family, socket.SOCK_STREAM, 6, (address, port)))  # type: ignore[arg-type]  # a plain tuple stands for libcurl's
    assert not isinstance(opened, socket.socket)


def test_a_name_without_an_address_says_so(client: Client) -> None:
    with pytest.raises(NameNotResolved) as caught:
        client.send(Request("http://missing.example/"))
    assert not caught.value.temporary
    assert "[Errno" not in str(caught.value)


def test_a_name_with_the_roots_dot_is_the_same_host(server: Server, client: Client, names: Names) -> None:
    names.give("dotted.example", "127.0.0.1")
    server.pages["/"] = lambda talk: talk.send(200)
    assert client.send(Request(server.url("/", "dotted.example."))).status == 200
