"""What is sent and what comes back: frozen values, free of libcurl."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from ingest.http.limits import Limits


@dataclass(frozen=True, slots=True)
class Headers:
    """Hold header fields in order; names are compared without case (RFC 9110, section 5.1)."""

    fields: tuple[tuple[str, str], ...] = ()
    _first: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_first", {key.lower(): value for key, value in reversed(self.fields)})

    def get(self, name: str, default: str = "") -> str:
        """Return the first value of a field."""
        found = self._first.get(name)
        return self._first.get(name.lower(), default) if found is None else found

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a field, in order."""
        return tuple(value for key, value in self.fields if key.lower() == name.lower())

    def only(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return the first values, none of them empty, of those fields; the names are in small letters."""
        first = self._first
        return tuple([(name, first[name]) for name in names if first.get(name)])

    def any_name_with(self, part: str) -> bool:
        """Say whether a field's name holds a part, which is in small letters."""
        return part in "\n".join(self._first)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.fields)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._first


@dataclass(frozen=True, slots=True)
class Request:
    """Ask for one address.

    ``partial`` takes the first ``limits.body_bytes`` of a longer body instead of failing.
    ``body_types`` are the media types whose body is wanted at all, any when empty; the body of an answer
    of another type is left unread (an answer without a type is read).
    ``headers`` may hold credentials (``Authorization``, ``Cookie``): they stay within the origin.
    """

    url: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    limits: Limits = field(default_factory=Limits)
    partial: bool = False
    body_types: frozenset[str] = frozenset()
    follow_redirects: bool = True
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """Remember one step of a chain: at ``url`` the server answered ``status`` and sent us to ``location``."""

    url: str
    status: int
    location: str

    @property
    def permanent(self) -> bool:
        """Say whether the server asks to forget the old address (RFC 9110, section 15.4)."""
        return self.status in {301, 308}


@dataclass(frozen=True, slots=True)
class Response:
    """Hold an answer; ``url`` is where it came from in the end.

    ``truncated`` tells that a partial request stopped before the body's end. ``certificate_ends`` is
    when the server's own certificate expires, ``retry_at`` when the host asked us to come back.
    """

    url: str
    status: int
    headers: Headers
    content: bytes
    redirects: tuple[Redirect, ...] = ()
    address: str = ""
    seconds: float = 0.0
    truncated: bool = False
    certificate_ends: datetime | None = None
    retry_at: datetime | None = None

    @property
    def media_type(self) -> str:
        """Return the media type without parameters, in small letters."""
        return _media_type(self.headers.get("content-type"))


@lru_cache(maxsize=256)
def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()
