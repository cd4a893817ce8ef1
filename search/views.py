"""The search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from search.addresses import active_language
from search.errors import SearchError
from search.log.recording import note_search
from search.parameters import InvalidParameters, SearchParameters, read_parameters
from search.presentation import answer

RETRY_AFTER_SECONDS = 30
TEXT_FIELD_ID = "q"
"""The id of the field for the text, by which htmx names what sent a request."""


def search_page(request: HttpRequest) -> HttpResponse:
    """Show the search form and its results; a request by htmx gets the results alone.

    Both stand under one address, so the answer varies by ``HX-Request``: a browser that goes back must
    not take the results alone for the page. A page behind the last one leads to the last.
    """
    context: dict[str, object] = {"text": request.GET.get("q", ""), "problems": {}, "answer": None}
    status = 200
    try:
        parameters = read_parameters(request.GET)
    except InvalidParameters as error:
        context["problems"], status, parameters = error.problems, 400, SearchParameters()
    context["parameters"] = parameters
    context["feed_query"] = request.GET.urlencode()
    if status == 200:
        try:
            typing = _sent_while_typing(request)
            found = answer(
                parameters, language=active_language(), unfinished=typing, explained=_explained_for(request)
            )
            if found.page > max(found.page_count, 1):  # fewer match than when the address was shared
                return redirect(f"{request.path}{found.previous_url}")
            context["search_log"] = note_search(parameters, found, language=active_language(), typing=typing)
            context["answer"] = found
        except SearchError:
            status = 503
    partial = bool(getattr(request, "htmx", False)) and not request.htmx.boosted  # type: ignore[attr-defined]  # set by HtmxMiddleware
    response = render(
        request, "search/_results.html" if partial else "search/search_page.html", context, status=status
    )
    patch_vary_headers(response, ("HX-Request",))
    if status == 503:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _sent_while_typing(request: HttpRequest) -> bool:
    """Tell whether htmx sent this because the text changed, not because the reader is done with it."""
    return request.headers.get("HX-Trigger") == TEXT_FIELD_ID


def _explained_for(request: HttpRequest) -> bool:
    """Tell whether the reader is one of the editors, who are told why each hit stands where it does."""
    return bool(request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin"))
