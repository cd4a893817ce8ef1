"""What is read most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.urls import resolve
from wagtail.models import Page, Site

from cms.directory.models import Service
from cms.readership.models import Reading

MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class MostRead:
    """Be one page that is read, by the name that it has now, and how often."""

    title: str
    path: str
    times: int


def most_read(*, today: date, limit: int = 5) -> list[MostRead]:
    """Return what was read most in the last thirty days, without the front page and what is gone."""
    rows = (
        Reading.objects.filter(day__gt=today - MONTH)
        .exclude(path="/")
        .values("path")
        .annotate(total=Sum("times"))
        .order_by("-total", "path")[: 3 * limit]
    )
    totals = {row["path"]: row["total"] for row in rows}
    titles = _titles(list(totals))
    found = [MostRead(titles[path], path, total) for path, total in totals.items() if path in titles]
    return found[:limit]


def _titles(paths: list[str]) -> dict[str, str]:
    slugs = {path: match.kwargs["slug"] for path in paths if (match := resolve(path)).view_name == "service"}
    names = dict(Service.objects.filter(live=True, slug__in=slugs.values()).values_list("slug", "name"))
    titles = {path: names[slug] for path, slug in slugs.items() if slug in names}
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is not None:
        root = site.root_page.url_path.rstrip("/")
        pages = Page.objects.live().filter(url_path__in=[root + path for path in paths])
        titles |= {page.url_path.removeprefix(root): page.title for page in pages}
    return titles
