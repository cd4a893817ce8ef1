"""What an issue may tell of: what has been published since the issue before it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.timezone import now
from wagtail.models import Locale, Page

from cms.directory.models import Service
from cms.directory.selectors import live_services
from cms.events.models import EventPage
from cms.newsletters.models import NewsletterPage
from cms.publishing.models import AnnualReview, News, PressRelease, Project

AT_FIRST = timedelta(days=30)
"""So far back the first issue of all looks."""
MOST_OF_A_KIND = 12


def newly_published(issue: NewsletterPage) -> list[Page | Service]:
    """Return what an issue doesn't tell of yet: new texts, events to come, and services, in this order."""
    since, language = published_since(issue), _locale_of(issue)
    picked = {block.value.pk for block in issue.body if block.block_type == "page" and block.value}
    offered = {block.value.pk for block in issue.body if block.block_type == "service" and block.value}
    found: list[Page | Service] = []
    for model in (News, PressRelease, AnnualReview, Project):
        pages = model.objects.live().public().filter(locale=language, first_published_at__gte=since)
        found += pages.exclude(pk__in=picked).order_by("first_published_at", "pk")[:MOST_OF_A_KIND]
    events = EventPage.objects.live().public().filter(locale=language, first_published_at__gte=since)
    events = events.filter(Q(starts_at__gte=now()) | Q(ends_at__gte=now())).exclude(pk__in=picked)
    found += events.order_by("starts_at", "pk")[:MOST_OF_A_KIND]
    services = live_services().filter(first_published_at__gte=since).exclude(pk__in=offered)
    found += services.order_by("first_published_at", "pk")[:MOST_OF_A_KIND]
    return found


def published_since(issue: NewsletterPage) -> datetime:
    """Return when the latest other issue in the language of this one came out."""
    others = NewsletterPage.objects.filter(locale=_locale_of(issue), first_published_at__isnull=False)
    if issue.pk:
        others = others.exclude(pk=issue.pk)
        if issue.first_published_at:
            others = others.filter(first_published_at__lt=issue.first_published_at)
    latest = others.order_by("-first_published_at").values_list("first_published_at", flat=True).first()
    return latest or now() - AT_FIRST


def bring_in(issue: NewsletterPage) -> int:
    """Add to the body what has been published since the last issue; return how much. Nothing is saved."""
    found = newly_published(issue)
    for thing in found:
        issue.body.append(("service" if isinstance(thing, Service) else "page", thing))
    return len(found)


def _locale_of(issue: NewsletterPage) -> Any:
    return issue.locale if issue.locale_id else Locale.get_default()
