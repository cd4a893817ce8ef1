"""Run every request that may write in one transaction; pack answers of text, and send none twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.http import ConditionalGetMiddleware

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
PACKED = re.compile(r"(?:text/|application/(?:.*\+)?(?:json|xml)\b|image/svg)")
"""Content types that packing makes smaller."""


class PackedText(GZipMiddleware):
    """Pack what is text; pictures, archives and documents are packed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack an answer if its kind is worth it and the reader's program takes it."""
        if not PACKED.match(response.get("Content-Type", "")):
            return response
        return super().process_response(request, response)


class NothingTwice(ConditionalGetMiddleware):
    """Give answers an ``ETag`` and answer 304 to who has them; to ``HEAD`` as to ``GET`` (RFC 9110, 9.3)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compare what is asked for with what there is; what nobody may store is always sent."""
        if request.method != "HEAD" or response.status_code != HTTPStatus.OK:
            return super().process_response(request, response)
        request.method = "GET"
        try:
            return super().process_response(request, response)
        finally:
            request.method = "HEAD"


class AtomicWrites:
    """Wrap the views of unsafe requests in a transaction, so that content and outbox agree.

    ``ATOMIC_REQUESTS`` would do so for every request; on SQLite that takes the one write lock for
    each page that is merely read. A view under ``transaction.non_atomic_requests`` is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Call the view inside a transaction, or leave it to Django if it needs none."""
        if request.method in SAFE_METHODS or getattr(view, "_non_atomic_requests", None):
            return None
        with transaction.atomic():
            return view(request, *args, **kwargs)
