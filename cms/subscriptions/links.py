"""The links in letters by which a subscriber confirms, renews or ends a subscription, without an account."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from cms.subscriptions.models import Subscription
from cms.subscriptions.selectors import lapsed

SALT = "subscriptions"
CONFIRM, END = "confirm_subscription", "end_subscription"
"""Names of the addresses."""


def address_for(subscription: Subscription, name: str) -> str:
    """Return the absolute address by which a subscription is confirmed or ended, in its language.

    It never expires by itself: what it leads to is gone when the subscription is, and whoever digs out an
    old letter must still be able to be left alone.
    """
    token = signing.Signer(salt=SALT).sign_object([subscription.pk, subscription.secret])
    with override(subscription.language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name, args=[token])


def subscription_of(token: str) -> Subscription | None:
    """Return whose link it is; ``None`` for one that is not ours, or whose subscription is gone or lapsed."""
    try:
        key, secret = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return Subscription.objects.filter(pk=key, secret=secret).exclude(pk__in=lapsed().values("pk")).first()
