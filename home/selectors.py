"""What the front page and the frame around every page read."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, prefetch_related_objects
from django.utils import timezone
from wagtail.models import Page, Site

from cms.directory.models import Challenge, Municipality, TargetGroup
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
    shown = searchable_services().values("pk")
    for_all = searchable_services().filter(open_to_all=True).count()
    own = Count("services", filter=Q(services__in=shown) & Q(services__open_to_all=False), distinct=True)
    return {
        "target_groups": TargetGroup.objects.annotate(service_count=own + for_all).order_by(
            *TargetGroup._meta.ordering
        ),
        "challenges": Challenge.objects.annotate(
            service_count=Count("services", filter=Q(services__in=shown), distinct=True)
        ).order_by(*Challenge._meta.ordering),
        "municipalities": Municipality.objects.all(),
    }


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
