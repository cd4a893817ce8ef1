"""Tell people from robots without asking anybody else: a stamp, a trap, and a limit of the rate."""

from __future__ import annotations

import hmac
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.utils.timezone import now

from cms.accounts import throttling

SALT = "feedback.form"
QUICKEST = timedelta(seconds=3)
"""Nobody reads a form and fills it in more quickly."""
OLDEST = timedelta(hours=24)
"""A page stays open for a working day; a stamp that was collected for later use is older."""
TRAP = "homepage"
"""A field that people don't see; what is written there comes from a robot."""
HOUR = 3600


class TooQuick(ValueError):
    """Report a form that came back sooner than anybody could have filled it in."""


class TooOld(ValueError):
    """Report a stamp that is too old, was not ours, or was made for another service."""


def stamp(service: int) -> str:
    """Return a signed word that says for which service, and when, a form was shown."""
    return signing.TimestampSigner(salt=SALT).sign(str(service))


def check_stamp(value: str, *, service: int) -> None:
    """Raise ``TooQuick`` or ``TooOld`` unless a form was shown at a believable time before now."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        shown_for = signer.unsign(value, max_age=OLDEST)
    except signing.BadSignature as error:
        raise TooOld("The stamp is too old, or not ours.") from error
    if shown_for != str(service):
        raise TooOld("The stamp was made for another service.")
    try:
        signer.unsign(value, max_age=QUICKEST)
    except signing.SignatureExpired:
        return
    raise TooQuick("The form came back too soon.")


def within_rate(address: str) -> bool:
    """Count one more feedback from a network address; tell whether that is still within the hour's limit.

    The address itself is kept nowhere: the key is a keyed digest that also holds the hour, and it is
    forgotten when the hour is over.
    """
    hour = int(now().timestamp()) // HOUR
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{SALT}:{hour}:{address}".encode(), sha256).hexdigest()
    key = f"feedback.rate.{digest}"
    return throttling.within_rate(key, limit=settings.FEEDBACK_PER_HOUR, seconds=HOUR)
