"""What the front page and the frame around every page read."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count, QuerySet, prefetch_related_objects
from django.utils import timezone
from wagtail.models import Page, Site

from cms.directory.models import Challenge, Municipality, Service, TargetGroup
from cms.directory.models.taxonomies import Term
from cms.directory.selectors import searchable_services
from cms.events.selectors import coming_events_below
from cms.publishing.selectors import live_articles_below
from cms.translation.selectors import in_readers_language

NEWS_ON_FRONT_PAGE = 3
EVENTS_ON_FRONT_PAGE = 3


def search_choices() -> dict[str, Any]:
    """Return the target groups and challenges with their ``service_count``, and the municipalities.

    The count is what a search for the term finds.

    A service that is meant for everybody counts for every target group.
    """
    shown = searchable_services()
    for_all = shown.filter(open_to_all=True).count()
    chosen = _counted("target_groups", shown.filter(open_to_all=False))
    return {
        "target_groups": _with_counts(TargetGroup, chosen, for_all),
        "challenges": _with_counts(Challenge, _counted("challenges", shown)),
        "municipalities": Municipality.objects.all(),
    }


def _counted(terms: str, services: QuerySet[Service]) -> Counter[int]:
    """Return how many of the services have each term, by the term's key."""
    return Counter(dict(services.order_by().values_list(terms).annotate(Count("pk"))))


def _with_counts(kind: type[Term], counts: Counter[int], for_all: int = 0) -> list[Term]:
    terms = list(kind.objects.all())
    for term in terms:
        term.service_count = counts[term.pk] + for_all
    return terms


def latest_news(index: Page | None, limit: int = NEWS_ON_FRONT_PAGE) -> list[Page]:
    """Return the newest live news and press releases of a list; none where the site has no such list."""
    return list(live_articles_below(index)[:limit]) if index else []


def next_events(index: Page | None, limit: int = EVENTS_ON_FRONT_PAGE) -> list[Page]:
    """Return the next events of a list; none where the site has no such list."""
    return list(coming_events_below(index, at=timezone.now())[:limit]) if index else []


def frame_pages(site: Site) -> tuple[list[Page], list[Page]]:
    """Return the pages of the main navigation and those of the footer: live, public, in tree order.

    Both are children of the front page; the footer has those that stand in no menu, such as the
    accessibility statement. Each is in the reader's language where it has been translated.
    """
    found = list(site.root_page.get_children().live().public().specific(defer=True))
    named = [page.show_in_menus for page in found]
    menu: list[Page] = []
    footer: list[Page] = []
    shown = in_readers_language(found)
    prefetch_related_objects(shown, "locale")
    for page, in_menu in zip(shown, named, strict=True):
        (menu if in_menu else footer).append(page)
    return menu, footer
