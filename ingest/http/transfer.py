"""Make one hop with libcurl: one request to one address, checked and bounded.

Nothing here loops or waits: ``Handle.load`` sets up a handle, whoever owns it performs it (at once, or on
an event loop with many others), ``Transfer.finish`` reads what came.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

import pycurl

from ingest.http.curl_errors import transfer_error
from ingest.http.errors import (
    BodyTooLarge,
    HeadersTooLarge,
    OutboundError,
    PortRefused,
    RatioTooHigh,
    Refused,
)
from ingest.http.guard import Guard
from ingest.http.hosts import host_address
from ingest.http.limits import Limits
from ingest.http.messages import Headers, Request, Response
from ingest.http.urls import Url
from ingest.words import gettext_noop as _

ENCODINGS = "gzip, deflate, br"
RECEIVE_BUFFER = 16 * 1024
"""libcurl's own default; at most so much was received since the last count of wire bytes."""

LINES_AT_ONCE = 100
"""Of an answer that may be refused for its headers, so many lines are read together."""

END_OF_HEADERS = frozenset({b"\r\n", b"\n"})

STOP = -1
"""What a callback answers to end the transfer."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Hold what is the same for every transfer of a client."""

    guard: Guard
    user_agent: str
    ca_file: str


Settings = tuple[Surroundings, Limits, str, str, bool]
"""What a handle's options follow from: surroundings, limits, agent, method, and whether a name is pinned."""


class Handle:
    """Be one libcurl handle, which remembers its options: for the next transfer only what differs is set."""

    def __init__(self) -> None:
        self.curl = pycurl.Curl()
        self._settings: Settings | None = None
        self._headers: tuple[tuple[str, str], ...] = ()

    def load(self, transfer: Transfer) -> None:
        """Set every option of a transfer; cookies of earlier hops stay."""
        curl, request = self.curl, transfer.request
        settings = transfer.settings
        if request.body is not None or settings != self._settings:
            self._settings = None
            curl.reset()
            for option, value in (*_steady_options(settings), *_method(request)):
                curl.setopt(option, value)
            curl.setopt(pycurl.HTTPHEADER, _sent_headers(request.headers))
            self._headers = request.headers
            self._settings = settings if request.body is None else None
        elif request.headers != self._headers:
            curl.setopt(pycurl.HTTPHEADER, _sent_headers(request.headers))
            self._headers = request.headers
        transfer.set_own_options(curl)

    def forget(self) -> None:
        """Forget the cookies of a request that is over; call it when the handle is not being performed."""
        self.curl.setopt(pycurl.COOKIELIST, "ALL")

    def close(self) -> None:
        """Let libcurl's handle go."""
        self.curl.close()


def _steady_options(settings: Settings) -> list[tuple[int, Any]]:
    surroundings, limits, user_agent, _method_name, _pinned = settings
    return [
        (pycurl.PATH_AS_IS, 1),
        (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
        (pycurl.FOLLOWLOCATION, 0),
        (pycurl.PROXY, ""),
        (pycurl.NOPROXY, "*"),
        (pycurl.NETRC, pycurl.NETRC_IGNORED),
        (pycurl.NOSIGNAL, 1),
        (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS),
        (pycurl.COOKIEFILE, ""),
        (pycurl.USERAGENT, user_agent),
        (pycurl.ENCODING, ENCODINGS),
        (pycurl.SSL_VERIFYPEER, 1),
        (pycurl.SSL_VERIFYHOST, 2),
        (pycurl.CAINFO, surroundings.ca_file),
        (pycurl.OPT_CERTINFO, 1),
        (pycurl.CONNECTTIMEOUT_MS, _milliseconds(limits.connect_seconds)),
        (pycurl.TIMEOUT_MS, _milliseconds(limits.total_seconds)),
        (pycurl.LOW_SPEED_LIMIT, limits.slowest_bytes),
        (pycurl.LOW_SPEED_TIME, limits.slow_seconds),
        (pycurl.BUFFERSIZE, RECEIVE_BUFFER),
        (pycurl.NOPROGRESS, 0 if limits.weighs_ratio else 1),
    ]


def _method(request: Request) -> list[tuple[int, Any]]:
    method, body = request.method, request.body
    if method == "HEAD":
        return [(pycurl.NOBODY, 1)]
    if body is not None:
        return [
            (pycurl.POST, 1),
            (pycurl.POSTFIELDSIZE_LARGE, len(body)),
            (pycurl.COPYPOSTFIELDS, body),
            (pycurl.CUSTOMREQUEST, method),
        ]
    return [(pycurl.HTTPGET, 1)] if method == "GET" else [(pycurl.CUSTOMREQUEST, method)]


class Transfer:
    """Carry one hop from preparation to its response."""

    def __init__(
        self,
        url: Url,
        request: Request,
        surroundings: Surroundings,
        addresses: tuple[IPv4Address | IPv6Address, ...],
    ) -> None:
        self.url = url
        self.request = request
        self.surroundings = surroundings
        self.addresses = addresses
        self._failure: OutboundError | None = None
        self._truncated = False
        self._chunks: list[bytes] = []
        self._body_bytes = 0
        self._header_bytes = 0
        self._wire_bytes = 0
        self._lines: list[bytes] = []
        self._fields: list[tuple[str, str]] = []
        self._sockets: list[socket.SocketType] = []
        self._opened = ""

    @property
    def settings(self) -> Settings:
        """Return what the transfer's steady options follow from."""
        request = self.request
        agent = request.user_agent or self.surroundings.user_agent
        named = host_address(self.url.host) is None
        return (self.surroundings, request.limits, agent, request.method, named)

    def set_own_options(self, curl: pycurl.Curl) -> None:
        """Set the options that no other transfer shares."""
        request = self.request
        # Of a partial body no declared length is too long: its headers are counted when they are read.
        take_header = self._lines.append if request.partial else self._take_header
        curl.setopt(pycurl.URL, str(self._wire_url()))
        curl.setopt(pycurl.HEADERFUNCTION, take_header)
        curl.setopt(pycurl.WRITEFUNCTION, self._take_body)
        curl.setopt(pycurl.OPENSOCKETFUNCTION, self._open_socket)
        if request.limits.weighs_ratio:
            curl.setopt(pycurl.XFERINFOFUNCTION, self._count)
        if host_address(self.url.host) is None:
            curl.setopt(pycurl.RESOLVE, [self._pinned()])

    def finish(self, curl: pycurl.Curl, error: pycurl.error | None) -> Response:
        """Return the response; raise the ``OutboundError`` that ended the transfer."""
        for opened in self._sockets:
            opened.close()
        self._sockets.clear()
        content = b"".join(self._chunks)
        self._chunks.clear()  # the handle holds on to this transfer until its next one
        if self._lines and self._failure is None:
            self._read_headers()  # of an answer without a body, trailers, or what broke off
        address = str(curl.getinfo(pycurl.PRIMARY_IP) or self._opened)
        failure = self._failure
        if failure is None and error is not None and not self._truncated:
            failure = transfer_error(error, int(curl.getinfo(pycurl.SSL_VERIFYRESULT)), str(self.url))
        if failure is not None:
            failure.address = failure.address or address
            raise failure from error
        return Response(
            url=str(self.url),
            status=int(curl.getinfo(pycurl.RESPONSE_CODE)),
            headers=Headers(tuple(self._fields)),
            content=content,
            address=address,
            seconds=float(curl.getinfo(pycurl.TOTAL_TIME)),
            truncated=self._truncated,
            certificate_ends=self._certificate_end(curl),
        )

    def _certificate_end(self, curl: pycurl.Curl) -> datetime | None:
        if self.url.scheme != "https":
            return None
        return certificate_end(curl.getinfo(pycurl.INFO_CERTINFO))

    def _wire_url(self) -> Url:
        # A host written with its root's dot is the same host; certificates and servers know it without.
        url = self.url.without_fragment()
        return replace(url, host=url.host.rstrip(".")) if url.host.endswith(".") else url

    def _pinned(self) -> str:
        # A later name service answer can't move the connection: libcurl is told the checked addresses.
        places = ",".join(f"[{a}]" if a.version == 6 else str(a) for a in self.addresses)
        return f"{self._wire_url().host}:{self.url.effective_port}:{places}"

    def _open_socket(self, purpose: int, address: pycurl.CurlSockAddr) -> Any:  # noqa: ARG002 - libcurl's form
        family, kind, protocol, place = address
        if family not in {socket.AF_INET, socket.AF_INET6} or not isinstance(place, tuple):
            self._failure = Refused(_("only internet addresses are opened"), url=str(self.url))
            return pycurl.SOCKET_BAD
        text, port = str(place[0]).partition("%")[0], int(place[1])
        refusal = self._refusal(_address(text), port)
        if refusal is not None or self._failure is not None:
            self._failure = self._failure or refusal
            return pycurl.SOCKET_BAD
        opened = socket.SocketType(family, kind, protocol)  # libcurl uses its number alone
        self._sockets.append(opened)
        self._opened = text
        return opened

    def _refusal(self, ip: IPv4Address | IPv6Address, port: int) -> Refused | None:
        refusal = self.surroundings.guard.refusal(ip, port, self.url)
        if refusal is None and port != self.url.effective_port:
            # Another address than ours may be right: hops on one event loop share libcurl's name cache.
            return PortRefused(
                _("%(ip)s:%(port)s is not the port that was checked", ip=ip, port=port), url=str(self.url)
            )
        return refusal

    def _count(self, total: int, received: int, to_send: int, sent: int) -> int:  # noqa: ARG002 - libcurl's form
        self._wire_bytes = received
        return 0 if self._failure is None else STOP

    def _take_header(self, line: bytes) -> int | None:
        self._lines.append(line)
        if line in END_OF_HEADERS:
            return self._read_headers() or self._check_declared(self._field("content-length"))
        return self._read_headers() if len(self._lines) >= LINES_AT_ONCE else None

    def _read_headers(self) -> int | None:
        """Read the lines that have come, which libcurl bounds too, at 300 kB an answer; count them."""
        lines = self._lines
        self._header_bytes += sum(map(len, lines))
        limit, fields = self.request.limits.header_bytes, self._fields
        if self._header_bytes > limit:
            lines.clear()
            return self._fail(HeadersTooLarge, _("more than %(count)s bytes of headers came", count=limit))
        for line in lines:
            text = _decode(line).rstrip("\r\n")
            name, colon, value = text.partition(":")
            if text[:5] == "HTTP/":
                fields.clear()
            elif text[:1] in {" ", "\t"} and fields:
                name, value = fields.pop()
                fields.append((name, f"{value} {text.strip()}"))
            elif colon:
                fields.append((name.strip(), value.strip()))
        lines.clear()
        return None

    def _field(self, wanted: str) -> str:
        for name, value in self._fields:
            if name.lower() == wanted:
                return value
        return ""

    def _check_declared(self, value: str) -> int | None:
        # On the wire a body may be shorter than ours, never much longer; HEAD declares what won't come.
        limit = self.request.limits.body_bytes
        if self.request.method != "HEAD" and value.isdigit() and int(value[:19]) > limit:
            return self._fail(
                BodyTooLarge, _("the body is declared longer than %(count)s bytes", count=limit)
            )
        return None

    def _take_body(self, chunk: bytes) -> int | None:
        limits = self.request.limits
        if self._lines and self._read_headers() == STOP:
            return STOP
        if not self._body_bytes and not self._is_wanted():
            self._truncated = True
            return STOP
        room = limits.body_bytes - self._body_bytes
        if len(chunk) > room:
            if not self.request.partial:
                return self._fail(
                    BodyTooLarge,
                    _("the body is longer than %(count)s bytes", count=limits.body_bytes),
                )
            self._chunks.append(chunk[:room])
            self._truncated = True
            return STOP
        self._chunks.append(chunk)
        self._body_bytes += len(chunk)
        if self._body_bytes > limits.ratio_floor_bytes:
            return self._check_ratio(limits)
        return None

    def _check_ratio(self, limits: Limits) -> int | None:
        if limits.weighs_ratio and self._body_bytes > limits.ratio * (self._wire_bytes + RECEIVE_BUFFER):
            return self._fail(
                RatioTooHigh,
                _("the body grows more than %(ratio)s times when decompressed", ratio=limits.ratio),
            )
        return None

    def _is_wanted(self) -> bool:
        if not self.request.body_types:
            return True
        media_type = self._field("content-type").partition(";")[0].strip().lower()
        return not media_type or media_type in self.request.body_types

    def _fail(self, error: Callable[..., OutboundError], message: str) -> int:
        self._failure = error(message, url=str(self.url))
        return STOP


@lru_cache(maxsize=4096)
def _address(text: str) -> IPv4Address | IPv6Address:
    return ip_address(text)


@lru_cache(maxsize=64)
def _sent_headers(headers: tuple[tuple[str, str], ...]) -> list[str]:
    for name, value in headers:
        if any(sign in name + value for sign in "\r\n\0"):
            raise ValueError(f"the header field {name!r} holds a line break")
    return [f"{name}: {value}" for name, value in (("Expect", ""), *headers)]


def certificate_end(chain: list[Any]) -> datetime | None:
    """Return when the first certificate of libcurl's list expires."""
    for name, value in chain[0] if chain else ():
        if name == "Expire date":
            try:
                moment = parsedate_to_datetime(_reordered(value))
            except ValueError:
                return None
            return moment.replace(tzinfo=UTC)
    return None


def _reordered(text: str) -> str:
    # OpenSSL writes "Nov 22 18:00:00 2026 GMT", mail "22 Nov 2026 18:00:00 GMT".
    month, day, clock, year, *_ = text.split()
    return f"{day} {month} {year} {clock} GMT"


def _decode(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
