"""Searches that found nothing, near whose subjects they are, as work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.accounts.models import User
from cms.directory.models import Service
from cms.worklist.items import Scope, WorkAction, WorkItem
from cms.worklist.models import UnmetSearch
from cms.worklist.nearness import Subjects
from search.fields import Language
from search.log.actions import log_start
from search.log.selectors import UNMET
from search.models import SearchLogEntry
from search.names.selectors import use_current_names
from search.synonyms.selectors import current_concepts

PERIOD = timedelta(days=90)
MOST = 500
"""So many queries are looked at, those searched most; the report has all of them."""
FOR_NOBODY = 2
"""A query near nobody's subjects counts once it was searched so often: a single one is mostly a slip."""


class UnmetSearches:
    """List queries of the last three months that find nothing."""

    name = "unmet"
    title = gettext_lazy("Searched for and not found")
    advice = gettext_lazy(
        "Professionals looked for these in vain. Do you have such a service? Add it, or add the word to one."
    )
    urgency = 90

    def counts(self, scope: Scope) -> Mapping[int | None, int]:
        """Count by organisation."""
        rows = _open(scope).order_by().values_list("organisation")
        return dict(rows.annotate(number=Count("pk")))

    def items(self, scope: Scope, *, limit: int, offset: int = 0) -> Sequence[WorkItem]:
        """List the queries searched most first."""
        rows = _open(scope).order_by("-searches", "text", "pk")
        return [_item(row) for row in rows[offset : offset + limit]]


@transaction.atomic
def match_unmet_searches(*, at: datetime | None = None) -> int:
    """Bring the rows in line with the log of searches; return how many queries are unmet.

    A query that has found something since its last failure is met, and goes; a dismissed one stays so,
    whatever becomes of it, until the log has forgotten the query.
    """
    moment = at or now()
    use_current_names()
    concepts = current_concepts()
    subjects = Subjects.of(_subjects())
    queries = _unmet_queries(moment - PERIOD)
    kept: list[int] = []
    for query in queries:
        near: dict[int | None, str] = dict(
            subjects.near(query["text"], Language(query["language"]), concepts)
        )
        if not near and query["unmet"] >= FOR_NOBODY:
            near = {None: ""}
        kept += [_keep(query, organisation, name).pk for organisation, name in near.items()]
    _forget_all_but(set(kept), logged_since=log_start(moment))
    return len(queries)


@transaction.atomic
def dismiss(*, search: UnmetSearch, user: User) -> None:
    """Take a query off an organisation's list for good."""
    search.dismissed_at, search.dismissed_by = now(), user
    search.save(update_fields=["dismissed_at", "dismissed_by"])


def _forget_all_but(kept: set[int], *, logged_since: datetime) -> None:
    """Delete what is met; what was dismissed stays for as long as the log knows the query."""
    over = Q(dismissed_at=None) | Q(latest_at__lt=logged_since)
    gone = [key for key in UnmetSearch.objects.filter(over).values_list("pk", flat=True) if key not in kept]
    for first in range(0, len(gone), MOST):
        UnmetSearch.objects.filter(pk__in=gone[first : first + MOST]).delete()


def _unmet_queries(since: datetime) -> QuerySet[SearchLogEntry, Any]:
    """Return a row a query whose last failure came after its last success."""
    return (
        SearchLogEntry.objects.exclude(text="")
        .filter(created__gte=since)
        .values("text")
        .annotate(
            unmet=Count("pk", filter=UNMET),
            first=Min("created", filter=UNMET),
            latest=Max("created", filter=UNMET),
            met=Max("created", filter=~UNMET),
            language=Min("language"),
        )
        .filter(Q(met=None) | Q(met__lt=F("latest")), unmet__gt=0)
        .order_by("-unmet", "text")[:MOST]
    )


def _subjects() -> dict[int, list[tuple[str, Language]]]:
    """Return the names of the subjects of each organisation's published services."""
    found: dict[int, list[tuple[str, Language]]] = defaultdict(list)
    services = Service.objects.filter(live=True).exclude(status=Service.Status.ENDED).order_by()
    for field, language in (
        ("challenges__name_fi", Language.FI),
        ("challenges__name_sv", Language.SV),
        ("target_groups__name_fi", Language.FI),
        ("target_groups__name_sv", Language.SV),
        ("tags__name", Language.FI),
    ):
        for organisation, name in services.values_list("organisation", field).distinct():
            if name:
                found[organisation].append((name, language))
    return found


def _keep(query: Mapping[str, Any], organisation: int | None, near: str) -> UnmetSearch:
    row, _created = UnmetSearch.objects.update_or_create(
        text=query["text"],
        organisation_id=organisation,
        defaults={
            "language": query["language"],
            "near": near,
            "searches": query["unmet"],
            "first_at": query["first"],
            "latest_at": query["latest"],
        },
    )
    return row


def _open(scope: Scope) -> QuerySet[UnmetSearch]:
    return scope.narrow(UnmetSearch.objects.filter(dismissed_at=None))


def _item(row: UnmetSearch) -> WorkItem:
    reason = ngettext(
        "Searched %(number)s time in three months, found nothing.",
        "Searched %(number)s times in three months, found nothing.",
        row.searches,
    ) % {"number": row.searches}
    if row.near:
        reason += " " + _("It is near your subject: %(subject)s.") % {"subject": row.near}
        main = WorkAction(_("Add a service"), reverse("wagtailsnippets_directory_service:add"))
    else:
        form = reverse("wagtailsnippets_search_synonymset:add")
        main = WorkAction(_("Make a synonym"), f"{form}?{urlencode({'labels': row.text})}")
    dismissal = WorkAction(_("Does not concern us"), reverse("dismiss_search", args=[row.pk]), posts=True)
    return WorkItem(
        key=str(row.pk),
        organisation=row.organisation_id,
        subject=f"”{row.text}”",
        reason=reason,
        since=row.first_at,
        actions=(main, dismissal),
    )
