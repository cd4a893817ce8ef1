"""The members at a glance: a row an organisation, in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cms.directory.models import OrganisationPage, Service
from cms.freshness.periods import first_reminded
from cms.freshness.selectors import aging_services
from cms.membership.models import Membership
from cms.overview.asking import Condition
from cms.sheets.writing import Table
from cms.worklist.items import Scope
from cms.worklist.registry import sources
from search.fields import LinkState

EVERYBODY = Scope(organisations=None)


@dataclass(frozen=True, slots=True)
class Member:
    """Be one organisation: what it offers, how fresh that is, and what waits.

    ``stale`` counts published services of whose confirmation people are reminded, ``broken``
    those whose link is dead, ``work`` everything on its work list, ``people`` active accounts.
    """

    key: int
    title: str
    live: bool
    member_until: date | None
    email: str
    services: int = 0
    drafts: int = 0
    last_confirmed: date | None = None
    stale: int = 0
    work: int = 0
    broken: int = 0
    people: int = 0

    @property
    def reachable(self) -> bool:
        """Tell whether a message has somewhere to go."""
        return bool(self.people or self.email)


COLUMNS = ("title", "services", "drafts", "last_confirmed", "stale", "work", "broken", "people")
"""What the list can be ordered by; a hyphen before it turns the order round."""


def open_work() -> Counter[int | None]:
    """Return how much waits by organisation, whatever its kind."""
    work: Counter[int | None] = Counter()
    for source in sources():
        work.update(source.counts(EVERYBODY))
    return work


def members(
    *,
    text: str = "",
    condition: Condition = Condition.ANY,
    order: str = "title",
    work: Mapping[int | None, int] | None = None,
) -> list[Member]:
    """Return the organisations that meet both, in order; what has no value comes last.

    ``work`` is what ``open_work`` returns, from who has it already.
    """
    found = [
        member
        for member in _all_members(open_work() if work is None else work)
        if text.casefold() in member.title.casefold() and _meets(member, condition)
    ]
    name, backwards = order.removeprefix("-"), order.startswith("-")
    found.sort(key=lambda member: member.title.casefold())
    if name == "title":
        return found[::-1] if backwards else found
    known = [member for member in found if getattr(member, name) is not None]
    unknown = [member for member in found if getattr(member, name) is None]
    known.sort(key=lambda member: getattr(member, name), reverse=backwards)
    return known + unknown


def members_table(found: Sequence[Member]) -> Table:
    """Return members as a table to download."""
    header = [
        _("Organisation"),
        _("Published"),
        _("Services"),
        _("Drafts"),
        _("Last confirmed"),
        _("To be confirmed"),
        _("Open work"),
        _("Broken links"),
        _("Persons"),
        _("Email"),
        _("Member until"),
    ]
    rows = [
        [
            member.title,
            member.live,
            member.services,
            member.drafts,
            member.last_confirmed,
            member.stale,
            member.work,
            member.broken,
            member.people,
            member.email,
            member.member_until,
        ]
        for member in found
    ]
    return Table(_("Members"), header, rows)


def _all_members(work: Mapping[int | None, int]) -> list[Member]:
    offered = Q(live=True) & ~Q(status=Service.Status.ENDED)
    by_organisation = {
        row.pop("organisation"): row
        for row in Service.objects.order_by()
        .values("organisation")
        .annotate(
            services=Count("pk", filter=offered),
            drafts=Count("pk", filter=Q(live=False)),
            last_confirmed=Max("confirmed_at", filter=offered),
            broken=Count("pk", filter=offered & Q(link_state=LinkState.DEAD.value)),
        )
    }
    people = dict(
        Membership.objects.filter(user__is_active=True)
        .order_by()
        .values_list("organisation")
        .annotate(Count("user", distinct=True))
    )
    stale = dict(
        aging_services(scope=EVERYBODY, by=first_reminded(localdate()))
        .order_by()
        .values_list("organisation")
        .annotate(Count("pk"))
    )
    pages = OrganisationPage.objects.order_by().values_list("pk", "title", "live", "member_until", "email")
    return [
        Member(
            *page,
            **by_organisation.get(page[0], {}),
            stale=stale.get(page[0], 0),
            work=work.get(page[0], 0),
            people=people.get(page[0], 0),
        )
        for page in pages
    ]


def _meets(member: Member, condition: Condition) -> bool:
    return {
        Condition.ANY: True,
        Condition.WORK: member.work > 0,
        Condition.BROKEN: member.broken > 0,
        Condition.STALE: member.stale > 0,
        Condition.NO_SERVICES: member.services == 0,
        Condition.NO_PEOPLE: member.people == 0,
        Condition.UNPUBLISHED: not member.live,
        Condition.LEFT: member.member_until is not None and member.member_until < localdate(),
    }[condition]
