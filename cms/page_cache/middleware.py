"""Answer kept pages before anything else is asked, and keep those that are made."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from cms.page_cache.changes import State, current_state
from cms.page_cache.kept import KeptPage, may_be_kept

CACHE = "pages"
KEPT_VIEWS = frozenset({"wagtail_serve", "service"})
"""The views whose answers depend on nothing but the address, the content, and the day."""
READING = frozenset({"GET", "HEAD"})
SETTLED_SECONDS = 2.0
"""So long a state must have stood before pages of it are kept: by then every process has forgotten what it
held of the state before, such as names of facets, and the index has been looked at anew."""


class KeptPages:
    """Keep the pages of ``KEPT_VIEWS`` for everybody who is not logged in.

    A kept page is answered only while the database is in the very state that it was made in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._state: State | None = None
        self._since = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer what is kept, or have the page made."""
        key = key_of(request)
        if key is None:
            return self.get_response(request)
        kept: tuple[State, KeptPage] | None = self.cache.get(key)
        if kept is not None and kept[1].until > timezone.now() and kept[0] == self.state():
            return kept[1].answer(request)
        response = self.get_response(request)
        state: State | None = getattr(request, "content_state", None)
        if state is None or not may_be_kept(response):
            return response
        page = KeptPage.of(response, at=request.content_moment)
        settled = time.monotonic() - self._since >= SETTLED_SECONDS and state == self._state
        if settled and request.method == "GET":
            seconds = (page.until - request.content_moment).total_seconds()
            self.cache.set(key, (state, page), timeout=seconds)
        return page.answer(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> None:
        """Note the state before the page is made: what is committed meanwhile makes it old at once."""
        if request.resolver_match.view_name in KEPT_VIEWS and request.method in READING:
            request.content_moment = timezone.now()
            request.content_state = self.state()

    @property
    def cache(self) -> BaseCache:
        """Where the pages of this process are kept."""
        return caches[CACHE]

    def state(self) -> State:
        """Return the state of the content, and note since when it has stood for this process."""
        state = current_state()
        if state != self._state:
            self._since, self._state = time.monotonic(), state
        return state


def key_of(request: HttpRequest) -> str | None:
    """Return under what an answer is kept, or ``None`` if this request must not get a kept one."""
    if request.method not in READING or "Authorization" in request.headers:
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES or getattr(request, "is_dummy", False):
        return None  # the second is Wagtail's request for a preview
    try:
        address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    except DisallowedHost:
        return None
    return hashlib.blake2b(address.encode(), digest_size=20).hexdigest()
