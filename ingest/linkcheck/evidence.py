"""What one check saw: facts without judgement, kept as JSON beside the class that they led to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from ingest.http import Redirect

KEPT_HEADERS = (
    "content-type",
    "content-length",
    "last-modified",
    "etag",
    "retry-after",
    "server",
    "cf-mitigated",
    "www-authenticate",
)
"""The header fields that help a person to understand a class."""


class Failure(StrEnum):
    """Name why there is no answer."""

    INVALID = "invalid"
    UNSUPPORTED = "unsupported"
    UNSAFE = "unsafe"
    DNS = "dns"
    DNS_TEMPORARY = "dns_temporary"
    TLS = "tls"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    BAD_REPLY = "bad_reply"
    TOO_LARGE = "too_large"
    REDIRECT_LOOP = "redirect_loop"
    BUSY = "busy"


class Fragment(StrEnum):
    """Say whether the section that a link names is in the page."""

    NONE = ""
    FOUND = "found"
    MISSING = "missing"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold what one check saw of ``url``, the normalised address of a link.

    ``status`` is 0 without an answer; then ``failure`` and ``detail`` tell why. ``retry_at`` is when the
    host asked us to come back.
    """

    url: str
    method: str = ""
    status: int = 0
    final_url: str = ""
    redirects: tuple[Redirect, ...] = ()
    failure: Failure | None = None
    detail: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    address: str = ""
    seconds: float = 0.0
    certificate_ends: datetime | None = None
    retry_at: datetime | None = None
    title: str = ""
    heading: str = ""
    fragment: Fragment = Fragment.NONE
    password_field: bool = False
    for_sale: bool = False

    def header(self, name: str) -> str:
        """Return a kept header field."""
        return next((value for key, value in self.headers if key == name), "")

    def as_json(self) -> dict[str, Any]:
        """Return what is stored and printed: only what was seen, in JSON's own types."""
        facts = asdict(self)
        facts["redirects"] = [asdict(step) for step in self.redirects]
        for name in ("certificate_ends", "retry_at"):
            moment: datetime | None = facts[name]
            facts[name] = moment.isoformat() if moment else None
        facts["seconds"] = round(self.seconds, 3)
        for name in ("detail", "title", "heading"):
            facts[name] = storable(facts[name])
        facts["headers"] = {name: storable(value) for name, value in self.headers}
        return {name: value for name, value in facts.items() if value not in (None, "", 0, False, [], {})}


def storable(text: str) -> str:
    """Return a foreign text without what PostgreSQL's JSON can't hold: NUL and lone surrogates."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
