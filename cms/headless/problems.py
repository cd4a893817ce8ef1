"""Every error of the APIs in one shape, whoever made it: problem+json (RFC 9457)."""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from search.problems import problem

PROBLEM = "application/problem+json"
KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate", "Vary", "Content-Language")


def as_problem(response: HttpResponseBase) -> HttpResponseBase:
    """Return an error in the shape of all others; anything else as it is."""
    if response.status_code < 400 or response.get("Content-Type", "").startswith(PROBLEM):
        return response
    detail = _detail(response)
    if response.status_code == 404 and not detail:
        detail = _("Nothing stands at this address; /api/docs names those that there are.")
    shaped = problem(status=response.status_code, title=title_of(response.status_code), detail=detail)
    for name in KEPT_HEADERS:
        if name in response:
            shaped[name] = response[name]
    shaped.cookies = response.cookies
    return shaped


def title_of(status: int) -> str:
    """Say in the active language what a status means."""
    titles = {
        400: _("Invalid request"),
        401: _("Unknown token"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("Method not allowed"),
        429: _("Too many requests"),
        503: _("Not available now"),
    }
    return titles.get(status) or (_("Something went wrong") if status >= 500 else _("Invalid request"))


def unknown_token() -> HttpResponse:
    """Refuse a token that nobody made, or that was revoked."""
    response = problem(
        status=401, title=title_of(401), detail=_("The token is not one of ours, or it was revoked.")
    )
    response["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return response


def too_many(seconds: int) -> HttpResponse:
    """Say when the client may go on."""
    detail = _("So many at once: go on in %(seconds)s seconds.") % {"seconds": seconds}
    return problem(status=429, title=title_of(429), detail=detail)


def malformed() -> HttpResponse:
    """Refuse characters that no text holds, and that databases don't take."""
    return problem(status=400, title=title_of(400), detail=_("The address holds a null character."))


def _detail(response: HttpResponseBase) -> str:
    """Return what a framework says in its own JSON."""
    if response.streaming or not response.get("Content-Type", "").startswith("application/json"):
        return ""
    try:
        said = json.loads(response.content)  # type: ignore[attr-defined]  # no stream
    except ValueError:
        return ""
    return str(said.get("message") or said.get("detail") or "") if isinstance(said, dict) else ""
