"""Deliver letters: each to one worker at a time, again later when it was refused; forget what is done."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils.timezone import now

from cms.mail.models import Letter

ATTEMPTS = 11
"""So often a letter is tried, at intervals that double: for three and a half days."""
FIRST_WAIT = timedelta(minutes=5)
BATCH = 50

OF_THE_LETTER = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError, ValueError)
"""Errors that say something of one letter; every other says that the server is away or shuts us out."""


def deliver_due() -> int:
    """Deliver up to ``BATCH`` letters that are due, over one connection; return how many went.

    When the server is away the rest wait for the next time, without having used up an attempt.
    """
    due = Letter.objects.filter(sent_at=None, due_at__lte=now(), attempts__lt=ATTEMPTS)
    sent = 0
    connection = get_connection()
    try:
        for key in list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:BATCH]):
            try:
                sent += _deliver(key, connection)
            except OSError:
                break
    finally:
        connection.close()
    return sent


def forget_old_letters(*, at: datetime | None = None) -> int:
    """Delete letters that went, or were given up, longer ago than ``MAIL_KEPT_DAYS``; return how many.

    Those that are not kept are deleted when they were given up at the latest.
    """
    before = (at or now()) - timedelta(days=settings.MAIL_KEPT_DAYS)
    gone = Q(sent_at__lt=before) | Q(sent_at=None, attempts__gte=ATTEMPTS, due_at__lt=before)
    gone |= Q(kept=False) & (Q(sent_at__isnull=False) | Q(attempts__gte=ATTEMPTS))
    deleted, _by_model = Letter.objects.filter(gone).delete()
    return deleted


def _deliver(key: int, connection: BaseEmailBackend) -> bool:
    """Take one letter and try it; raise ``OSError`` if the server is away.

    Whoever raises the count of attempts first has the letter, so two workers never send it twice. It is
    due again before it is tried: one that a killed worker had taken waits its time and goes then.
    """
    letter = Letter.objects.filter(pk=key, sent_at=None).first()
    if letter is None:
        return False
    mine = Letter.objects.filter(pk=key, sent_at=None, attempts=letter.attempts).update(
        attempts=letter.attempts + 1, due_at=now() + FIRST_WAIT * 2**letter.attempts
    )
    if not mine:
        return False
    try:
        connection.open()  # stays open for the next letter
        connection.send_messages([message_of(letter)])
    except OF_THE_LETTER as error:
        _keep(letter, error)
        return False
    except OSError as error:  # smtplib's errors are OSErrors too
        _keep(letter, error)
        raise
    if letter.kept:
        Letter.objects.filter(pk=key).update(sent_at=now(), error="")
    else:
        letter.delete()
    return True


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """Return a letter as it is handed to the server."""
    message = EmailMultiAlternatives(
        letter.subject, letter.text, to=[letter.recipient], headers=letter.headers
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def refused_for_good(error: Exception) -> bool:
    """Tell whether the server says that there is no such address (RFC 5321, 4.2.1: 5yz)."""
    return isinstance(error, SMTPRecipientsRefused) and all(
        code >= 500 for code, _reason in error.recipients.values()
    )


def _keep(letter: Letter, error: Exception) -> None:
    """Keep why a letter did not go; one whose address is refused for good is given up."""
    changes: dict[str, object] = {"error": f"{type(error).__name__}: {error}"}
    if refused_for_good(error):
        changes["attempts"] = ATTEMPTS
    Letter.objects.filter(pk=letter.pk).update(**changes)
