"""What people decide about links against the checker: it works, or leave it be, with a reason and an end."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cms.accounts.models import User
from ingest.linkcheck.classes import Ruling
from ingest.linkcheck.days import is_over
from ingest.linkcheck.models import Link
from ingest.linkcheck.recording import tell_services
from search.fields import LinkState


class NoReason(ValueError):
    """Report a ruling without a reason, or one that ends before it begins."""


@transaction.atomic
def rule_on(
    *, link: Link, ruling: Ruling, reason: str, until: date | None, user: User | None, at: datetime
) -> None:
    """Decide about a link until a day, inclusive, or for good; ``WORKING`` vouches for its page as it is now.

    The next check takes the page's print anew, so that a later change is seen. Raises ``NoReason``.
    """
    if not reason.strip():
        raise NoReason("A ruling needs a reason: others must be able to judge it later.")
    if until is not None and until < timezone.localdate(at):
        raise NoReason("A ruling can't end before today.")
    Link.objects.filter(pk=link.pk).update(
        ruling=ruling,
        ruling_reason=reason.strip()[:255],
        ruled_until=until,
        ruled_by=user,
        **({"confirmed_print": [], "due_at": at} if ruling == Ruling.WORKING else {}),
    )
    tell_services(states={link.pk: LinkState(link.state)}, at=at)


@transaction.atomic
def withdraw_ruling(*, link: Link, at: datetime) -> None:
    """Let the checker decide again."""
    Link.objects.filter(pk=link.pk).update(ruling="", ruling_reason="", ruled_until=None, ruled_by=None)
    tell_services(states={link.pk: LinkState(link.state)}, at=at)


def end_rulings(*, at: datetime) -> int:
    """Withdraw the rulings whose last day is over; return how many."""
    over = Link.objects.exclude(ruling="").filter(is_over("ruled_until", at))
    links = list(over)
    for link in links:
        withdraw_ruling(link=link, at=at)
    return len(links)
