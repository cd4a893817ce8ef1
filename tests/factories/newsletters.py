"""Issues of the newsletter, and those who get it."""

from __future__ import annotations

import factory
from django.utils.timezone import now

from cms.newsletters.models import NewsletterPage
from cms.newsletters.subscribing import KIND
from cms.subscriptions.models import Subscription
from tests.factories.pages import PageFactory


class NewsletterPageFactory(PageFactory):
    """Make a published issue, or with ``publish=False`` a draft."""

    class Meta:
        model = NewsletterPage

    summary = "Syksyn kuulumiset."


class SubscriberFactory(factory.django.DjangoModelFactory):
    """Make a confirmed subscription of the newsletter."""

    class Meta:
        model = Subscription

    kind = KIND
    address = factory.Sequence(lambda number: f"tilaaja-{number}@jarjesto.example")
    language = "fi"
    confirmed_at = factory.LazyFunction(now)
