"""Events."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone

from cms.events.models import EventPage
from tests.factories.pages import PageFactory


class EventPageFactory(PageFactory):
    """Make an event of two hours, a week from now."""

    class Meta:
        model = EventPage

    summary = "Tavataan kahvin äärellä."
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    place = "Perhetalo"
