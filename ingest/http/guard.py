"""Decide which addresses may be opened.

The check is made twice: on every answer of the name service before libcurl is asked, and on the very
socket address that libcurl is about to open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

import pycurl

from ingest.http.errors import (
    AddressRefused,
    CredentialsRefused,
    InvalidUrl,
    PortRefused,
    Refused,
    SchemeRefused,
)
from ingest.http.ranges import non_global_range
from ingest.http.urls import Url
from ingest.words import gettext_noop as _

SCHEMES = frozenset({"http", "https"})
WEB_PORTS = frozenset({80, 443})

MOST_PASSED = 4096
"""So many addresses that may be opened are remembered."""


class InvalidAllowedNetwork(ValueError):
    """Report an entry of ``OUTBOUND_ALLOWED_NETWORKS`` that can't be read."""


@dataclass(frozen=True, slots=True)
class AllowedNetwork:
    """Let requests through to one network that is not global; ``port`` narrows it to one port."""

    network: IPv4Network | IPv6Network
    port: int | None = None

    def holds(self, address: IPv4Address | IPv6Address, port: int) -> bool:
        """Say whether the entry covers an address and port."""
        if address.version != self.network.version or address not in self.network:
            return False
        return self.port is None or self.port == port


def parse_allowed_network(text: str) -> AllowedNetwork:
    """Read ``address[/prefix][:port]``; an IPv6 address with a port stands in brackets."""
    entry = text.strip()
    try:
        if entry.startswith("["):
            inside, closed, after = entry[1:].partition("]")
            prefix, colon, port = after.partition(":")
            if not closed or (prefix and not prefix.startswith("/")):
                raise ValueError("brackets")
            network = ip_network(inside + prefix)
        elif entry.count(":") == 1:
            place, colon, port = entry.partition(":")
            network = ip_network(place)
        else:
            colon, port = "", ""
            network = ip_network(entry)
        number = int(port) if colon else None
        if number is not None and not 1 <= number <= 65535:
            raise ValueError("port")
    except ValueError as error:
        raise InvalidAllowedNetwork(
            f"{entry!r} is no network. Write address[/prefix][:port], such as 10.1.0.0/16 or "
            "192.168.1.5:8080 or [fd00::5]:8080; the address must be the network's first one."
        ) from error
    return AllowedNetwork(network, number)


def parse_allowed_networks(text: str | Iterable[str]) -> tuple[AllowedNetwork, ...]:
    """Read a comma-separated list (or a sequence) of entries; empty ones are passed over."""
    entries = text.split(",") if isinstance(text, str) else text
    return tuple(parse_allowed_network(entry) for entry in entries if entry.strip())


@dataclass(frozen=True, slots=True)
class Guard:
    """Hold the rules of one client. An allowed network without a port admits every port there."""

    allowed: tuple[AllowedNetwork, ...] = ()
    ports: frozenset[int] = WEB_PORTS
    _passed: set[tuple[IPv4Address | IPv6Address, int]] = field(
        default_factory=set, init=False, repr=False, compare=False
    )

    def check_url(self, url: Url) -> None:
        """Raise ``Refused`` or ``InvalidUrl`` for what may not even be resolved."""
        if url.scheme not in SCHEMES:
            raise SchemeRefused(
                _("only http and https are fetched, not %(scheme)s:", scheme=url.scheme), url=str(url)
            )
        if url.credentials:
            raise CredentialsRefused(_("the address holds a user name or password"), url=str(url))
        port = url.effective_port
        if port not in self.ports and not any(entry.port in {None, port} for entry in self.allowed):
            raise PortRefused(_("port %(port)s is not allowed", port=port), url=str(url))
        if "" in url.host.removesuffix(".").split("."):
            raise InvalidUrl(_("a part of the host's name is empty"), url=str(url))
        check_host_agrees(url)

    def refusal(self, address: IPv4Address | IPv6Address, port: int, url: Url) -> Refused | None:
        """Return why an address may not be opened, ``None`` when it may."""
        if (address, port) in self._passed:
            return None
        if any(entry.holds(address, port) for entry in self.allowed):
            self._remember(address, port)
            return None
        found = non_global_range(address)
        if found is not None:
            return AddressRefused(
                _(
                    "%(host)s is at %(address)s, which is not on the public internet (%(name)s, %(source)s)",
                    host=url.host,
                    address=address,
                    name=found.name,
                    source=found.source,
                ),
                url=str(url),
                address=str(address),
            )
        if port not in self.ports:
            return PortRefused(_("port %(port)s is not allowed", port=port), url=str(url))
        self._remember(address, port)
        return None

    def _remember(self, address: IPv4Address | IPv6Address, port: int) -> None:
        # What may be opened never changes: it is looked up twice a request, in many ranges.
        if len(self._passed) >= MOST_PASSED:
            self._passed.clear()
        self._passed.add((address, port))


def check_host_agrees(url: Url) -> None:
    """Raise ``InvalidUrl`` unless libcurl reads the same host and port out of the address as we do.

    The address is written out by us, so that its authority ends at the first slash of its path whatever
    stands in that: one answer holds for every address of an origin.
    """
    fault = _disagreement(url.scheme, url.host, url.port)
    if fault:
        raise InvalidUrl(fault, url=str(url))


@lru_cache(maxsize=4096)
def _disagreement(scheme: str, host: str, port: int | None) -> str:
    url = Url(scheme, host, port, "/")
    try:
        theirs = pycurl.CurlUrl(str(url), pycurl.U_PATH_AS_IS)
        same = theirs.host == url.host and theirs.scheme == url.scheme
        same = same and int(theirs.port or url.effective_port) == url.effective_port
    except pycurl.error as error:
        return f"the address can't be used: {error.args[-1]}"
    return "" if same else "the address can be read in two ways"
