"""The site's addresses and, beside them, an endpoint that does nothing: what a request costs at least."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import path
from ninja import NinjaAPI

from cms.urls import urlpatterns as site

bench = NinjaAPI(urls_namespace="bench", docs_url=None, openapi_url=None)


@bench.get("/empty")
def empty(request: HttpRequest) -> dict[str, str]:
    """Answer an empty object."""
    return {}


urlpatterns = [path("bench/", bench.urls), *site]
