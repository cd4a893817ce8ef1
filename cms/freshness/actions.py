"""What confirms."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.timezone import localdate, now
from wagtail.log_actions import log

from cms.accounts.models import User
from cms.directory.actions import confirm_service
from cms.directory.models import OrganisationPage, Service
from cms.freshness.links import read_listed
from cms.freshness.models import ConfirmationLink, ProfileConfirmation
from cms.freshness.selectors import Listed
from cms.freshness.subjects import Subject

CONFIRMED = "freshness.confirm"
"""The log's name for a confirmation."""


@transaction.atomic
def confirm_profile(*, organisation: OrganisationPage, user: User | None = None) -> None:
    """Record that an organisation's profile holds as it stands today."""
    ProfileConfirmation.objects.update_or_create(
        organisation=organisation, defaults={"confirmed_at": localdate(), "confirmed_by": user}
    )


@transaction.atomic
def confirm(*, subjects: Iterable[Subject], user: User | None) -> int:
    """Record that services and profiles hold as they stand today, and log it; return how many."""
    number = 0
    for subject in subjects:
        if isinstance(subject.item, Service):
            confirm_service(service=subject.item, user=user)
        else:
            confirm_profile(organisation=subject.item, user=user)
        log(instance=subject.item, action=CONFIRMED, user=user)
        number += 1
    return number


@transaction.atomic
def confirm_by_link(*, link: ConfirmationLink) -> Listed:
    """Confirm what a letter listed and what has not changed since, once; return what was in it."""
    locked = ConfirmationLink.objects.select_for_update().select_related("person").get(pk=link.pk)
    listed = read_listed(locked)
    if locked.used_at is None:
        confirm(subjects=listed.holding, user=locked.person)
        locked.confirmed = [[subject.kind, subject.item.pk] for subject in listed.holding]
        locked.used_at = now()
        locked.save(update_fields=["confirmed", "used_at"])
    return listed
