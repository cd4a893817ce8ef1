"""Tell people from robots without asking anybody else: a stamp, a trap, and a limit of the rate."""

from __future__ import annotations

import hmac
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext as _

from cms.accounts import throttling
from cms.accounts.throttling import client_address

SALT = "feedback.form"
QUICKEST = timedelta(seconds=3)
"""Nobody reads a form and fills it in more quickly."""
OLDEST = timedelta(hours=24)
"""A page stays open for a working day; a stamp that was collected for later use is older."""
TRAP = "homepage"
"""A field that people don't see; what is written there comes from a robot."""
HOUR = 3600
LETTERS_TO_ONE = 5
"""So many letters of a kind may be asked for in an hour for one e-mail address, by whomever."""


class TooQuick(ValueError):
    """Report a form that came back sooner than anybody could have filled it in."""


class TooOld(ValueError):
    """Report a stamp that is too old, was not ours, or was made for another service."""


def stamp(service: int | str) -> str:
    """Return a signed word that says for which service, or other form, and when it was shown."""
    return signing.TimestampSigner(salt=SALT).sign(str(service))


def check_stamp(value: str, *, service: int | str) -> None:
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


def within_rate(address: str, *, purpose: str = SALT, limit: int | None = None) -> bool:
    """Count one more feedback from an address; tell whether that is still within the hour's limit.

    Other purposes have counts and limits of their own. The address itself is kept nowhere: the key is a
    keyed digest that also holds the hour, and it is forgotten when the hour is over.
    """
    hour = int(now().timestamp()) // HOUR
    said = f"{purpose}:{hour}:{address}".encode()
    key = f"feedback.rate.{hmac.new(settings.SECRET_KEY.encode(), said, sha256).hexdigest()}"
    most = settings.FEEDBACK_PER_HOUR if limit is None else limit
    return throttling.within_rate(key, limit=most, seconds=HOUR)


def feedback_problem(request: HttpRequest, *, subject: int | str) -> str:
    """Say what makes a valid form with feedback look like a robot's, or nothing."""
    try:
        check_stamp(request.POST.get("stamp", ""), service=subject)
    except TooQuick:
        return _("That was very quick. Look at your message once more and send it again.")
    except TooOld:
        return _("The page has been open for very long. Your text is still here; send it again.")
    if not within_rate(client_address(request)):
        return _("A lot of feedback has come from your network. Your text is still here; send it in an hour.")
    return ""


def problem_of(request: HttpRequest, *, subject: str, addressee: str) -> str:
    """Say what makes a form look like a robot's that has a letter written to somebody, or nothing.

    Counts the letter by the address of the network that asks for it, and by that which it goes to.
    """
    try:
        check_stamp(request.POST.get("stamp", ""), service=subject)
    except TooQuick:
        return _("That was very quick. Look at what you wrote once more and send it again.")
    except TooOld:
        return _("The page has been open for very long. What you wrote is still here; send it again.")
    from_here = within_rate(
        client_address(request), purpose=f"{subject}.from", limit=settings.LETTERS_PER_HOUR
    )
    to_there = within_rate(addressee.strip().lower(), purpose=f"{subject}.to", limit=LETTERS_TO_ONE)
    if not (from_here and to_there):
        return _("A lot of letters have been asked for. What you wrote is still here; send it in an hour.")
    return ""
