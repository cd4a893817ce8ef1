"""What reads subscriptions."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.timezone import now

from cms.subscriptions.models import Subscription


def standing(kind: str) -> QuerySet[Subscription]:
    """Return the subscriptions of a kind that are confirmed and not over."""
    lasting = Q(ends_at=None) | Q(ends_at__gt=now())
    return Subscription.objects.filter(lasting, kind=kind, confirmed_at__isnull=False)
