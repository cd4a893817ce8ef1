"""Answers that need not be sent again: ``ETag``, ``Last-Modified``, and 304 (RFC 9110, section 13)."""

from __future__ import annotations

import time
from hashlib import blake2b

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, parse_http_date_safe, quote_etag
from django.utils.translation import get_language

REMEMBERED_SECONDS = 86_400


def conditional(request: HttpRequest, response: HttpResponse, *, private: bool) -> HttpResponseBase:
    """Give an answer of 200 its validators, and answer 304 in its place where the client has it already.

    A view that sets an ``ETag`` of its own keeps it. Caches keep the answer but ask before they use it;
    one that was made for a token is its own client's alone.
    """
    if not response.has_header("ETag"):
        response["ETag"] = 'W/"' + blake2b(response.content, digest_size=12).hexdigest() + '"'
    if not response.has_header("Last-Modified"):
        response["Last-Modified"] = http_date(_seen_since(request, response["ETag"]))
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, no_cache=True, **({"private": True} if private else {"public": True}))
    asked_since = request.headers.get("If-Modified-Since")
    return get_conditional_response(
        request,
        etag=quote_etag(response["ETag"]),
        last_modified=_seconds(response["Last-Modified"]) if asked_since else None,
        response=response,
    )


def _seen_since(request: HttpRequest, etag: str) -> int:
    """Return since when an address answers as it does now, as far as is known: never too early.

    What an answer shows comes from many rows, of which no single date tells; so the moment counts in which
    it was first seen. Two answers of one address never share a second, which is all that HTTP tells apart.
    """
    cache = caches["shared"]
    asker = request.headers.get("Authorization", "")
    about = "\n".join((request.get_host(), request.get_full_path(), get_language() or "", asker))
    key = "api-seen." + blake2b(about.encode("utf-8", "replace"), digest_size=16).hexdigest()
    known = cache.get(key)
    if known and known[0] == etag:
        return int(known[1])
    moment = max(int(time.time()), known[1] + 1 if known else 0)
    cache.set(key, (etag, moment), REMEMBERED_SECONDS)
    return moment


def _seconds(date: str) -> int | None:
    return parse_http_date_safe(date)
