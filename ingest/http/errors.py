"""The errors of the outbound client, drawn as a tree.

OutboundError
├── InvalidUrl             the address can't be read, or libcurl would read another host in it
├── Refused                the guard forbids the request: nothing was sent
│   ├── SchemeRefused      neither http nor https
│   ├── CredentialsRefused a user name or password stands in the address
│   ├── PortRefused        a port that is not allowed
│   ├── AddressRefused     the host has an address that is not on the public internet
│   └── DowngradeRefused   a redirect would send a body from https to http
├── HostBusy               politeness asks to come back later: nothing was sent
├── TransferFailed         the network or the server failed
│   ├── NameNotResolved    the host has no address
│   ├── ConnectFailed      no connection
│   ├── ConnectionBroken   the connection ended in the middle
│   ├── TimedOut           a time limit or the lowest speed
│   ├── TlsFailed          no trusted encrypted connection
│   └── BadReply           what came is not HTTP, or its encoding is broken
├── LimitExceeded          more came than the caller wants
│   ├── HeadersTooLarge
│   ├── BodyTooLarge
│   └── RatioTooHigh       the body decompresses beyond reason
└── TooManyRedirects       the chain is longer than allowed, perhaps a loop
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.http.messages import Redirect


class OutboundError(Exception):
    """Stand above every error of the client.

    ``message`` is words (``ingest.words``), ``url`` is the address that failed and ``redirects`` the way to
    it; ``address`` is the IP address that was talked to, empty when there was none.
    """

    def __init__(self, message: str, *, url: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.url = url
        self.redirects: tuple[Redirect, ...] = ()
        self.address = ""


class InvalidUrl(OutboundError):
    """Report an address that can't be read, or not in one way."""


class Refused(OutboundError):
    """Report a request that the guard forbids."""


class SchemeRefused(Refused):
    """Report a scheme other than http and https."""


class CredentialsRefused(Refused):
    """Report a user name or password within an address."""


class PortRefused(Refused):
    """Report a port that is not allowed."""


class AddressRefused(Refused):
    """Report a host whose address is not on the public internet."""

    def __init__(self, message: str, *, url: str = "", address: str = "") -> None:
        super().__init__(message, url=url)
        self.address = address


class DowngradeRefused(Refused):
    """Report a redirect that would carry a body from https to http."""


class HostBusy(OutboundError):
    """Report that the host is to be left alone until ``retry_at``."""

    def __init__(self, message: str, *, url: str = "", retry_at: datetime) -> None:
        super().__init__(message, url=url)
        self.retry_at = retry_at


class TransferFailed(OutboundError):
    """Report a failure of the network or of the server."""


class NameNotResolved(TransferFailed):
    """Report a host without an address; ``temporary`` when the name service itself failed."""

    def __init__(self, message: str, *, url: str = "", temporary: bool = False) -> None:
        super().__init__(message, url=url)
        self.temporary = temporary


class ConnectFailed(TransferFailed):
    """Report that no address of the host accepted a connection."""


class ConnectionBroken(TransferFailed):
    """Report a connection that ended before the response did."""


class TimedOut(TransferFailed):
    """Report a server slower than the limits."""


class TlsFault(StrEnum):
    """Name what is wrong with an encrypted connection."""

    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    WRONG_HOST = "wrong_host"
    SELF_SIGNED = "self_signed"
    UNTRUSTED = "untrusted"
    REVOKED = "revoked"
    HANDSHAKE = "handshake"


class TlsFailed(TransferFailed):
    """Report a connection whose other end can't be trusted; ``fault`` names why."""

    def __init__(self, message: str, *, url: str = "", fault: TlsFault) -> None:
        super().__init__(message, url=url)
        self.fault = fault


class BadReply(TransferFailed):
    """Report an answer that is not HTTP or whose content encoding is broken."""


class LimitExceeded(OutboundError):
    """Report an answer larger than the limits."""


class HeadersTooLarge(LimitExceeded):
    """Report more header bytes than allowed."""


class BodyTooLarge(LimitExceeded):
    """Report a longer body than allowed, declared or received."""


class RatioTooHigh(LimitExceeded):
    """Report a body that grows too much by decompression."""


class TooManyRedirects(OutboundError):
    """Report a redirect chain past the limit; ``loop`` when an address came back."""

    def __init__(self, message: str, *, url: str = "", loop: bool = False) -> None:
        super().__init__(message, url=url)
        self.loop = loop
