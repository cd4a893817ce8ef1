"""What begins, confirms, renews and ends subscriptions, and writes to subscribers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import override

from cms.mail.actions import take_back, write_letter
from cms.mail.models import Letter
from cms.subscriptions.kinds import kind_named
from cms.subscriptions.links import CONFIRM, END, address_for
from cms.subscriptions.models import Subscription
from cms.subscriptions.selectors import lapsed

REMINDED_BEFORE = timedelta(days=14)
REMINDED_AT_A_TIME = 200
REFUSALS_ENDURED = 3
"""An address that refuses so often in a row, for good each time, is nobody's any more."""


@transaction.atomic
def ask(*, kind: str, address: str, language: str, about: str = "", rhythm: str = "") -> None:
    """Keep a wish and write the letter that asks whether it was hers.

    Whoever asks again for what she has gets the letter again, and learns nothing else: the page says the
    same, so that nobody finds out by it who subscribes to what.

    Raises:
        KeyError: nobody registered the kind.
    """
    kind_named(kind)
    subscription, _made = Subscription.objects.update_or_create(
        kind=kind,
        about=about,
        address=address.strip().lower(),
        language=language,
        rhythm=rhythm,
        defaults={"asked_at": now()},
    )
    write(subscription, name="subscription_confirm", stoppable=False)


@transaction.atomic
def confirm(subscription: Subscription, *, at: datetime | None = None) -> None:
    """Begin a subscription, or renew it; its time runs from now."""
    moment = at or now()
    kind = kind_named(subscription.kind)
    subscription.confirmed_at = moment
    subscription.ends_at = moment + kind.lasts() if kind.lasts else None
    subscription.reminded_at = None
    subscription.save(update_fields=["confirmed_at", "ends_at", "reminded_at"])
    if kind.begun:
        kind.begun(subscription)


@transaction.atomic
def end(subscription: Subscription) -> None:
    """End a subscription; nothing of it is kept, and letters of it that still wait don't go."""
    take_back(stop_url=address_for(subscription, END))
    subscription.delete()


@transaction.atomic
def note_refusal(subscription: Subscription) -> None:
    """Note that the address refused mail for good; one time too often ends the subscription."""
    Subscription.objects.filter(pk=subscription.pk).update(refusals=F("refusals") + 1)
    for dead in Subscription.objects.filter(pk=subscription.pk, refusals__gte=REFUSALS_ENDURED):
        end(dead)


def note_arrival(subscription: Subscription) -> None:
    """Note that mail went to the address; earlier refusals are forgotten."""
    Subscription.objects.filter(pk=subscription.pk, refusals__gt=0).update(refusals=0)


def write(
    subscription: Subscription, *, name: str, context: Mapping[str, Any] | None = None, stoppable: bool = True
) -> Letter | None:
    """Write a letter to a subscriber, in her language, not kept once it went; see ``mail.write_letter``.

    The templates also get ``subscription``, ``kind``, ``about_words`` (unless the context has them, for many
    letters about the same), ``confirm_url`` and, if it is ``stoppable``, ``stop_url``, which also goes into
    the headers for mail programs (RFC 8058).
    """
    kind, given = kind_named(subscription.kind), dict(context or {})
    if "about_words" not in given:
        with override(subscription.language):
            given["about_words"] = kind.in_words(subscription.about)
    return write_letter(
        name=name,
        to=subscription.address,
        language=subscription.language,
        context={
            "subscription": subscription,
            "kind": kind,
            "confirm_url": address_for(subscription, CONFIRM),
            **given,
        },
        stop_url=address_for(subscription, END) if stoppable else "",
        kept=False,
    )


def keep_house(*, at: datetime | None = None) -> int:
    """Forget what was never confirmed, end what is over, and tell once of what ends soon.

    Returns how many subscriptions were ended or forgotten. Raises nothing for what is gone meanwhile.
    """
    moment = at or now()
    forgotten, _by_model = lapsed(moment).delete()
    over = list(Subscription.objects.filter(confirmed_at__isnull=False, ends_at__lt=moment))
    for subscription in over:
        end(subscription)
    soon = Subscription.objects.filter(
        confirmed_at__isnull=False, reminded_at=None, ends_at__lt=moment + REMINDED_BEFORE
    )
    for subscription in soon[:REMINDED_AT_A_TIME]:
        _remind(subscription, moment)
    return forgotten + len(over)


@transaction.atomic
def _remind(subscription: Subscription, moment: datetime) -> None:
    """Tell a subscriber that it ends, once although two workers meant to."""
    ours = Subscription.objects.filter(pk=subscription.pk, reminded_at=None).update(reminded_at=moment)
    if ours:
        write(subscription, name="subscription_ends")
