"""The manners of the APIs, the same for all of them.

Who asks, how often and in which language, what every method answers, errors in one shape, and answers that
need not be sent again. Views below ``/api/`` merely answer ``GET``.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import get_language_from_request

from cms.headless.conditional import conditional
from cms.headless.problems import as_problem, malformed, too_many, unknown_token
from cms.headless.rates import standing_of
from cms.headless.tokens import UnknownToken, token_of

BELOW = "/api/"
REFERENCE = frozenset({"/api/docs", "/api/docs/"})
"""A page like the site's others, whose address says its language; in another it would not be found."""
NULL = ("%00", "\x00")
FREE_TEXT = ("/api/search", "/api/suggest")
"""Addresses whose text goes to no database; the search finds nothing in what is no word."""


class ApiManners:
    """Answer what is asked of the APIs; leave every other request alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(BELOW):
            return self.get_response(request)
        in_address = request.path in REFERENCE
        language = settings.LANGUAGE_CODE if in_address else get_language_from_request(request)
        with translation.override(language):
            response = self._known(request)
            response["Content-Language"] = translation.get_language() or ""
            return response

    def _known(self, request: HttpRequest) -> HttpResponseBase:
        try:
            request.api_token = token_of(request)
        except UnknownToken:
            request.api_token = None
            return self._counted(request, lambda _request: unknown_token())
        return self._counted(request, self._answer)

    def _counted(
        self, request: HttpRequest, answer: Callable[[HttpRequest], HttpResponseBase]
    ) -> HttpResponseBase:
        standing = standing_of(request, request.api_token)
        over = standing is not None and standing.over
        response = too_many(standing.reset) if standing and over else answer(request)
        if standing is not None:
            standing.tell(response)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if _holds_null(request):
            return malformed()
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        response = self.get_response(request)
        _name_methods(response)
        if request.method == "OPTIONS":
            return _options(response)
        response = as_problem(response)
        if request.method == "GET" and response.status_code == 200 and not response.streaming:
            response = conditional(request, response, private=request.api_token is not None)
        if head:
            request.method = "HEAD"
            return _without_body(response)
        return response


def _holds_null(request: HttpRequest) -> bool:
    """Tell whether an address holds what databases don't take as text."""
    asked = request.path + request.META.get("QUERY_STRING", "")
    return request.path not in FREE_TEXT and any(sign in asked for sign in NULL)


def _name_methods(response: HttpResponseBase) -> None:
    """Add to ``Allow`` what is answered here for every ``GET``."""
    if "Allow" in response:
        named = {name.strip() for name in response["Allow"].split(",")} | {"OPTIONS"}
        response["Allow"] = ", ".join(sorted(named | {"HEAD"} if "GET" in named else named))


def _options(response: HttpResponseBase) -> HttpResponseBase:
    """Answer which methods there are: the view has named them, by refusing or by itself."""
    if response.status_code == 405 or response.status_code < 300:
        answer = HttpResponse(status=204)
        answer["Allow"] = response.get("Allow", "GET, HEAD, OPTIONS")
        return answer
    return as_problem(response)


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    """Return the headers of an answer alone (RFC 9110, section 9.3.2)."""
    if response.streaming:
        response.streaming_content = []
    elif response.status_code != 304:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
