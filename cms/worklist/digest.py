"""The week's work list by mail: one letter a person, if anything waits for her."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import override

from cms.accounts.models import User
from cms.mail.actions import language_of, write_letter
from cms.mail.choices import wants
from cms.membership.selectors import UMBRELLA_GROUPS
from cms.worklist.models import DigestWeek
from cms.worklist.scopes import scope_of
from cms.worklist.selectors import kinds, titles

TOPIC = "worklist-digest"
LINES = 5
"""So many lines of each kind stand in the letter; the rest are counted."""


def send_digests(*, today: date | None = None) -> int:
    """See to this week's digest of everybody who has not had hers; return how many letters were written.

    Once a week and person, also if it runs twice. Whoever has nothing to do this time hears nothing
    until next week.
    """
    year, week, _day = (today or localdate()).isocalendar()
    name = f"{year}-W{week:02}"
    works = Q(memberships__isnull=False) | Q(groups__name__in=UMBRELLA_GROUPS)
    people = User.objects.filter(works, is_active=True).exclude(digest_weeks__week=name).distinct()
    return sum(_send(person, name) for person in people.order_by("pk"))


@transaction.atomic
def _send(person: User, week: str) -> bool:
    row, mine = DigestWeek.objects.get_or_create(user=person, week=week)
    if not mine or not wants(person, TOPIC):
        return False
    scope = scope_of(person)
    with override(language_of(person)):  # the lines say what is wrong as they are gathered
        found = kinds(scope, items=LINES)
    row.items = sum(kind.total for kind in found)
    row.save(update_fields=["items"])
    if not found:
        return False
    context = {
        "kinds": found,
        "total": row.items,
        "titles": titles(scope) if scope.organisations is None or len(scope.organisations) > 1 else {},
    }
    return write_letter(name="worklist_digest", to=person, context=context, topic=TOPIC) is not None
