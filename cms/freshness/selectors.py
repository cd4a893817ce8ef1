"""What has not been confirmed for long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, F, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils.timezone import localdate
from wagtail.query import PageQuerySet

from cms.directory.models import OrganisationPage, Service
from cms.freshness.models import ProfileConfirmation
from cms.freshness.periods import first_reminded
from cms.freshness.subjects import PROFILE, SERVICE, Subject, fingerprint, relations_of
from cms.worklist.items import Scope
from cms.worklist.pages import Chain


def aging_services(*, scope: Scope, by: date) -> QuerySet[Service]:
    """Return published services last confirmed, or else published, by a day; ``fresh_since`` says which."""
    since = Coalesce("confirmed_at", TruncDate("first_published_at"), TruncDate("created_at"))
    services = (
        Service.objects.filter(live=True, organisation__live=True)
        .exclude(status=Service.Status.ENDED)
        .annotate(fresh_since=since)
        .filter(fresh_since__lte=by)
    )
    return scope.narrow(services)


def aging_profiles(*, scope: Scope, by: date) -> PageQuerySet:
    """Return the same of the published organisations' profiles."""
    since = Coalesce(
        F("profile_confirmation__confirmed_at"),
        TruncDate("first_published_at"),
        output_field=DateField(),
    )
    pages = OrganisationPage.objects.live().annotate(fresh_since=since).filter(fresh_since__lte=by)
    return scope.narrow(pages, "pk")


def aging(*, scope: Scope, by: date | None = None) -> list[QuerySet[Any]]:
    """Return both, by default what is due today: profiles, then services, the longest unconfirmed first."""
    limit = by or first_reminded(localdate())
    found = (aging_profiles(scope=scope, by=limit), aging_services(scope=scope, by=limit))
    return [rows.order_by("fresh_since", "pk") for rows in found]


def aging_subjects(*, scope: Scope, by: date | None = None) -> Chain[Subject]:
    """Return the same as subjects, ready for their fingerprints."""
    return Chain([(with_relations(rows), Subject.of) for rows in aging(scope=scope, by=by)])


def subjects_named(names: Iterable[tuple[str, int]], *, scope: Scope) -> dict[tuple[str, int], Subject]:
    """Return those published subjects in scope that kinds and keys name, whatever their age."""
    wanted = set(names)
    today = localdate()
    found: list[Subject] = []
    for kind, aging in ((SERVICE, aging_services), (PROFILE, aging_profiles)):
        keys = [key for named, key in wanted if named == kind]
        if keys:
            rows = with_relations(aging(scope=scope, by=today).filter(pk__in=keys))
            found += map(Subject.of, rows)
    return {(subject.kind, subject.item.pk): subject for subject in found}


@dataclass(frozen=True, slots=True)
class Listed:
    """Sort what was listed: what still reads as it did, what has changed, and how much is gone."""

    holding: tuple[Subject, ...]
    changed: tuple[Subject, ...]
    gone: int


def compare(printed: Mapping[tuple[str, int], str], *, scope: Scope) -> Listed:
    """Compare fingerprints by kind and key with what stands now; a constant number of queries."""
    found = subjects_named(printed, scope=scope)
    holding, changed = [], []
    for name, old in printed.items():
        if (subject := found.get(name)) is not None:
            (holding if fingerprint(subject.item) == old else changed).append(subject)
    return Listed(tuple(holding), tuple(changed), len(printed) - len(found))


def with_relations(items: Any) -> Any:
    """Fetch along what fingerprints need."""
    return items.prefetch_related(*(field.name for field in relations_of(items.model)))


def fresh_since(item: Service | OrganisationPage) -> tuple[date | None, date | None]:
    """Return when somebody confirmed it, and from when its age is counted; neither if it never was public."""
    if isinstance(item, Service):
        confirmed = item.confirmed_at
    else:
        confirmed = (
            ProfileConfirmation.objects.filter(organisation=item.pk)
            .values_list("confirmed_at", flat=True)
            .first()
        )
    published = localdate(item.first_published_at) if item.first_published_at else None
    return confirmed, confirmed or published
