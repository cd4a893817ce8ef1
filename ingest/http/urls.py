"""Read, resolve and normalise addresses as the WHATWG URL Standard does (section 4.4).

One reader for the guard, the links of the content and libcurl: an address is parsed here, written
out again in its one normalised form, and only that form goes to libcurl, whose own reading of the
host is compared with ours (``ingest.http.guard``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ingest.http.errors import InvalidUrl
from ingest.http.hosts import InvalidHost, parse_host
from ingest.words import gettext_noop as _

MAX_URL_LENGTH = 8000
"""RFC 9110, section 4.1, asks everybody to support this much; longer addresses are attacks or errors."""

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21}
"""The special schemes of the standard, but for ``file``."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DOT = re.compile(r"(?:\.|%2e)\Z", re.IGNORECASE)
_DOUBLE_DOT = re.compile(r"(?:\.|%2e){2}\Z", re.IGNORECASE)

_PLAIN_PATH = re.compile(r"(?:/(?!\.|%2[Ee])[A-Za-z0-9_~!$&()*+,;=:@%.'-]*)+")
"""Paths that are written as they are read: nothing to encode, no dot begins a segment."""

_PLAIN = re.compile(
    r"(https?)://([a-z0-9.-]+)(?::([0-9]+))?((?:/(?!\.|%2[Ee])[A-Za-z0-9_~!$&()*+,;=:@%.'-]*)+)"
    r"(?:\?([A-Za-z0-9_~!$&()*+,;=:@%./?-]*))?"
)
"""Addresses without a fragment that are written in their one form, as most are, but for host and port."""

_C0_AND_SPACE = "".join(map(chr, range(0x21)))
_C0_AND_BEYOND = "\\x00-\\x1f\\x7f-\U0010ffff"
_IN_FRAGMENT = re.compile(f'[{_C0_AND_BEYOND} "<>`]')
_IN_QUERY = re.compile(f"[{_C0_AND_BEYOND} \"#<>']")
_IN_PATH = re.compile(f'[{_C0_AND_BEYOND} "#<>?^`{{}}]')
_IN_USERINFO = re.compile(f'[{_C0_AND_BEYOND} "#<>?^`{{}}/:;=@\\[\\\\\\]|]')
_IN_OPAQUE = re.compile(f"[{_C0_AND_BEYOND}]")


@dataclass(frozen=True, slots=True)
class Url:
    """Hold a parsed address.

    ``host`` is in the form of ``ingest.http.hosts``; ``port`` is ``None`` for the scheme's own port.
    An address of another kind (``mailto:``, ``tel:``, ``javascript:``) has an empty host and its rest
    in ``path``.
    """

    scheme: str
    host: str
    port: int | None
    path: str
    query: str | None = None
    fragment: str | None = None
    credentials: str = ""
    _text: str = field(default="", init=False, repr=False, compare=False)

    @property
    def special(self) -> bool:
        """Say whether the scheme has hosts and ports as the web does."""
        return self.scheme in DEFAULT_PORTS

    @property
    def effective_port(self) -> int:
        """Return the port that a connection goes to, 0 for schemes without one."""
        return self.port if self.port is not None else DEFAULT_PORTS.get(self.scheme, 0)

    @property
    def origin(self) -> tuple[str, str, int]:
        """Return what must be equal for credentials to go along (RFC 6454)."""
        return (self.scheme, self.host, self.effective_port)

    def without_fragment(self) -> Url:
        """Return the address of the page itself."""
        return self if self.fragment is None else replace(self, fragment=None)

    def __str__(self) -> str:
        if not self._text:
            object.__setattr__(self, "_text", self._written())
        return self._text

    def _written(self) -> str:
        authority = ""
        if self.special:
            port = "" if self.port is None else f":{self.port}"
            credentials = f"{self.credentials}@" if self.credentials else ""
            authority = f"//{credentials}{self.host}{port}"
        query = "" if self.query is None else f"?{self.query}"
        fragment = "" if self.fragment is None else f"#{self.fragment}"
        return f"{self.scheme}:{authority}{self.path}{query}{fragment}"


def parse_url(text: str, base: Url | None = None) -> Url:
    """Read an address, relative to ``base`` if there is one; raise ``InvalidUrl``."""
    return _parse_url(text, base)


@lru_cache(maxsize=4096)
def _parse_url(text: str, base: Url | None) -> Url:
    plain = _PLAIN.fullmatch(text)
    if plain is not None and len(text) <= MAX_URL_LENGTH:
        scheme, host, port, path, query = plain.groups()
        try:
            return Url(scheme, parse_host(host), _port(port or "", scheme), path, query)
        except InvalidHost as error:
            raise InvalidUrl(error.message, url=text[:200]) from error
    cleaned = _SURROGATE.sub("\ufffd", text).strip(_C0_AND_SPACE)
    cleaned = cleaned.translate({9: None, 10: None, 13: None})
    if len(cleaned) > MAX_URL_LENGTH:
        raise InvalidUrl(
            _("the address is longer than %(count)s characters", count=MAX_URL_LENGTH),
            url=cleaned[:200],
        )
    try:
        url = _parse(cleaned, base)
    except InvalidHost as error:
        raise InvalidUrl(error.message, url=cleaned[:200]) from error
    return url


def url_or_none(text: str, base: Url | None = None) -> Url | None:
    """Do as ``parse_url``, but return ``None`` for what is no address."""
    try:
        return parse_url(text, base)
    except InvalidUrl:
        return None


def normalise_url(text: str, base: Url | None = None) -> str:
    """Return the one form of an address; raise ``InvalidUrl``."""
    return str(parse_url(text, base))


def _parse(text: str, base: Url | None) -> Url:
    rest, fragment = _cut(text, "#")
    fragment = None if fragment is None else _encode(fragment, _IN_FRAGMENT)
    match = _SCHEME.match(rest)
    if match is None:
        return _relative(rest, fragment, base, text)
    scheme = match[1].lower()
    rest = rest[match.end() :]
    if scheme not in DEFAULT_PORTS:
        path, query = _cut(rest, "?")
        encoded = None if query is None else _encode(query, _IN_QUERY)
        return Url(scheme, "", None, _encode(path, _IN_OPAQUE), encoded, fragment)
    slashed = rest.replace("\\", "/")
    if base is not None and base.scheme == scheme and not slashed.startswith("//"):
        return _relative(rest, fragment, base, text)
    return _with_authority(scheme, _skip_slashes(rest), fragment)


def _relative(rest: str, fragment: str | None, base: Url | None, text: str) -> Url:
    if base is None:
        raise InvalidUrl(_("the address has no scheme (such as https:)"), url=text[:200])
    if not base.special:
        if rest:
            raise InvalidUrl(
                _("the address can't be relative to one of %(scheme)s:", scheme=base.scheme), url=text[:200]
            )
        return replace(base, fragment=fragment)
    path, query = _cut(rest, "?")
    encoded = None if query is None else _encode(query, _IN_QUERY)
    slashed = path.replace("\\", "/")
    if slashed.startswith("//"):
        return _with_authority(base.scheme, _skip_slashes(rest), fragment)
    if not path:
        return replace(base, query=base.query if query is None else encoded, fragment=fragment)
    if slashed.startswith("/"):
        return replace(base, path=_normalise_path(slashed), query=encoded, fragment=fragment)
    folder = base.path.rpartition("/")[0]
    return replace(base, path=_normalise_path(f"{folder}/{slashed}"), query=encoded, fragment=fragment)


def _with_authority(scheme: str, rest: str, fragment: str | None) -> Url:
    end = re.search(r"[/\\?]", rest)
    authority, tail = (rest, "") if end is None else (rest[: end.start()], rest[end.start() :])
    credentials, _sign, place = authority.rpartition("@")
    match = re.fullmatch(r"(\[[^\]]*\]?|[^:]*)(?::(\d*))?", place, re.ASCII)
    if match is None:
        raise InvalidHost(_("the port can't be read"))
    if not match[1]:
        raise InvalidHost(_("the address has no host"))
    path, query = _cut(tail, "?")
    return Url(
        scheme=scheme,
        host=parse_host(match[1]),
        port=_port(match[2] or "", scheme),
        path=_normalise_path(path.replace("\\", "/")),
        query=None if query is None else _encode(query, _IN_QUERY),
        fragment=fragment,
        credentials=_userinfo(credentials),
    )


def _port(text: str, scheme: str) -> int | None:
    digits = text.lstrip("0")
    if len(digits) > 5 or int(digits or 0) > 65535:
        raise InvalidHost(_("the port is larger than 65535"))
    port = int(digits or 0) if text else None
    return None if port == DEFAULT_PORTS[scheme] else port


def _userinfo(text: str) -> str:
    user, password = _cut(text, ":")
    secret = f":{_encode(password, _IN_USERINFO)}" if password else ""
    return f"{_encode(user, _IN_USERINFO)}{secret}"


def _normalise_path(path: str) -> str:
    if _PLAIN_PATH.fullmatch(path):
        return path
    segments: list[str] = []
    parts = path.split("/")[1:] or [""]
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        if _DOUBLE_DOT.match(part):
            if segments:
                segments.pop()
            if last:
                segments.append("")
        elif _DOT.match(part):
            if last:
                segments.append("")
        else:
            segments.append(_encode(part, _IN_PATH))
    return "/" + "/".join(segments)


def _skip_slashes(text: str) -> str:
    return text.lstrip("/\\")


def _cut(text: str, sign: str) -> tuple[str, str | None]:
    before, found, after = text.partition(sign)
    return before, after if found else None


def _encode(text: str, unsafe: re.Pattern[str]) -> str:
    return unsafe.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8")), text)
