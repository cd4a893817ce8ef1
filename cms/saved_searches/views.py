"""Save a search from its page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.feedback.robots import problem_of, stamp
from cms.saved_searches.actions import save_search
from cms.saved_searches.forms import SaveSearchForm
from cms.saved_searches.searches import KIND, address_of, in_words, query_string_of
from cms.subscriptions.models import ABOUT_LENGTH
from search.parameters import InvalidParameters, SearchParameters, read_parameters


@csrf_exempt  # nobody is logged in here; public pages set no cookie, and the stamp stands in for one
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Show the form for the search in the address, and send the letter that asks for confirmation."""
    parameters = _asked_for(request)
    if parameters is None:
        return redirect("search")
    query = query_string_of(parameters)
    if request.method != "POST":
        return _page(request, query, SaveSearchForm())
    form = SaveSearchForm(request.POST)
    if form.trapped:
        return redirect("subscription_asked")  # a robot is not told what gave it away
    if not form.is_valid():
        return _page(request, query, form, status=422)
    if problem := problem_of(request, subject=KIND, addressee=form.cleaned_data["address"]):
        return _page(request, query, form, problem=problem, status=429)
    language = get_language() or settings.LANGUAGE_CODE
    save_search(parameters=parameters, language=language, **form.cleaned_data)
    return redirect("subscription_asked")


def _asked_for(request: HttpRequest) -> SearchParameters | None:
    """Return the search in the address, or ``None`` if it can't be understood or is too long to be kept."""
    try:
        parameters = read_parameters(request.GET)
    except InvalidParameters:
        return None
    return parameters if len(query_string_of(parameters)) <= ABOUT_LENGTH else None


def _page(
    request: HttpRequest, query: str, form: SaveSearchForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "problem": problem,
        "stamp": stamp(KIND),
        "words": in_words(query),
        "search_url": address_of(query),
        "months": settings.SAVED_SEARCH_MONTHS,
    }
    return render(request, "saved_searches/save.html", context, status=status)
