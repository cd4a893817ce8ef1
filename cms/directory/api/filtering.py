"""The search's filters, asked of the database: which published services and organisations meet them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db.models import DateTimeField, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce, Greatest
from django.http import QueryDict

from cms.directory.api.reading import Instant, Parameters, read
from cms.directory.indexing import COUNTY, DIGITAL, LOCAL
from cms.directory.models import OrganisationPage, Service
from cms.directory.selectors import live_services, public_organisations, services_of_members
from search.fields import Language
from search.parameters import InvalidParameters, SearchParameters, read_parameters, unknown_parameter

ORGANISATION_FILTERS = ("municipality", "organisation", "page", "page_size")
SERVICE_FILTERS = (
    "target_group",
    "challenge",
    "municipality",
    "local_only",
    "availability",
    "channel",
    "organisation",
    "tag",
    "language",
    "free",
    "anonymous",
    "age",
    "page",
    "page_size",
)
OFFERED: Mapping[str, Q] = {
    COUNTY: Q(whole_county=True),
    LOCAL: Q(municipalities__isnull=False),
    DIGITAL: Q(digital=True),
}


class Freshness(Parameters):
    """Narrow to what changed lately."""

    updated_after: Instant | None = None


def read_filters(given: QueryDict, names: tuple[str, ...]) -> tuple[SearchParameters, datetime | None]:
    """Return those of the search's parameters that ``names`` lists, and ``updated_after``.

    Raise ``InvalidParameters`` that names what is unknown, malformed, or no value of its facet.
    """
    known = (*names, *Freshness.model_fields)
    unknown = {name: unknown_parameter(known) for name in given if name not in known}
    if unknown:
        raise InvalidParameters(unknown)
    filters, freshness = given.copy(), QueryDict(mutable=True)
    for name in Freshness.model_fields:
        if name in filters:
            freshness.setlist(name, filters.pop(name))
    return read_parameters(filters), read(Freshness, freshness).updated_after


def services_that_meet(
    filters: SearchParameters, updated_after: datetime | None, *, drafts: bool = False
) -> QuerySet[Service]:
    """Return the public services by name, or with ``drafts`` all of public organisations.

    A filter means what it means to the search, and looks at what was published last, if anything was.

    So a municipality includes what is offered in the whole county or digitally unless ``local_only`` is
    set, a target group what is for everybody, an age what has no age limits, and Finnish what names no
    language.
    """
    services = with_change(services_of_members() if drafts else live_services())
    for condition in _conditions(filters):
        services = services.filter(pk__in=Service.objects.filter(condition).values("pk"))
    services = _holding(services, "channels", filters.channel)
    services = _holding(services, "languages", filters.language, unsaid=Language.FI)
    if updated_after is not None:
        services = services.filter(changed__gte=updated_after)
    return services.order_by("name", "pk")


def organisations_that_meet(
    filters: SearchParameters, updated_after: datetime | None
) -> QuerySet[OrganisationPage]:
    """Return the public organisations by name; a municipality is one in which they operate."""
    organisations = public_organisations().prefetch_related("municipalities")
    if filters.municipality:
        there = OrganisationPage.objects.filter(municipalities__slug__in=filters.municipality)
        organisations = organisations.filter(pk__in=there.values("pk"))
    if filters.organisation:
        organisations = organisations.filter(slug__in=filters.organisation)
    if updated_after is not None:
        organisations = organisations.filter(last_published_at__gte=updated_after)
    return organisations.order_by("title", "pk")


def with_change(services: QuerySet[Service]) -> QuerySet[Service]:
    """Add ``changed``: when what the public sees of a service last changed."""
    published = Coalesce("last_published_at", "updated_at", output_field=DateTimeField())
    return services.annotate(changed=Greatest(published, "updated_at"))


def _conditions(filters: SearchParameters) -> list[Q]:
    conditions = []
    if filters.target_group:
        conditions.append(Q(open_to_all=True) | Q(target_groups__slug__in=filters.target_group))
    if filters.challenge:
        conditions.append(Q(challenges__slug__in=filters.challenge))
    if filters.municipality:
        local = Q(municipalities__slug__in=filters.municipality)
        conditions.append(local if filters.local_only else local | OFFERED[COUNTY] | OFFERED[DIGITAL])
    if filters.availability:
        offered = Q()
        for kind in filters.availability:
            offered |= OFFERED[kind]
        conditions.append(offered)
    if filters.organisation:
        conditions.append(Q(organisation__slug__in=filters.organisation))
    if filters.tag:
        conditions.append(Q(tags__slug__in=filters.tag))
    if filters.free:
        conditions.append(Q(is_free=True))
    if filters.anonymous:
        conditions.append(Q(anonymous=True))
    if filters.age is not None:
        age = Decimal(str(filters.age))
        conditions.append(Q(age_from__isnull=True) | Q(age_from__lte=age))
        conditions.append(Q(age_to__isnull=True) | Q(age_to__gte=age))
    return conditions


def _holding(
    services: QuerySet[Service], name: str, values: tuple[str, ...], unsaid: str = ""
) -> QuerySet[Service]:
    """Keep services whose list ``name`` holds one of the values; an empty list holds ``unsaid``.

    The list is searched as text, for SQLite knows no ``contains`` of JSON.
    """
    if not values:
        return services
    held = Q(**{f"{name}_text": "[]"}) if unsaid in values else Q()
    for value in values:
        held |= Q(**{f"{name}_text__contains": f'"{value}"'})
    return services.annotate(**{f"{name}_text": Cast(name, TextField())}).filter(held)
