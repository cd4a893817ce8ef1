"""Read the host of a web address as the WHATWG URL Standard does (section 3.5, "Host parsing").

A host comes out in one form only: an ASCII domain in small letters, an IPv4 address in four decimal
numbers, or an IPv6 address in brackets (RFC 5952). Every other notation of an IPv4 address (octal,
hexadecimal, short, full-width digits) is read here, so that no reader after us sees another host.
"""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from itertools import groupby
from urllib.parse import unquote_to_bytes

import idna

from ingest.words import gettext_noop as _

MAX_DOMAIN_LENGTH = 253
MAX_LABEL_LENGTH = 63
"""RFC 1035, section 2.3.4; longer names are in no name service."""

_FORBIDDEN = re.compile(r"[\x00-\x20#%/:<>?@\[\\\]^|\x7f]")
"""The standard's forbidden domain code points; what libcurl forbids beyond them the guard refuses."""

_IPV6_LITERAL = re.compile(r"[0-9A-Fa-f:.]+\Z")


class InvalidHost(ValueError):
    """Report a host that the standard, or the name service, can't have."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@lru_cache(maxsize=4096)
def parse_host(text: str) -> str:
    """Return the one form of a host of an http or https address; raise ``InvalidHost``."""
    if text.startswith("["):
        if not text.endswith("]"):
            raise InvalidHost(_("an IPv6 address lacks its closing bracket"))
        return f"[{serialise_ipv6(_parse_ipv6(text[1:-1]))}]"
    decoded = unquote_to_bytes(text).decode("utf-8", "replace")
    domain = _domain_to_ascii(decoded)
    if _ends_in_number(domain):
        return str(_parse_ipv4(domain))
    return domain


@lru_cache(maxsize=4096)
def host_address(host: str) -> IPv4Address | IPv6Address | None:
    """Return the address that a parsed host is, ``None`` when it is a name."""
    if host.startswith("["):
        return IPv6Address(host[1:-1])
    try:
        return IPv4Address(host)
    except AddressValueError:
        return None


def _domain_to_ascii(domain: str) -> str:
    if domain.isascii():
        mapped = domain.lower()
    else:
        try:
            mapped = idna.uts46_remap(domain, std3_rules=False, transitional=False)
        except idna.IDNAError as error:
            raise InvalidHost(
                _("the domain holds a character that no domain may: %(error)s", error=error)
            ) from error
    labels = [label if label.isascii() else f"xn--{_punycode(label)}" for label in mapped.split(".")]
    ascii_domain = ".".join(labels)
    if not ascii_domain:
        raise InvalidHost(_("the address has no host"))
    if any(label.startswith("xn--") and not _is_punycode(label[4:]) for label in labels):
        raise InvalidHost(_("a part of the domain begins with xn-- but stands for no name"))
    if _FORBIDDEN.search(ascii_domain):
        raise InvalidHost(_("the host holds a character that no host may"))
    if len(ascii_domain.rstrip(".")) > MAX_DOMAIN_LENGTH:
        raise InvalidHost(_("the domain is longer than 253 characters"))
    if any(len(label) > MAX_LABEL_LENGTH for label in labels):
        raise InvalidHost(_("a part of the domain is longer than 63 characters"))
    return ascii_domain


def _is_punycode(text: str) -> bool:
    """Say whether what follows ``xn--`` is what the standard itself would write (UTS 46, section 4)."""
    try:
        decoded = text.encode("ascii").decode("punycode")
        return not decoded.isascii() and idna.uts46_remap(decoded, std3_rules=False) == decoded
    except (UnicodeError, OverflowError, ValueError):  # among them IDNAError
        return False


def _punycode(label: str) -> str:
    try:
        return label.encode("punycode").decode("ascii")
    except UnicodeError as error:
        raise InvalidHost(_("the domain can't be written in ASCII")) from error


def _ends_in_number(domain: str) -> bool:
    labels = domain.split(".")
    if labels[-1] == "" and len(labels) > 1:
        labels.pop()
    last = labels[-1]
    return last.isdecimal() or re.fullmatch(r"0[xX][0-9A-Fa-f]*", last) is not None


def _parse_ipv4(domain: str) -> IPv4Address:
    parts = domain.split(".")
    if parts[-1] == "":
        parts.pop()
    if len(parts) > 4:
        raise InvalidHost(_("an IPv4 address has more than four numbers"))
    numbers = [_ipv4_number(part) for part in parts]
    if any(number > 255 for number in numbers[:-1]):
        raise InvalidHost(_("a number of the IPv4 address is larger than 255"))
    if numbers[-1] >= 256 ** (5 - len(numbers)):
        raise InvalidHost(_("the last number of the IPv4 address is too large"))
    value = numbers[-1]
    for place, number in enumerate(numbers[:-1]):
        value += number * 256 ** (3 - place)
    return IPv4Address(value)


def _ipv4_number(part: str) -> int:
    try:
        if part[:2] in {"0x", "0X"}:
            if not re.fullmatch(r"[0-9A-Fa-f]*", part[2:]):
                raise ValueError
            return int(part[2:] or "0", 16)
        if not re.fullmatch(r"[0-9]{1,40}", part):
            raise ValueError
        return int(part, 8 if part.startswith("0") and len(part) > 1 else 10)
    except ValueError as error:
        raise InvalidHost(_("the host ends in a number but is no IPv4 address")) from error


def _parse_ipv6(text: str) -> IPv6Address:
    if not _IPV6_LITERAL.match(text):
        raise InvalidHost(_("the IPv6 address holds a character that none may"))
    try:
        return IPv6Address(text)
    except AddressValueError as error:
        raise InvalidHost(_("the IPv6 address can't be read")) from error


def serialise_ipv6(address: IPv6Address) -> str:
    """Write an IPv6 address by RFC 5952 in hexadecimal alone, whatever the Python version does."""
    value = int(address)
    pieces = [(value >> shift) & 0xFFFF for shift in range(112, -16, -16)]
    runs: list[tuple[int, int]] = []
    place = 0
    for zero, group in groupby(pieces, key=lambda piece: piece == 0):
        length = len(list(group))
        if zero and length > 1:
            runs.append((length, -place))
        place += length
    if not runs:
        return ":".join(f"{piece:x}" for piece in pieces)
    length, start = max(runs)
    head = ":".join(f"{piece:x}" for piece in pieces[:-start])
    tail = ":".join(f"{piece:x}" for piece in pieces[-start + length :])
    return f"{head}::{tail}"
