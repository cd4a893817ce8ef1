"""The search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from search.errors import SearchError
from search.fields import Language
from search.parameters import InvalidParameters, SearchParameters, read_parameters
from search.presentation import answer

RETRY_AFTER_SECONDS = 30


def search_page(request: HttpRequest) -> HttpResponse:
    """Show the search form and its results; a request by htmx gets the results alone."""
    context: dict[str, object] = {"text": request.GET.get("q", ""), "problems": {}, "answer": None}
    status = 200
    try:
        parameters = read_parameters(request.GET)
    except InvalidParameters as error:
        context["problems"], status, parameters = error.problems, 400, SearchParameters()
    context["parameters"] = parameters
    if status == 200:
        try:
            context["answer"] = answer(parameters, language=active_language())
        except SearchError:
            status = 503
    partial = bool(getattr(request, "htmx", False)) and not request.htmx.boosted  # type: ignore[attr-defined]  # set by HtmxMiddleware
    response = render(
        request, "search/_results.html" if partial else "search/search_page.html", context, status=status
    )
    if status == 503:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def active_language() -> Language:
    """Return the user's language, or Finnish."""
    code = (get_language() or "fi")[:2]
    return Language(code) if code in {language.value for language in Language} else Language.FI
