"""The site's addresses and, beside them, a view that does nothing: what a request costs at least."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.benchmarks.http_urls import urlpatterns as site


def empty(request: HttpRequest) -> HttpResponse:
    """Answer nothing."""
    return HttpResponse()


urlpatterns = [path("bench/view", empty), *site]
