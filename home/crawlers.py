"""What search engines of the web are told: where to look, and where not."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from cms.directory.models import Service
from cms.directory.selectors import live_services

HOUR = 3600
CLOSED = ("/hallinta/", "/api/")


class ServiceSitemap(Sitemap):
    """Name the page of every service, in each language of the interface."""

    i18n = True
    alternates = True
    limit = 5_000

    def items(self) -> QuerySet[Service]:
        """Return the services that anybody may read."""
        return live_services().select_related(None).prefetch_related(None).order_by("pk")

    def location(self, item: Service) -> str:
        """Return the address in the language of the moment."""
        return item.get_absolute_url()

    def lastmod(self, item: Service) -> datetime | None:
        """Return when it was last published."""
        return item.last_published_at


@require_safe
@cache_control(public=True, max_age=HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    """Send robots to the map of the site, and keep them out of the admin and the APIs."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=HOUR)
def site_map_index(request: HttpRequest) -> HttpResponseBase:
    """Name the parts of the map of the site."""
    return index(request, sitemaps=_parts(request), sitemap_url_name="sitemap_part")


@require_safe
@cache_control(public=True, max_age=HOUR)
def site_map(request: HttpRequest, section: str) -> HttpResponseBase:
    """Name the pages, or the services, that anybody may read."""
    with override(settings.LANGUAGE_CODE):
        return sitemap(request, sitemaps=_parts(request), section=section).render()


def _parts(request: HttpRequest) -> dict[str, Sitemap]:
    return {"pages": PageSitemap(request), "services": ServiceSitemap()}
