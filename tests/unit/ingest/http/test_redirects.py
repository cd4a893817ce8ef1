"""Redirects are followed step by step, each of them checked again."""

import pytest

from ingest.http import (
    AddressRefused,
    Client,
    CredentialsRefused,
    DowngradeRefused,
    Headers,
    InvalidUrl,
    PortRefused,
    Request,
    Response,
    SchemeRefused,
    TooManyRedirects,
    parse_allowed_networks,
)
from ingest.http.exchange import Exchange
from ingest.http.guard import Guard
from tests.localworld.fixtures import MakeClient, StartServer
from tests.localworld.names import Names
from tests.localworld.server import Conversation, Server

NOT_OURS = "10.0.0.1"


def test_a_chain_is_followed_to_its_end_and_remembered(server: Server, client: Client) -> None:
    server.pages["/a"] = lambda talk: talk.redirect("b?x=1", 301)
    server.pages["/b"] = lambda talk: talk.redirect("/c", 302)
    server.pages["/c"] = lambda talk: talk.send(200, "perillä")
    response = client.send(Request(server.url("/a")))
    assert response.content.decode() == "perillä"
    assert response.url == server.url("/c")
    assert [(step.status, step.permanent) for step in response.redirects] == [(301, True), (302, False)]
    assert server.paths() == ["/a", "/b?x=1", "/c"]


def test_eight_redirects_are_followed_and_a_ninth_is_not(server: Server, client: Client) -> None:
    for number in range(300):
        server.pages[f"/{number}"] = lambda talk, number=number: talk.redirect(f"/{number + 1}")
    server.pages["/8"] = lambda talk: talk.send(200)
    assert len(client.send(Request(server.url("/0"))).redirects) == 8
    del server.pages["/8"]
    server.pages["/8"] = lambda talk: talk.redirect("/9")
    with pytest.raises(TooManyRedirects) as caught:
        client.send(Request(server.url("/0")))
    assert not caught.value.loop
    assert len(caught.value.redirects) == 9


def test_a_circle_is_called_a_loop(server: Server, client: Client) -> None:
    server.pages["/a"] = lambda talk: talk.redirect("/b")
    server.pages["/b"] = lambda talk: talk.redirect("/a")
    with pytest.raises(TooManyRedirects) as caught:
        client.send(Request(server.url("/a")))
    assert caught.value.loop


def test_a_site_that_asks_to_come_back_with_its_cookie_gets_it(server: Server, client: Client) -> None:
    def page(talk: Conversation) -> None:
        if "seen=1" in talk.request.headers.get("cookie", ""):
            talk.send(200, "tervetuloa")
        else:
            talk.redirect("/", set_cookie="seen=1")

    server.pages["/"] = page
    assert client.send(Request(server.url("/"))).content == b"tervetuloa"


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.1",
        "167772161",
        "0x0a000001",
        "0xa.0.0.1",
        "012.0.0.1",
        "01200000001",
        "10.1",
        "10.0.1",
        "%31%30.0.0.1",
        "10。0。0。1",
        "１０.0.0.1",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:127.0.0.1]",
        "[::10.0.0.1]",
        "[64:ff9b::10.0.0.1]",
        "[2002:a00:1::]",
        "[2001:0:a00:1::]",
        "[::ffff:0:10.0.0.1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[4000::1]",
        "169.254.169.254",
        "0xa9fea9fe",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "0.0.0.0",
        "0",
        "inside.example",
        "mixed.example",
        "INSIDE.example.",
        "inside。example",
    ],
)
@pytest.mark.parametrize("slashes", ["http://", "//", "http:\\\\", "http:/\\/"])
def test_no_redirect_leads_to_an_address_inside(
    server: Server, client: Client, names: Names, host: str, slashes: str
) -> None:
    names.give("inside.example", NOT_OURS)
    names.give("mixed.example", ("93.184.216.34", NOT_OURS))
    server.pages["/"] = lambda talk: talk.redirect(f"{slashes}{host}/secret")
    with pytest.raises(AddressRefused) as caught:
        client.send(Request(server.url("/")))
    assert len(caught.value.redirects) == 1
    assert server.paths() == ["/"]


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("file:///etc/passwd", SchemeRefused),
        ("gopher://127.0.0.1:6379/_FLUSHALL", SchemeRefused),
        ("http://user:secret@127.0.0.1/", CredentialsRefused),
        ("http://127.0.0.1:99999/", InvalidUrl),
        ("http://[::1/", InvalidUrl),
        ("http://a!b/", InvalidUrl),
    ],
)
def test_a_redirect_to_what_is_no_web_address_is_refused(
    server: Server, client: Client, location: str, error: type[Exception]
) -> None:
    server.pages["/"] = lambda talk: talk.redirect(location)
    with pytest.raises(error):
        client.send(Request(server.url("/")))


def test_a_redirect_to_a_port_that_is_not_open_is_refused(
    server: Server, make_client: MakeClient, start_server: StartServer
) -> None:
    other = start_server()
    client = make_client(allowed=f"127.0.0.1:{server.port}")
    server.pages["/"] = lambda talk: talk.redirect(other.url("/"))
    with pytest.raises((PortRefused, AddressRefused)):
        client.send(Request(server.url("/")))
    assert other.requests == []


def test_credentials_stay_within_their_origin(
    server: Server, client: Client, start_server: StartServer
) -> None:
    other = start_server()
    server.pages["/own"] = lambda talk: talk.redirect("/away")
    server.pages["/away"] = lambda talk: talk.redirect(other.url("/"), set_cookie="session=1")
    other.pages["/"] = lambda talk: talk.send(200)
    secrets = (("Authorization", "Bearer x"), ("Cookie", "a=b"), ("X-Plain", "kept"))
    client.send(Request(server.url("/own"), headers=secrets))
    assert [request.headers.get("authorization") for request in server.requests] == ["Bearer x", "Bearer x"]
    assert "authorization" not in other.requests[0].headers
    assert "a=b" not in other.requests[0].headers.get("cookie", "")
    assert other.requests[0].headers["x-plain"] == "kept"


def test_a_posted_body_becomes_a_get_where_http_says_so(server: Server, client: Client) -> None:
    server.pages["/303"] = lambda talk: talk.redirect("/end", 303)
    server.pages["/307"] = lambda talk: talk.redirect("/end", 307)
    server.pages["/end"] = lambda talk: talk.send(200)
    for path in ("/303", "/307"):
        client.send(Request(server.url(path), method="POST", body=b"a=1"))
    ends = [request for request in server.requests if request.path == "/end"]
    assert [(request.method, request.body) for request in ends] == [("GET", b""), ("POST", b"a=1")]


def test_a_body_never_goes_from_https_to_http() -> None:
    guard = Guard(parse_allowed_networks("127.0.0.1"))
    exchange = Exchange(Request("https://127.0.0.1/", method="POST", body=b"secret"), guard)
    response = Response("https://127.0.0.1/", 307, Headers((("Location", "http://127.0.0.1/"),)), b"")
    with pytest.raises(DowngradeRefused):
        exchange.take(response)


def test_a_fragment_goes_along_unless_the_redirect_has_its_own(server: Server, client: Client) -> None:
    server.pages["/a"] = lambda talk: talk.redirect("/c")
    server.pages["/b"] = lambda talk: talk.redirect("/c#uusi")
    server.pages["/c"] = lambda talk: talk.send(200)
    assert client.send(Request(server.url("/a#osio"))).url == server.url("/c#osio")
    assert client.send(Request(server.url("/b#osio"))).url == server.url("/c#uusi")
    assert all("#" not in path for path in server.paths())


def test_a_redirect_is_handed_back_to_those_who_want_no_following(server: Server, client: Client) -> None:
    server.pages["/"] = lambda talk: talk.redirect("http://10.0.0.1/")
    assert client.send(Request(server.url("/"), follow_redirects=False)).status == 302
