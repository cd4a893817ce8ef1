"""Play a web server, well-behaved or hostile, down to the bytes.

A page is a function of a ``Conversation``. Nobody sleeps: a server that dawdles waits for its own
end, which comes when the test is over, and the client's limits decide long before.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import TracebackType

DAWDLE_SECONDS = 20.0

TLS_HANDSHAKE = b"\x16\x03"
"""What an encrypted connection begins with (RFC 8446, section 5.1)."""


@dataclass(frozen=True, slots=True)
class Received:
    """Remember one request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        """Return the target without its query."""
        return self.target.partition("?")[0]


@dataclass(slots=True)
class Conversation:
    """Answer one request over its raw connection."""

    connection: socket.socket
    request: Received
    stopping: threading.Event

    def send(self, status: int, body: bytes | str = b"", **headers: str) -> None:
        """Answer as HTTP asks; ``content_type`` and the like become header names."""
        content = body.encode() if isinstance(body, str) else body
        fields = {"content_length": str(len(content)), "content_type": "text/html; charset=utf-8", **headers}
        lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in fields.items()]
        head = "\r\n".join([f"HTTP/1.1 {status} Played", *lines, "Connection: close", "", ""])
        self.raw(head.encode() + (b"" if self.request.method == "HEAD" else content))

    def redirect(self, location: str, status: int = 302, **headers: str) -> None:
        """Send the client elsewhere."""
        self.send(status, b"", location=location, **headers)

    def raw(self, content: bytes) -> bool:
        """Send bytes as they are; tell whether anybody still listens."""
        try:
            self.connection.sendall(content)
        except OSError:
            return False
        return True

    def pour(self, chunks: Iterable[bytes]) -> None:
        """Send chunk after chunk until nobody listens."""
        for chunk in chunks:
            if self.stopping.is_set() or not self.raw(chunk):
                return

    def drip(self, chunk: bytes, every: float) -> None:
        """Send the same few bytes again and again, slowly, until nobody listens."""
        while not self.stopping.wait(every) and self.raw(chunk):
            pass

    def dawdle(self) -> None:
        """Say nothing more, and keep the connection open."""
        self.connection.settimeout(DAWDLE_SECONDS)
        try:
            while self.connection.recv(1024):
                pass
        except OSError:
            return


Page = Callable[[Conversation], None]


@dataclass
class Server:
    """Serve pages by path on a free port; an unknown path is 404.

    ``requests`` is what came, in order. With ``tls`` every connection is encrypted.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    address: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    requests: list[Received] = field(default_factory=list)

    def __enter__(self) -> Server:
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        self._listener = socket.create_server((self.address, 0), family=family, backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self._stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join(5)
        for connection in list(self._open):
            _shut(connection)
        for thread in self._threads:
            thread.join(5)

    def page(self, path: str) -> Callable[[Page], Page]:
        """Register the decorated function as the page at a path."""

        def register(page: Page) -> Page:
            self.pages[path] = page
            return page

        return register

    def url(self, path: str = "/", host: str | None = None) -> str:
        """Return the address of a path here, under any name."""
        scheme = "http" if self.tls is None else "https"
        return f"{scheme}://{host or self.address}:{self.port}{path}"

    def paths(self) -> list[str]:
        """Return the targets asked for, in order."""
        return [request.target for request in self.requests]

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._open.add(connection)
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        talking = connection
        try:
            if self.tls is not None:
                talking = self.tls.wrap_socket(connection, server_side=True)
                self._open.add(talking)
                self._open.discard(connection)
            request = _read_request(talking)
            if request is None:
                return
            self.requests.append(request)
            conversation = Conversation(talking, request, self._stopping)
            self.pages.get(request.path, _not_found)(conversation)
        except OSError:
            return
        finally:
            self._open.discard(talking)
            _shut(talking)
            talking.close()


def _not_found(conversation: Conversation) -> None:
    conversation.send(404, "<title>404</title>")


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _read_request(connection: socket.socket) -> Received | None:
    connection.settimeout(DAWDLE_SECONDS)
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = connection.recv(65536)
        if not chunk:
            return None
        received += chunk
        if received.startswith(TLS_HANDSHAKE):
            connection.sendall(b"HTTP/1.1 400 This is no TLS\r\n\r\n")
            return None
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65536)
    return Received(method, target, headers, body)
