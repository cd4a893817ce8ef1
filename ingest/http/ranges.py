"""Know which IP addresses are not on the public internet.

The table is our own because ``ipaddress.is_global`` of Python 3.11 lets through IPv4-mapped carrier
grade NAT, 192.0.0.0/24, translated and tunnelled addresses, documentation 3fff::/20, everything of
IPv6 that nobody has allocated, and multicast. Sources: IANA's "IPv4 Special-Purpose Address
Registry", "IPv6 Special-Purpose Address Registry" and "Internet Protocol Version 6 Address Space"
as of 2026-11, and the documents named in each row. What the registries call globally reachable
(such as the AS112 service of RFC 7534) is left in, but for 2001::/23, refused whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network


@dataclass(frozen=True, slots=True)
class NonGlobalRange:
    """Name one range that no outbound request may reach, with the document that says so."""

    network: IPv4Network | IPv6Network
    name: str
    source: str


def _row(network: str, name: str, source: str) -> NonGlobalRange:
    return NonGlobalRange(ip_network(network), name, source)


NON_GLOBAL_RANGES: tuple[NonGlobalRange, ...] = (
    _row("168.63.129.16/32", "cloud metadata (Azure)", "Microsoft, What is IP address 168.63.129.16?"),
    _row("169.254.169.254/32", "cloud metadata", "RFC 3927; the address every large cloud serves it at"),
    _row("100.100.100.200/32", "cloud metadata (Alibaba)", "RFC 6598; Alibaba Cloud, Instance metadata"),
    _row("192.0.0.192/32", "cloud metadata (Oracle)", "RFC 6890; Oracle Cloud, Instance metadata"),
    _row("0.0.0.0/8", "this network", "RFC 791, section 3.2"),
    _row("10.0.0.0/8", "private", "RFC 1918"),
    _row("100.64.0.0/10", "carrier grade NAT", "RFC 6598"),
    _row("127.0.0.0/8", "loopback", "RFC 1122, section 3.2.1.3"),
    _row("169.254.0.0/16", "link-local", "RFC 3927"),
    _row("172.16.0.0/12", "private", "RFC 1918"),
    _row("192.0.0.0/24", "IETF protocol assignments", "RFC 6890, section 2.1"),
    _row("192.0.2.0/24", "documentation", "RFC 5737"),
    _row("192.88.99.0/24", "6to4 relay", "RFC 7526"),
    _row("192.168.0.0/16", "private", "RFC 1918"),
    _row("198.18.0.0/15", "benchmarking", "RFC 2544"),
    _row("198.51.100.0/24", "documentation", "RFC 5737"),
    _row("203.0.113.0/24", "documentation", "RFC 5737"),
    _row("224.0.0.0/4", "multicast", "RFC 5771"),
    _row("255.255.255.255/32", "broadcast", "RFC 919"),
    _row("240.0.0.0/4", "reserved", "RFC 1112, section 4"),
    _row("fd00:ec2::254/128", "cloud metadata (AWS)", "AWS, Instance metadata over IPv6"),
    _row("fd20:ce::254/128", "cloud metadata (Google)", "Google Cloud, Metadata server over IPv6"),
    _row("::/128", "unspecified", "RFC 4291, section 2.5.2"),
    _row("::1/128", "loopback", "RFC 4291, section 2.5.3"),
    _row("::ffff:0:0/96", "IPv4-mapped", "RFC 4291, section 2.5.5.2"),
    _row("::ffff:0:0:0/96", "IPv4-translated (SIIT)", "RFC 2765, section 2.1"),
    _row("::/96", "IPv4-compatible", "RFC 4291, section 2.5.5.1"),
    _row("64:ff9b::/96", "NAT64", "RFC 6052"),
    _row("64:ff9b:1::/48", "NAT64, local use", "RFC 8215"),
    _row("100::/64", "discard only", "RFC 6666"),
    _row("100:0:0:1::/64", "dummy prefix", "RFC 9780"),
    _row("2001::/32", "Teredo", "RFC 4380"),
    _row("2001:2::/48", "benchmarking", "RFC 5180"),
    _row("2001:10::/28", "ORCHID", "RFC 4843"),
    _row("2001:20::/28", "ORCHIDv2", "RFC 7343"),
    _row("2001::/23", "IETF protocol assignments", "RFC 2928"),
    _row("2001:db8::/32", "documentation", "RFC 3849"),
    _row("2002::/16", "6to4", "RFC 3056"),
    _row("3ffe::/16", "6bone, returned", "RFC 3701"),
    _row("3fff::/20", "documentation", "RFC 9637"),
    _row("5f00::/16", "segment routing identifiers", "RFC 9602"),
    _row("fc00::/7", "unique local", "RFC 4193"),
    _row("fe80::/10", "link-local", "RFC 4291, section 2.5.6"),
    _row("fec0::/10", "site-local", "RFC 3879"),
    _row("ff00::/8", "multicast", "RFC 4291, section 2.7"),
)
"""The first row that holds an address names it: special single addresses stand before their range."""

GLOBAL_UNICAST_V6 = IPv6Network("2000::/3")
"""All that IANA gives out of IPv6 (RFC 3513, section 4); the rest is unassigned."""


def non_global_range(address: IPv4Address | IPv6Address) -> NonGlobalRange | None:
    """Return the range that keeps an address off the public internet, ``None`` for a global one."""
    for row in NON_GLOBAL_RANGES:
        if row.network.version == address.version and address in row.network:
            return row
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST_V6:
        return NonGlobalRange(GLOBAL_UNICAST_V6, "unassigned", "RFC 3513, section 4")
    return None
