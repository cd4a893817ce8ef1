"""Addresses as strict URIs (RFC 3986), whatever characters people write them with."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

UNRESERVED_AND_DELIMITERS = "!$&'()*+,;=:@/~"
STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def uri_of(address: str) -> str | None:
    """Return a web address as a URI: the host in ASCII, other characters escaped, escapes kept.

    None for what is no web address, such as an empty one.
    """
    try:
        scheme, _place, path, query, fragment = parts = urlsplit(address.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:  # also UnicodeError, of a host that can't be written in ASCII
        return None
    if scheme not in {"http", "https"} or not re.fullmatch(r"[A-Za-z0-9._~-]+", host):
        return None
    return urlunsplit(
        (scheme, host + port, _escaped(path), _escaped(query, also="?"), _escaped(fragment, also="?"))
    )


def _escaped(part: str, also: str = "") -> str:
    return quote(STRAY_PERCENT.sub("%25", part), safe=UNRESERVED_AND_DELIMITERS + "%" + also)
