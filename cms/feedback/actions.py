"""What takes in feedback and does away with it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate, now

from cms.accounts.models import User
from cms.directory.models import Service
from cms.feedback.models import Feedback
from cms.freshness.periods import months_before
from cms.mail.actions import write_letter, write_letters
from cms.membership.selectors import people_of, umbrella_people

TOPIC = "feedback"


@transaction.atomic
def give_feedback(*, service: Service, kind: str, message: str) -> Feedback:
    """Keep feedback on a service, and tell those whose service it is by mail.

    That are the organisation's people; without any, the organisation's own address; without that, the
    umbrella's people.
    """
    feedback = Feedback.objects.create(service=service, kind=kind, message=message)
    context = {"feedback": feedback, "service": service, "organisation": service.organisation}
    people = people_of(service.organisation)
    if people.exists():
        write_letters(name="feedback_given", to=people, context=context, topic=TOPIC)
    elif service.organisation.email:
        write_letter(name="feedback_given", to=service.organisation.email, context=context)
    else:
        write_letters(name="feedback_given", to=umbrella_people(), context=context, topic=TOPIC)
    return feedback


@transaction.atomic
def settle_feedback(*, feedback: Feedback, user: User) -> None:
    """Take feedback off the work list; the first to do so stays named."""
    Feedback.objects.filter(pk=feedback.pk, handled_at=None).update(handled_at=now(), handled_by=user)


@transaction.atomic
def reopen_feedback(*, feedback: Feedback) -> None:
    """Put feedback back on the work list."""
    Feedback.objects.filter(pk=feedback.pk).update(handled_at=None, handled_by=None)


def forget_old_feedback(*, at: datetime | None = None) -> int:
    """Delete feedback older than ``FEEDBACK_KEPT_MONTHS``; return how much."""
    moment = at or now()
    before = months_before(localdate(moment), settings.FEEDBACK_KEPT_MONTHS)
    deleted, _by_model = Feedback.objects.filter(created_at__date__lt=before).delete()
    return deleted
