"""What the front page and the frame around every page read."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from wagtail.models import Page, Site

from cms.directory.models import Challenge, Municipality, TargetGroup
from cms.directory.selectors import searchable_services
from cms.publishing.models import NewsIndex
from cms.publishing.selectors import live_articles_below
from cms.translation.selectors import in_readers_language, readers_list

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


def latest_news(limit: int = NEWS_ON_FRONT_PAGE) -> list[Page]:
    """Return the newest live news and press releases; none where the site has no news index."""
    index = readers_list(NewsIndex)
    return list(live_articles_below(index)[:limit]) if index else []


def menu_pages(site: Site) -> list[Page]:
    """Return the pages of the main navigation: live, public children of the front page, in tree order.

    Each is in the reader's language where it has been translated.
    """
    return in_readers_language(site.root_page.get_children().live().public().in_menu().specific(defer=True))


def footer_pages(site: Site) -> list[Page]:
    """Return the plain pages below the front page, such as the accessibility statement."""
    return in_readers_language(
        site.root_page.get_children().live().public().not_in_menu().specific(defer=True)
    )
