"""Play many web servers at once, each on a loopback address of its own, from one event loop.

What ``Server`` is for single conversations this is for tens of thousands of requests: connections stay
open, pages are few and ready-made, and each request is counted with its time. ``python -m
tests.localworld.swarm`` serves in a process of its own, for measurements on another core.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType

PARAGRAPH = "<p>Ryhmä kokoontuu viikoittain, ja jokainen saa puhua omassa tahdissaan. Tervetuloa.</p>"
PAGE = (
    "<!doctype html><html lang=fi><head><meta charset=utf-8><title>Sivu {name} – Esimerkki ry</title></head>"
    "<body><nav><a href=/>Etusivu</a> <a href=/palvelut>Palvelut</a></nav><h1>Sivu {name}</h1>"
    "<h2 id=aukiolo>Avoinna</h2>" + PARAGRAPH * 12 + "</body></html>"
)
MISSING = b"<!doctype html><title>404</title><h1>404</h1>"


@dataclass(slots=True)
class Seen:
    """Hold what one host saw: when each request came, how many were open at most, how often a path."""

    times: list[float] = field(default_factory=list)
    open_now: int = 0
    open_most: int = 0
    paths: dict[str, int] = field(default_factory=dict)


def answer(method: str, path: str) -> bytes:
    """Return the whole answer to a request.

    The first part of the path says what comes: ``/hyva/…`` a page, ``/siirtynyt/…`` a redirect for good,
    ``/rikki/…`` a failure, ``/kielletty/…`` a refusal; anything else is not found.
    """
    kind, _, name = path.lstrip("/").partition("/")
    if kind == "hyva" and not name.startswith("ei-"):
        return _message(method, "200 OK", PAGE.format(name=name[:40]).encode())
    if kind == "siirtynyt":
        return _message(method, "301 Moved", b"", f"Location: /hyva/{name}\r\n")
    if kind == "rikki":
        return _message(method, "503 Broken", b"x")
    if kind == "kielletty":
        return _message(method, "403 Forbidden", b"x")
    return _message(method, "404 Not Found", MISSING)


def _message(method: str, status: str, body: bytes, more: str = "") -> bytes:
    kind = "Content-Type: text/html; charset=utf-8"
    head = f"HTTP/1.1 {status}\r\n{kind}\r\n{more}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + (b"" if method == "HEAD" else body)


class _Talk(asyncio.Protocol):
    def __init__(self, swarm: Swarm, host: str) -> None:
        self._swarm, self._seen = swarm, swarm.seen[host]
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, self._received = self._received.partition(b"\r\n\r\n")
            method, path, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
            self._swarm.received(self._seen, path)
            if self._swarm.latency:
                asyncio.get_running_loop().call_later(self._swarm.latency, self._reply, method, path)
            else:
                self._reply(method, path)

    def _reply(self, method: str, path: str) -> None:
        self._seen.open_now -= 1
        if not self._transport.is_closing():
            self._transport.write(answer(method, path))
            if not self._swarm.keeps:
                self._transport.close()


@dataclass
class Swarm:
    """Serve on ``hosts`` addresses and one port from a thread; ``latency`` is how long each answer takes;
    unless it ``keeps`` connections, each ends with its answer."""

    hosts: int = 200
    latency: float = 0.0
    keeps: bool = True
    port: int = 0
    seen: dict[str, Seen] = field(default_factory=dict)
    asked: threading.Event = field(default_factory=threading.Event)

    @property
    def addresses(self) -> list[str]:
        """Return the addresses of the hosts."""
        return [f"127.0.{1 + number // 200}.{1 + number % 200}" for number in range(self.hosts)]

    def url(self, number: int, path: str) -> str:
        """Return the address of a path on the host with this number."""
        return f"http://{self.addresses[number % self.hosts]}:{self.port}{path}"

    def received(self, seen: Seen, path: str) -> None:
        """Count a request."""
        self.asked.set()
        seen.times.append(time.monotonic())
        seen.open_now += 1
        seen.open_most = max(seen.open_most, seen.open_now)
        seen.paths[path] = seen.paths.get(path, 0) + 1

    def __enter__(self) -> Swarm:
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(20)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        servers = []
        for host in self.addresses:
            self.seen[host] = Seen()
            server = await self._loop.create_server(lambda host=host: _Talk(self, host), host, self.port)
            self.port = self.port or server.sockets[0].getsockname()[1]
            servers.append(server)
        self._ready.set()
        await self._stop.wait()
        for server in servers:
            server.close()


def main() -> None:
    """Serve until the standard input ends; the first line printed is the port."""
    with Swarm(hosts=int(sys.argv[1]), keeps="close" not in sys.argv) as swarm:
        sys.stdout.write(f"{swarm.port}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
