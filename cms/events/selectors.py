"""What reads events."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.directory.models import OrganisationPage
from cms.events.models import EventIndex, EventPage
from cms.translation.selectors import readers_list, with_untranslated


def events_below(parent: Page) -> PageQuerySet:
    """Return the live, public events below a list, and those that only wait to be translated."""
    return (
        with_untranslated(EventPage.objects.live().public(), parent)
        .annotate(over_at=Coalesce("ends_at", "starts_at"))
        .select_related("municipality", "locale")
    )


def coming_events_below(parent: Page, *, at: datetime) -> PageQuerySet:
    """Return the events that are not over on the day of ``at``, the next first."""
    return events_below(parent).filter(over_at__gte=_beginning_of_day(at)).order_by("starts_at", "pk")


def past_events_below(parent: Page, *, at: datetime) -> PageQuerySet:
    """Return the events that were over before the day of ``at``, the latest first."""
    return events_below(parent).filter(over_at__lt=_beginning_of_day(at)).order_by("-starts_at", "pk")


def coming_events(
    *, at: datetime, limit: int, organisation: OrganisationPage | None = None
) -> list[EventPage]:
    """Return the next events of the whole site, or of one organisation, in the reader's language."""
    index = readers_list(EventIndex)
    if index is None:
        return []
    whose = Q(organisation=organisation) if organisation else Q()
    return list(coming_events_below(index, at=at).filter(whose)[:limit])


def _beginning_of_day(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
