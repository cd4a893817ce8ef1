"""Ask the name service, within a time limit."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address

from ingest.http.errors import NameNotResolved, TimedOut
from ingest.http.hosts import host_address
from ingest.http.urls import Url
from ingest.words import gettext_noop as _

Resolver = Callable[[str], tuple[str, ...]]
"""Return every A and AAAA answer for a name; raise ``OSError`` (``socket.gaierror``) when there is none."""

TEMPORARY = frozenset({socket.EAI_AGAIN, socket.EAI_FAIL, socket.EAI_MEMORY, socket.EAI_SYSTEM})


def system_resolver(name: str) -> tuple[str, ...]:
    """Ask the operating system."""
    answers = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


def resolve(url: Url, resolver: Resolver, seconds: float) -> tuple[IPv4Address | IPv6Address, ...]:
    """Return every address of a host; raise ``NameNotResolved`` or ``TimedOut``.

    The system's own resolver knows no time limit: it is asked in a thread that is left behind when it
    takes too long, and ends by itself.
    """
    literal = host_address(url.host)
    if literal is not None:
        return (literal,)
    answers: list[tuple[str, ...] | Exception] = []

    def ask() -> None:
        try:
            answers.append(resolver(url.host.rstrip(".")))
        except (OSError, UnicodeError) as error:
            answers.append(error)

    thread = threading.Thread(target=ask, daemon=True, name=f"resolve {url.host}")
    thread.start()
    thread.join(seconds)
    if not answers:
        raise TimedOut(
            _("the name service did not answer within %(seconds)s s", seconds=f"{seconds:g}"), url=str(url)
        )
    answer = answers[0]
    if isinstance(answer, Exception):
        temporary = isinstance(answer, socket.gaierror) and answer.errno in TEMPORARY
        raise NameNotResolved(
            _("%(host)s has no address: %(answer)s", host=url.host, answer=_reason(answer)),
            url=str(url),
            temporary=temporary,
        ) from answer
    if not answer:
        raise NameNotResolved(_("%(host)s has no address", host=url.host), url=str(url))
    return tuple(ip_address(text.partition("%")[0]) for text in answer)


def _reason(error: Exception) -> str:
    """Return the name service's words without its number, which tells readers nothing."""
    return (isinstance(error, OSError) and error.strerror) or str(error)
