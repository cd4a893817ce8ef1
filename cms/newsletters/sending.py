"""Hand the letters of an issue to the mail server, each at most once, whatever dies meanwhile.

A worker takes a letter, and says so in the database, before it hands it over, and settles it after. What
was taken by a worker that died may have gone or not: nobody can tell, so it is counted as unsure and not
tried again. Of those who got the issue only the number is kept.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPSenderRefused

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Count, F
from django.utils.html import escape
from django.utils.timezone import now

from cms.mail.actions import headers_with
from cms.mail.delivery import message_of, refused_for_good
from cms.mail.models import Letter
from cms.newsletters.models import Delivery, Mailing, NewsletterPage
from cms.newsletters.selectors import languages_of, recipients_in
from cms.newsletters.writing import STOP, BrokenBlock, headers_of, letter_of
from cms.subscriptions.actions import note_arrival, note_refusal
from cms.subscriptions.links import END, address_for
from cms.subscriptions.models import Subscription
from search import conf
from search.locks import lock

LOCK = (0x6E6577736C,)
""""newsl": the key of this work among PostgreSQL's advisory locks."""
BATCH = 50
ATTEMPTS = 8
"""So often a letter is tried that is refused for now, at intervals that double: for ten hours."""
FIRST_WAIT = timedelta(minutes=5)

logger = logging.getLogger(__name__)

SENT, REFUSED, UNSURE = "sent", "refused", "unsure"
"""How a letter ended; each is a count of the mailing."""


def send_due(*, at: datetime | None = None) -> int:
    """Begin the mailings that are due, hand over a batch of letters, and end what is over.

    Returns how many letters were tried. One process at a time: whatever is taken while this one begins
    was taken by one that died. When the server is away the rest wait for the next time. What is wrong with
    one mailing stays with it and keeps no other back.
    """
    moment = at or now()
    with lock(LOCK, conf.state_directory() / "newsletters.lock") as ours:
        if not ours:
            return 0
        _settle_what_the_dead_had_taken()
        for mailing in Mailing.objects.filter(begun_at=None, starts_at__lte=moment).select_related("issue"):
            _begin_or_say_why_not(mailing)
        tried = _hand_over(moment)
        Mailing.objects.filter(begun_at__isnull=False, over_at=None, deliveries=None).update(over_at=now())
    return tried


@transaction.atomic
def begin(mailing: Mailing) -> bool:
    """Write the letter and note who gets it; tell whether it was begun.

    One whose issue is not public waits until it is, for the letter leads there.
    """
    issue = NewsletterPage.objects.live().public().filter(pk=mailing.issue_id).first()
    if issue is None:
        return False
    languages, words = languages_of(issue), letter_of(issue)
    ours = Mailing.objects.filter(pk=mailing.pk, begun_at=None).update(
        begun_at=now(),
        languages=languages,
        subject=words.subject,
        text=words.text,
        html=words.html,
        headers=headers_of(issue),
    )
    if not ours:
        return False
    keys = recipients_in(languages).order_by("pk").values_list("pk", flat=True)
    made = Delivery.objects.bulk_create(
        [Delivery(mailing=mailing, subscription_id=key, due_at=mailing.starts_at) for key in keys],
        batch_size=1000,
    )
    Mailing.objects.filter(pk=mailing.pk).update(recipients=len(made))
    return True


def _begin_or_say_why_not(mailing: Mailing) -> None:
    """Begin a mailing; keep with it why its letter can't be written. It is tried again the next time."""
    try:
        begun = begin(mailing)
    except Exception as error:  # whatever is wrong with one issue, the next may be right
        logger.exception("The letter of mailing %s can't be written.", mailing.pk)
        named = str(error) if isinstance(error, BrokenBlock) else f"{type(error).__name__}: {error}"
        Mailing.objects.filter(pk=mailing.pk).update(problem=named)
        return
    if begun and mailing.problem:
        Mailing.objects.filter(pk=mailing.pk).update(problem="")


def letter_to(subscription: Subscription, mailing: Mailing) -> Letter:
    """Return the letter of a mailing with one subscriber's own link to end it; it is stored nowhere."""
    stop_url = address_for(subscription, END)
    return Letter(
        recipient=subscription.address,
        subject=mailing.subject,
        text=mailing.text.replace(STOP, stop_url),
        html=mailing.html.replace(STOP, escape(stop_url)),
        headers={**headers_with(stop_url), **mailing.headers},
    )


def _settle_what_the_dead_had_taken() -> None:
    with transaction.atomic():
        taken = Delivery.objects.filter(taken_at__isnull=False)
        for key, count in taken.order_by().values_list("mailing").annotate(Count("pk")):
            Mailing.objects.filter(pk=key).update(unsure=F("unsure") + count)
        taken.delete()


def _hand_over(moment: datetime) -> int:
    waiting = Delivery.objects.filter(taken_at=None, due_at__lte=moment).select_related("subscription")
    batch = list(waiting.order_by("due_at", "pk")[:BATCH])
    mailings = Mailing.objects.in_bulk({delivery.mailing_id for delivery in batch})
    connection, tried = get_connection(), 0
    try:
        for delivery in batch:
            _open(connection)
            _deliver(delivery, mailings[delivery.mailing_id], connection)
            tried += 1
    except OSError as error:  # smtplib's errors are OSErrors too
        Mailing.objects.filter(pk=delivery.mailing_id).update(problem=f"{type(error).__name__}: {error}")
    else:
        Mailing.objects.filter(pk__in=mailings).update(problem="")
    finally:
        connection.close()
    return tried


def _open(connection: BaseEmailBackend) -> None:
    """Have an open connection; servers hang up on those who send much, and a letter must not find that out.

    Raises:
        OSError: the server is away.
    """
    server = getattr(connection, "connection", None)
    if server is not None:
        try:
            alive = server.noop()[0] < 400
        except OSError:
            alive = False
        if not alive:
            connection.close()
    connection.open()


def _deliver(delivery: Delivery, mailing: Mailing, connection: BaseEmailBackend) -> None:
    """Take one letter, hand it over and settle it.

    Raises:
        OSError: the server went away, or shuts us out.
    """
    mine = Delivery.objects.filter(pk=delivery.pk, taken_at=None).update(
        taken_at=now(), attempts=F("attempts") + 1
    )
    if not mine:
        return
    try:
        connection.send_messages([message_of(letter_to(delivery.subscription, mailing))])
    except SMTPSenderRefused:
        Delivery.objects.filter(pk=delivery.pk).update(taken_at=None, attempts=delivery.attempts)
        raise
    except (SMTPRecipientsRefused, SMTPDataError, SMTPNotSupportedError, ValueError) as error:
        _refused(delivery, error)
    except OSError:
        _settle(delivery, UNSURE)
        raise
    except Exception:  # nobody knows how far it went: it is not sent twice, and the next one goes
        logger.exception("A letter of mailing %s ended in an error of ours.", mailing.pk)
        _settle(delivery, UNSURE)
    else:
        _settle(delivery, SENT)
        note_arrival(delivery.subscription)


def _refused(delivery: Delivery, error: Exception) -> None:
    """Try again later what was refused for now; settle the rest, and note it if there is no such address."""
    if _for_now(error) and delivery.attempts + 1 < ATTEMPTS:
        due_at = now() + FIRST_WAIT * 2**delivery.attempts
        Delivery.objects.filter(pk=delivery.pk).update(taken_at=None, due_at=due_at)
        return
    _settle(delivery, REFUSED)
    if refused_for_good(error):
        note_refusal(delivery.subscription)


def _for_now(error: Exception) -> bool:
    if isinstance(error, SMTPDataError):
        return bool(error.smtp_code < 500)
    return isinstance(error, SMTPRecipientsRefused) and not refused_for_good(error)


@transaction.atomic
def _settle(delivery: Delivery, how: str) -> None:
    """Count how a letter ended, and forget to whom it went."""
    deleted, _by_model = Delivery.objects.filter(pk=delivery.pk).delete()
    if deleted:
        Mailing.objects.filter(pk=delivery.mailing_id).update(**{how: F(how) + 1})
