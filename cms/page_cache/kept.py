"""A page as it was answered, ready to be answered again in any encoding."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import cc_delim_re, get_conditional_response, patch_vary_headers
from django.utils.timezone import localtime, make_aware

LONGEST = timedelta(minutes=5)
"""How old a kept page may become although nothing changes: pages tell of coming events and of long ago."""
SHORTEST_TO_PACK = 500
BROTLI_QUALITY, GZIP_LEVEL = 5, 6
VARYING = frozenset({"accept-encoding", "accept-language"})
"""What a kept page may depend on: the first we see to, the second public addresses never do."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """Hold an answer: its headers, its body plain and packed, until when it holds, and its ETag."""

    headers: Mapping[str, str]
    bodies: Mapping[str, bytes]
    until: datetime
    etag: str

    @classmethod
    def of(cls, response: HttpResponse, *, at: datetime) -> KeptPage:
        """Keep a response that ``may_be_kept``."""
        body = response.content
        bodies = {"": body}
        if len(body) >= SHORTEST_TO_PACK:
            bodies["br"] = brotli.compress(body, quality=BROTLI_QUALITY)
            bodies["gzip"] = gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0)
        etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        return cls(dict(response.items()), bodies, holds_until(at), etag)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Return it in the best encoding that the reader takes, or 304 if she has it already."""
        encoding = next((name for name in ("br", "gzip") if name in self.bodies and takes(request, name)), "")
        response = HttpResponse(self.bodies[encoding], headers=dict(self.headers))
        if encoding:
            response["Content-Encoding"] = encoding
        response["ETag"] = self.etag
        response.headers.setdefault("Cache-Control", "no-cache")  # keep it, but ask whether it still holds
        response["Content-Length"] = str(len(response.content))
        patch_vary_headers(response, ("Accept-Encoding",))
        return get_conditional_response(request, etag=self.etag, response=response)


def may_be_kept(response: HttpResponseBase) -> bool:
    """Tell whether everybody who is not logged in may get this same answer."""
    cautious = {word.partition("=")[0].strip().lower() for word in _words(response, "Cache-Control")}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and not cautious & {"private", "no-store", "no-cache"}
        and {word.lower() for word in _words(response, "Vary")} <= VARYING
    )


def holds_until(at: datetime) -> datetime:
    """Return when a page made now is too old: after ``LONGEST``, and at midnight, when dates change."""
    tomorrow = localtime(at).date() + timedelta(days=1)
    return min(at + LONGEST, make_aware(datetime.combine(tomorrow, time.min)))


def takes(request: HttpRequest, encoding: str) -> bool:
    """Tell whether a reader's program takes an encoding."""
    accepted = request.headers.get("Accept-Encoding", "")
    return re.search(rf"(?:^|,)\s*{encoding}\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))|,|$)", accepted) is not None


def _words(response: HttpResponseBase, header: str) -> list[str]:
    return [word for word in cc_delim_re.split(response.get(header, "")) if word]
