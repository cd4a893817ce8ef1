"""What reads subscriptions."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import now

from cms.subscriptions.models import Subscription

CONFIRMED_WITHIN = timedelta(days=2)
"""So long a wish waits for its address to be confirmed; then it is forgotten."""


def standing(kind: str) -> QuerySet[Subscription]:
    """Return the subscriptions of a kind that are confirmed and not over."""
    lasting = Q(ends_at=None) | Q(ends_at__gt=now())
    return Subscription.objects.filter(lasting, kind=kind, confirmed_at__isnull=False)


def lapsed(at: datetime | None = None) -> QuerySet[Subscription]:
    """Return the wishes that nobody confirmed in time; they are deleted with the next housekeeping."""
    return Subscription.objects.filter(confirmed_at=None, asked_at__lt=(at or now()) - CONFIRMED_WITHIN)
