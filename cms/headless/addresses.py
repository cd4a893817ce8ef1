"""Addresses below ``/api/`` that nothing stands at."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.encoding import escape_uri_path
from django.views.decorators.csrf import csrf_exempt
from wagtail.views import serve

READING = frozenset({"GET", "HEAD"})


@csrf_exempt
def lead_on(request: HttpRequest) -> HttpResponse:
    """Lead to the same address with or without its last slash, and from the root to the reference.

    Raise ``Http404`` where nothing stands there either, and for all but reading: what a program sends to
    a wrong address must not become a question.
    """
    if request.method not in READING:
        raise Http404
    if request.path == reverse("api:api-root"):
        return redirect("api_reference")
    other = request.path[:-1] if request.path.endswith("/") else f"{request.path}/"
    try:
        found = resolve(other)
    except Resolver404 as error:
        raise Http404 from error
    if found.func in (lead_on, serve):  # Wagtail's view takes every address, whether there is a page or not
        raise Http404
    asked = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(escape_uri_path(other) + (f"?{asked}" if asked else ""))
