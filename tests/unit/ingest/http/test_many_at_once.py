"""Many requests share one event loop, under the same rules."""

import asyncio
import threading
import time

import pytest

from ingest.http import AddressRefused, Carrier, Client, LocalPoliteness, OutboundError, Request, Response
from tests.localworld.fixtures import QUICK, MakeClient
from tests.localworld.names import Names
from tests.localworld.server import Conversation, Server


async def send_all(client: Client, urls: list[str]) -> list[Response | BaseException]:
    """Send all requests together."""
    async with Carrier() as multi:
        asked = [client.send_async(Request(url), multi) for url in urls]
        return await asyncio.gather(*asked, return_exceptions=True)


def test_requests_are_open_together_and_each_gets_its_own_answer(server: Server, client: Client) -> None:
    together = threading.Barrier(5)

    def page(talk: Conversation) -> None:
        together.wait(10)
        talk.send(200, talk.request.target)

    for number in range(5):
        server.pages[f"/{number}"] = page
    answers = asyncio.run(send_all(client, [server.url(f"/{number}") for number in range(5)]))
    assert [answer.content for answer in answers if isinstance(answer, Response)] == [
        b"/0",
        b"/1",
        b"/2",
        b"/3",
        b"/4",
    ]


def test_one_refused_redirect_harms_no_other_request(server: Server, client: Client) -> None:
    server.pages["/good"] = lambda talk: talk.send(200)
    server.pages["/bad"] = lambda talk: talk.redirect("http://[::ffff:10.0.0.1]/")
    server.pages["/broken"] = lambda talk: talk.raw(b"")
    urls = [server.url("/good"), server.url("/bad"), server.url("/broken")]
    good, bad, broken = asyncio.run(send_all(client, urls))
    assert isinstance(good, Response)
    assert isinstance(bad, AddressRefused)
    assert isinstance(broken, OutboundError)


def test_a_loop_that_already_runs_can_use_the_same_client(server: Server, client: Client) -> None:
    server.pages["/"] = lambda talk: talk.send(204)
    for _ in range(2):
        (answer,) = asyncio.run(send_all(client, [server.url("/")]))
        assert isinstance(answer, Response)
    assert client.send(Request(server.url("/"))).status == 204


def test_a_name_service_that_never_answers_is_given_up(client: Client) -> None:
    forever = threading.Event()
    client.resolver = lambda name: (forever.wait(20), ())[1]

    with pytest.raises(OutboundError, match="within 1 s"):
        client.send(Request("http://silent.example/", limits=QUICK))
    forever.set()


def test_requests_to_one_host_keep_their_interval_on_the_event_loop(
    server: Server, make_client: MakeClient
) -> None:
    asked: list[float] = []

    def page(talk: Conversation) -> None:
        asked.append(time.monotonic())
        talk.send(200)

    server.pages["/"] = page
    client = make_client(politeness=LocalPoliteness(interval=0.1, concurrency=5))
    asyncio.run(send_all(client, [server.url("/")] * 3))
    asked.sort()
    assert asked[1] - asked[0] > 0.05
    assert asked[2] - asked[0] > 0.15


def test_a_handle_that_is_used_again_carries_nothing_over(
    server: Server, names: Names, client: Client
) -> None:
    names.give("named.example", "127.0.0.1")
    server.pages["/kirjaa"] = lambda talk: talk.send(200, set_cookie="tunnus=1")
    server.pages["/kerro"] = lambda talk: talk.send(200, talk.request.method)
    told, named = server.url("/kerro"), server.url("/kerro", "named.example")
    requests = [
        Request(server.url("/kirjaa"), headers=(("X-First", "1"),)),
        Request(told),
        Request(told, "HEAD"),
        Request(told, "POST", body=b"x"),
        Request(named, user_agent="Other/1"),
        Request(told),
    ]

    async def one_after_the_other() -> list[Response]:
        async with Carrier() as carrier:
            return [await client.send_async(request, carrier) for request in requests]

    answers = asyncio.run(one_after_the_other())
    assert [answer.content for answer in answers] == [b"", b"GET", b"", b"POST", b"GET", b"GET"]
    seen = server.requests
    assert not [request for request in seen if "cookie" in request.headers]
    assert [("x-first" in request.headers) for request in seen] == [True] + [False] * 5
    assert [request.headers["user-agent"] == "Other/1" for request in seen] == [False] * 4 + [True, False]
    assert [request.body for request in seen] == [b"", b"", b"", b"x", b"", b""]
    assert seen[4].headers["host"] == f"named.example:{server.port}"
