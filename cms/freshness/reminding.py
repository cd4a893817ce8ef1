"""Remind organisations of what nobody has confirmed for long: once a stage, one letter for all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now
from django.utils.translation import override

from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.freshness.links import address_of, make_link
from cms.freshness.models import Reminder
from cms.freshness.periods import Stage, first_reminded
from cms.freshness.selectors import aging_profiles, aging_services, aging_subjects
from cms.freshness.subjects import Subject, fingerprint
from cms.mail.actions import language_of, write_letter
from cms.membership.selectors import UMBRELLA_EDITORS, people_of, umbrella_people
from cms.worklist.items import Scope

GOING_ALONG = timedelta(days=14)
"""What will be due within this time goes into a letter that leaves anyway; else each service that was
entered on a day of its own would bring a letter of its own."""


@dataclass(frozen=True, slots=True)
class Due:
    """Hold a subject and the stage that a letter of today stands for."""

    subject: Subject
    stage: Stage


def remind(*, today: date | None = None) -> int:
    """Write the reminders that are due and not yet written; return to how many organisations' subjects.

    Run it as often as you like: each stage is written once, until somebody confirms. After days without
    a run only the stage that has been reached by now is written.
    """
    day = today or localdate()
    reminded = 0
    for key in _organisations(day):
        try:
            reminded += _remind_organisation(OrganisationPage.objects.get(pk=key), day)
        except IntegrityError:  # another worker has written the same just now
            continue
    _tell_umbrella()
    return reminded


def _organisations(day: date) -> list[int]:
    """Return the keys of the organisations that have something old enough, in a steady order."""
    everybody, by = Scope(None), first_reminded(day)
    services = aging_services(scope=everybody, by=by).order_by().values_list("organisation", flat=True)
    return sorted(
        {*services.distinct(), *aging_profiles(scope=everybody, by=by).values_list("pk", flat=True)}
    )


@transaction.atomic
def _remind_organisation(organisation: OrganisationPage, day: date) -> bool:
    scope = Scope(frozenset({organisation.pk}))
    old = [
        Due(subject, _stage(subject, day))
        for subject in aging_subjects(scope=scope, by=first_reminded(day + GOING_ALONG))
    ]
    written = {
        (row.service_id, row.stage, row.fresh_since)
        for row in Reminder.objects.filter(organisation=organisation)
    }
    fresh = [due for due in old if _key(due) not in written]
    if not any(due.subject.stage_on(day) == due.stage for due in fresh):
        return False
    people = list(people_of(organisation))
    Reminder.objects.bulk_create(
        Reminder(
            organisation=organisation,
            service_id=_key(due)[0],
            stage=due.stage,
            fresh_since=due.subject.fresh_since,
            for_umbrella=due.stage == Stage.OVERDUE or not people,
        )
        for due in fresh
    )
    _write(organisation, people, [due.subject for due in old], max(due.stage for due in fresh))
    return True


def _stage(subject: Subject, day: date) -> Stage:
    """Return the stage that a letter of today stands for; nobody is called overdue before the time."""
    now_reached = subject.stage_on(day)
    return max(now_reached, min(subject.stage_on(day + GOING_ALONG), Stage.SECOND))


def _key(due: Due) -> tuple[int | None, int, date]:
    service = due.subject.item.pk if due.subject.kind == "service" else None
    return service, int(due.stage), due.subject.fresh_since


def _write(
    organisation: OrganisationPage, people: Iterable[User], subjects: list[Subject], stage: Stage
) -> None:
    """Write each person a letter with a link of her own."""
    prints = {subject: fingerprint(subject.item) for subject in subjects}
    for person in people:
        link = make_link(organisation=organisation, person=person, subjects=subjects, prints=prints)
        with override(language_of(person)):
            address = address_of(link)
        write_letter(
            name="freshness_reminder",
            to=person,
            context={
                "organisation": organisation,
                "subjects": subjects,
                "confirm_url": address,
                "overdue": stage == Stage.OVERDUE,
            },
        )


@transaction.atomic
def _tell_umbrella() -> int:
    """Tell the umbrella's editors what is overdue, or has nobody to remind, in one letter."""
    rows = list(
        Reminder.objects.select_for_update(of=("self",))
        .filter(for_umbrella=True, umbrella_told_at=None)
        .select_related("organisation", "service")
        .order_by("organisation__title", "organisation", "fresh_since", "pk")
    )
    if not rows:
        return 0
    organisations = [
        {"organisation": organisation, "reminders": list(group), "people": people_of(organisation).count()}
        for organisation, group in groupby(rows, key=lambda row: row.organisation)
    ]
    Reminder.objects.filter(pk__in=[row.pk for row in rows]).update(umbrella_told_at=now())
    for person in umbrella_people(UMBRELLA_EDITORS) or umbrella_people():
        write_letter(name="freshness_umbrella", to=person, context={"organisations": organisations})
    return len(rows)
