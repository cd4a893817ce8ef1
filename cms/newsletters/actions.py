"""Order and call off the sending of an issue; try it on oneself."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import override
from wagtail.log_actions import log

from cms.accounts.models import User
from cms.mail.actions import write_letter
from cms.newsletters.models import Mailing, NewsletterPage
from cms.newsletters.tasks import send_due_issues
from cms.newsletters.writing import TEMPLATE, headers_of, letter_context
from search.workers import after_commit, give

ORDERED, CALLED_OFF = "newsletters.order", "newsletters.call_off"
"""What the log calls it."""


class AlreadyOrdered(RuntimeError):
    """Report an issue that has been sent, or is to be."""


class NotPublished(RuntimeError):
    """Report an issue that nobody can read yet: its letter would lead nowhere."""


class AlreadyBegun(RuntimeError):
    """Report a sending that can't be called off any more."""


def order(*, issue: NewsletterPage, by: User, at: datetime | None = None) -> Mailing:
    """Have an issue sent, now or ``at`` a time; once for ever, whoever presses twice.

    One that is sent at a time may still be a draft; it goes when it is published and its time has come.

    Raises:
        AlreadyOrdered: somebody has ordered it before.
        NotPublished: it is to be sent now and is not published.
    """
    if at is None and not NewsletterPage.objects.live().public().filter(pk=issue.pk).exists():
        raise NotPublished(issue.pk)
    try:
        with transaction.atomic():
            mailing = Mailing.objects.create(issue=issue, ordered_by=by, starts_at=at or now())
    except IntegrityError as error:
        raise AlreadyOrdered(issue.pk) from error
    log(instance=issue, action=ORDERED, user=by, data={"starts_at": mailing.starts_at.isoformat()})
    after_commit(_wake)
    return mailing


def call_off(*, issue: NewsletterPage, by: User) -> None:
    """Take back the order of a sending that has not begun.

    Raises:
        AlreadyBegun: letters are on their way, or nothing was ordered.
    """
    deleted, _by_model = Mailing.objects.filter(issue=issue, begun_at=None).delete()
    if not deleted:
        raise AlreadyBegun(issue.pk)
    log(instance=issue, action=CALLED_OFF, user=by)


def try_on(*, issue: NewsletterPage, person: User) -> bool:
    """Send an issue as it was last saved to one person alone; tell whether she has an address."""
    language = issue.locale.language_code
    with override(language):
        context = letter_context(issue, trial=True)
    letter = write_letter(
        name=TEMPLATE,
        to=person.email,
        language=language,
        context=context,
        headers=headers_of(issue),
        kept=False,
    )
    return letter is not None


def _wake() -> None:
    """Tell a worker; without a broker beat finds the order a minute later."""
    give(send_due_issues, otherwise="the issue waits")
