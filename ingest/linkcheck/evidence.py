"""What one check saw: facts without judgement, kept as JSON beside the class that they led to."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from ingest.http import Redirect
from ingest.words import Words, in_words, kept, restored

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


SOON = timedelta(days=14)
"""A certificate that ends within this time has probably been forgotten: most renew a month before."""


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
    ABSENT = "absent"


class Fragment(StrEnum):
    """Say whether the section that a link names is in the page."""

    NONE = ""
    FOUND = "found"
    MISSING = "missing"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold what one check saw of ``url``, the normalised address of a link.

    ``sibling`` tells what a made-up address beside this one got: ``alike`` or ``redirected alike`` if the
    site answers so to everything. ``print`` is the page's (``pages.PageFacts``), and ``likeness`` how far
    it is that of the page that was confirmed, if both are known.

    ``status`` is 0 without an answer; then ``failure`` and ``detail``, which is words (``ingest.words``),
    tell why. ``retry_at`` is when the host asked us to come back.
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
    sibling: str = ""
    print: tuple[int, ...] = ()
    likeness: float | None = None

    def header(self, name: str) -> str:
        """Return a kept header field."""
        return next((value for key, value in self.headers if key == name), "")

    def reason(self) -> str:
        """Return the detail in the active language."""
        return str(in_words(self.detail))

    def ends_soon(self, at: datetime) -> bool:
        """Say whether the site's certificate ends within days."""
        return self.certificate_ends is not None and self.certificate_ends - at < SOON

    def as_json(self) -> dict[str, Any]:
        """Return what programs read: what was seen, in JSON's own types and English; never the print."""
        facts: dict[str, Any] = {}
        for name in _TEXTS:
            if text := getattr(self, name):
                facts[name] = storable(text)
        for name in _PLAIN:
            if value := getattr(self, name):
                facts[name] = value
        for name in _MOMENTS:
            if moment := getattr(self, name):
                facts[name] = moment.isoformat()
        if self.failure is not None:
            facts["failure"] = self.failure.value
        if self.fragment:
            facts["fragment"] = self.fragment.value
        if self.redirects:
            facts["redirects"] = [
                {"url": step.url, "status": step.status, "location": step.location} for step in self.redirects
            ]
        if self.headers:
            facts["headers"] = {name: storable(value) for name, value in self.headers}
        if self.seconds:
            facts["seconds"] = round(self.seconds, 3)
        if self.likeness is not None:
            facts["likeness"] = round(self.likeness, 2)
        return facts

    def as_stored(self) -> dict[str, Any]:
        """Return what ``as_json`` does, and what it takes to tell the detail in another language."""
        facts = self.as_json()
        if isinstance(self.detail, Words):
            facts["detail_words"] = kept(self.detail)
        return facts

    @classmethod
    def from_stored(cls, stored: dict[str, Any]) -> Evidence:
        """Return what ``as_stored`` wrote."""
        facts = {name: value for name, value in stored.items() if name in _READ}
        if "detail_words" in stored:
            facts["detail"] = restored(stored["detail_words"])
        for name in _MOMENTS:
            if name in facts:
                facts[name] = datetime.fromisoformat(facts[name])
        facts["redirects"] = tuple(Redirect(**step) for step in stored.get("redirects", ()))
        facts["headers"] = tuple(stored.get("headers", {}).items())
        facts["failure"] = Failure(stored["failure"]) if stored.get("failure") else None
        facts["fragment"] = Fragment(stored.get("fragment", ""))
        return cls(**facts)


_READ = frozenset(entry.name for entry in fields(Evidence)) - {"print"}
_TEXTS = ("url", "method", "final_url", "detail", "address", "title", "heading", "sibling")
_PLAIN = ("status", "password_field", "for_sale")
_MOMENTS = ("certificate_ends", "retry_at")


def storable(text: str) -> str:
    """Return a foreign text without what PostgreSQL's JSON can't hold: NUL and lone surrogates."""
    if text.isascii():
        return text if "\0" not in text else text.replace("\0", "")
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
