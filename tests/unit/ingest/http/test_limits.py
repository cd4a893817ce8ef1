"""A hostile server costs no more time, bytes or memory than the limits say."""

import gzip
import itertools
import socket
import struct
import tracemalloc
import zlib
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace

import pytest

from ingest.http import (
    BadReply,
    BodyTooLarge,
    Client,
    ConnectFailed,
    ConnectionBroken,
    HeadersTooLarge,
    OutboundError,
    RatioTooHigh,
    Request,
    TimedOut,
)
from tests.localworld.fixtures import QUICK
from tests.localworld.server import Conversation, Server

BROTLI_BOMB = b64decode(
    "y///P/gnAOKxQCD3/o///3/wTwDEYRGA7v0f////4J8AiMMCAN37P/7//8E/ARCHBQC693/8//+DfwIgDgsAdO//+P//B/8EQBwWAOje/+X//wf+CYA4LADQvf8A"
)
"""Fifty mebibytes of zeros."""


def get(client: Client, server: Server, **options: object) -> Request:
    """Send a quick request to the server's front page."""
    request = Request(server.url("/"), limits=QUICK)
    return replace(request, **options)  # type: ignore[arg-type]  # the fields of Request


def endless(head: bytes, chunk: bytes) -> Callable[[Conversation], None]:
    """Make a page that begins well and never ends."""
    return lambda talk: talk.pour(itertools.chain([head], itertools.repeat(chunk)))


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        pytest.param(endless(OK + b"\r\n", b"x" * 4096), BodyTooLarge, id="a body without end"),
        pytest.param(
            endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
            BodyTooLarge,
            id="chunks without end",
        ),
        pytest.param(
            endless(OK, b"X-Filler: " + b"x" * 500 + b"\r\n"), HeadersTooLarge, id="headers without end"
        ),
        pytest.param(
            endless(OK + b"X: ", b"x" * 4096), (HeadersTooLarge, BadReply), id="one header without end"
        ),
        pytest.param(
            endless(b"HTTP/1.1 103 Early Hints\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
            HeadersTooLarge,
            id="interim answers without end",
        ),
        pytest.param(
            endless(
                OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n",
                b"X-Trailer: " + b"x" * 500 + b"\r\n",
            ),
            HeadersTooLarge,
            id="trailers without end",
        ),
        pytest.param(lambda talk: talk.dawdle(), TimedOut, id="silence"),
        pytest.param(lambda talk: (talk.raw(OK), talk.drip(b"X: y\r\n", 0.05)), TimedOut, id="slow headers"),
        pytest.param(
            lambda talk: (talk.raw(OK + b"\r\n"), talk.drip(b"x", 0.05)), TimedOut, id="a slow body"
        ),
        pytest.param(
            lambda talk: talk.raw(OK + b"Content-Length: 999\r\n\r\nshort"),
            ConnectionBroken,
            id="a length too long",
        ),
        pytest.param(
            lambda talk: talk.raw(OK + b"Content-Length: 300000\r\n\r\n"),
            BodyTooLarge,
            id="a length past the limit",
        ),
        pytest.param(
            lambda talk: talk.raw(OK + b"Content-Length: 99999999999999999999999\r\n\r\n"),
            OutboundError,
            id="an absurd length",
        ),
        pytest.param(
            lambda talk: talk.raw(OK + b"Content-Length: -5\r\n\r\nabc"),
            OutboundError,
            id="a negative length",
        ),
        pytest.param(lambda talk: talk.raw(b""), ConnectionBroken, id="nothing at all"),
        pytest.param(lambda talk: talk.raw(b"220 ftp.example ready\r\n"), BadReply, id="not HTTP"),
        pytest.param(lambda talk: talk.raw(b"<html>hello</html>"), BadReply, id="HTTP 0.9"),
        pytest.param(
            lambda talk: talk.send(200, b"not gzip", content_encoding="gzip"), BadReply, id="false gzip"
        ),
        pytest.param(
            lambda talk: talk.send(200, b"x", content_encoding=", ".join(["gzip"] * 20)),
            BadReply,
            id="twenty encodings",
        ),
    ],
)
def test_a_hostile_answer_ends_in_its_own_error(
    server: Server, client: Client, answer: Callable[[Conversation], None], error: type[Exception]
) -> None:
    server.pages["/"] = answer
    with pytest.raises(error):
        client.send(get(client, server))


def bombs() -> list[object]:
    """Make bodies that are small on the wire and huge when opened."""
    zeros = bytes(50 * 1024 * 1024)
    return [
        pytest.param("gzip", gzip.compress(zeros), id="gzip"),
        pytest.param("deflate", zlib.compress(zeros), id="deflate"),
        pytest.param("gzip, gzip", gzip.compress(gzip.compress(zeros)), id="gzip in gzip"),
        pytest.param("br", BROTLI_BOMB, id="brotli"),
    ]


@pytest.mark.parametrize(("encoding", "body"), bombs())
def test_a_decompression_bomb_is_given_up_before_it_grows(
    server: Server, client: Client, encoding: str, body: bytes
) -> None:
    server.pages["/"] = lambda talk: talk.send(200, body, content_encoding=encoding)
    roomy = replace(QUICK, body_bytes=40 * 1024 * 1024, total_seconds=5)
    tracemalloc.start()
    try:
        with pytest.raises(RatioTooHigh):
            client.send(get(client, server, limits=roomy))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * 1024 * 1024


def test_a_bomb_within_the_ratio_still_meets_the_size_limit(server: Server, client: Client) -> None:
    server.pages["/"] = lambda talk: talk.send(200, gzip.compress(bytes(1_000_000)), content_encoding="gzip")
    with pytest.raises(BodyTooLarge):
        client.send(get(client, server, limits=replace(QUICK, ratio=100_000)))


def test_an_honestly_compressed_page_comes_through(server: Server, client: Client) -> None:
    text = "Kokemuskohtaamo on avoinna. " * 5000
    server.pages["/"] = lambda talk: talk.send(200, gzip.compress(text.encode()), content_encoding="gzip")
    response = client.send(get(client, server, limits=replace(QUICK, ratio=1000)))
    assert response.content.decode() == text


def test_a_length_too_short_ends_the_body_where_it_says(server: Server, client: Client) -> None:
    server.pages["/"] = lambda talk: talk.raw(OK + b"Content-Length: 3\r\n\r\nabcdef")
    assert client.send(get(client, server)).content == b"abc"


def test_a_partial_request_takes_the_beginning_of_a_long_body(server: Server, client: Client) -> None:
    server.pages["/"] = endless(OK + b"Content-Type: text/html\r\n\r\n", b"x" * 4096)
    response = client.send(get(client, server, partial=True))
    assert response.truncated
    assert len(response.content) == QUICK.body_bytes


def test_the_answer_to_head_may_declare_any_length(server: Server, client: Client) -> None:
    server.pages["/"] = lambda talk: talk.raw(OK + b"Content-Length: 999999999\r\n\r\n")
    response = client.send(get(client, server, method="HEAD"))
    assert (response.status, response.content) == (200, b"")


def test_a_port_where_nobody_listens_fails_to_connect(server: Server, client: Client) -> None:

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(ConnectFailed):
            client.send(Request(f"http://127.0.0.1:{port}/", limits=QUICK))


def test_a_connection_that_is_reset_in_the_middle_is_broken(server: Server, client: Client) -> None:

    def reset(talk: Conversation) -> None:
        talk.raw(OK + b"Content-Length: 100\r\n\r\nabc")
        talk.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        talk.connection.close()

    server.pages["/"] = reset
    with pytest.raises(ConnectionBroken):
        client.send(get(client, server))
