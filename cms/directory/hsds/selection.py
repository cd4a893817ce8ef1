"""Which of our objects a request asks for, as keys in order, and the objects of some keys.

Keys first: their number is the total, a slice of them a page, and only a page's objects are loaded. An
identifier is found by reckoning the identifiers of all published keys, some microseconds each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from cms.directory.api.filtering import with_change
from cms.directory.hsds.identifiers import identifier, key_of
from cms.directory.hsds.mapping import TERM_MODELS, codes_where_met, taxonomy_of
from cms.directory.hsds.parameters import (
    OrganizationParameters,
    ServiceAtLocationParameters,
    TermParameters,
)
from cms.directory.models import Challenge, OrganisationPage, Service, TargetGroup
from cms.directory.selectors import public_organisations, published_services
from search.addresses import active_language
from search.engine import get_engine
from search.fields import Facet, Kind
from search.indexed import plain
from search.query import MAX_PAGE_SIZE, SearchQuery
from search.registry import parse_document_id

RELATIONS = {"target_group": "target_groups", "challenge": "challenges"}
NONE = Q(pk__in=())

Place = tuple[int, str]
"""A service's key and one of its location codes."""
Term = tuple[str, TargetGroup | Challenge]
"""A term with the kind that it is of."""


def services_with_change() -> QuerySet[Service]:
    """Return the services that are or were offered to the public, also those that ended, by name."""
    return with_change(published_services()).order_by("name", "pk")


def service_keys(parameters: ServiceAtLocationParameters) -> list[int]:
    """Return the keys of the services that are asked for, by name, or the best found first.

    Services that ended are told of only to those who ask what changed.
    """
    services = services_with_change().filter(_having_terms(parameters))
    if parameters.modified_after is None:
        services = services.exclude(status=Service.Status.ENDED)
    else:
        services = services.filter(changed__gte=parameters.modified_after)
    if parameters.organization_id is not None:
        services = services.filter(organisation=key_of_organisation(parameters.organization_id))
    return _ranked(services.values_list("pk", flat=True), parameters.search, Kind.SERVICE)


def services_of(keys: Sequence[int]) -> list[Service]:
    """Return the published services of some keys, in their order, with all that belongs to them."""
    services = services_with_change().select_related("organisation")
    services = services.prefetch_related("target_groups", "challenges", "municipalities")
    found = services.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def changes_of(keys: Sequence[int]) -> list[tuple[int, datetime]]:
    """Return when the published services of some keys changed, in their order; one query for them all."""
    changed = dict(services_with_change().values_list("pk", "changed"))
    return [(key, changed[key]) for key in keys if key in changed]


def key_of_service(wanted: UUID) -> int | None:
    """Return the key of the published service of an identifier."""
    return key_of("service", wanted, services_with_change().values_list("pk", flat=True))


def organisations_by_name() -> QuerySet[OrganisationPage]:
    """Return the organisations that the public may see."""
    organisations: QuerySet[OrganisationPage] = public_organisations().order_by("title", "pk")
    return organisations


def organisation_keys(parameters: OrganizationParameters) -> list[int]:
    """Return the keys of the organisations that are asked for, by name, or the best found first."""
    organisations = organisations_by_name()
    terms = _having_terms(parameters)
    if terms:
        services = services_with_change().exclude(status=Service.Status.ENDED).filter(terms)
        organisations = organisations.filter(pk__in=services.order_by().values("organisation"))
    if parameters.modified_after is not None:
        organisations = organisations.filter(last_published_at__gte=parameters.modified_after)
    return _ranked(organisations.values_list("pk", flat=True), parameters.search, Kind.ORGANISATION)


def organisations_of(keys: Sequence[int]) -> list[OrganisationPage]:
    """Return the published organisations of some keys, in their order."""
    found = organisations_by_name().in_bulk(keys)
    return [found[key] for key in keys if key in found]


def key_of_organisation(wanted: UUID) -> int | None:
    """Return the key of the published organisation of an identifier."""
    return key_of("organization", wanted, organisations_by_name().values_list("pk", flat=True))


def places_of(keys: Sequence[int]) -> list[Place]:
    """Return where the services of some keys are met, in the services' order."""
    codes: dict[int, list[str]] = defaultdict(list)
    joined = Service.municipalities.through.objects.order_by("municipality__code")
    for key, code in joined.values_list("service_id", "municipality__code"):
        codes[key].append(code)
    met = {
        key: codes_where_met(codes[key], channels, digital=digital)
        for key, channels, digital in services_with_change().values_list("pk", "channels", "digital")
    }
    return [(key, code) for key in keys for code in met.get(key, ())]


def place_of(wanted: UUID) -> Place | None:
    """Return the published service and location of an identifier."""
    keys = list(services_with_change().values_list("pk", flat=True))
    return key_of("service_at_location", wanted, places_of(keys))


def taxonomy_kinds(text: str = "") -> list[str]:
    """Return the kinds of taxonomies; ``text`` narrows to those with it in their name or description."""
    taxonomies = ((kind, taxonomy_of(kind)) for kind in TERM_MODELS)
    return [kind for kind, taxonomy in taxonomies if _holds(text, taxonomy.name, taxonomy.description)]


def kind_of_taxonomy(wanted: UUID) -> str | None:
    """Return the kind of the taxonomy of an identifier."""
    return key_of("taxonomy", wanted, TERM_MODELS)


def terms(parameters: TermParameters) -> list[Term]:
    """Return the terms that are asked for, each taxonomy's in their own order."""
    if parameters.parent_id is not None:
        return []
    return [
        (kind, term)
        for kind, model in TERM_MODELS.items()
        if parameters.taxonomy_id in (None, identifier("taxonomy", kind))
        for term in model.objects.all()
        if _holds(parameters.search, *term.names, term.description)
    ]


def term_of_identifier(wanted: UUID) -> Term | None:
    """Return the term of an identifier."""
    for kind, model in TERM_MODELS.items():
        key = key_of(kind, wanted, model.objects.values_list("pk", flat=True))
        if key is not None:
            return kind, model.objects.get(pk=key)
    return None


def _holds(asked: str, *texts: str) -> bool:
    return any(plain(asked) in plain(text) for text in texts)


def _having_terms(parameters: OrganizationParameters) -> Q:
    """Return the condition that a service has the term, and one of the taxonomy's, that are asked for."""
    condition = Q()
    if parameters.taxonomy_id is not None:
        kind = kind_of_taxonomy(parameters.taxonomy_id)
        condition &= _among(RELATIONS[kind], "isnull", False) if kind else NONE
    if parameters.taxonomy_term_id is not None:
        found = term_of_identifier(parameters.taxonomy_term_id)
        condition &= _among(RELATIONS[found[0]], "exact", found[1].pk) if found else NONE
    return condition


def _among(relation: str, lookup: str, value: object) -> Q:
    return Q(pk__in=Service.objects.filter(**{f"{relation}__{lookup}": value}).values("pk"))


def _ranked(
    keys: QuerySet[Service, int] | QuerySet[OrganisationPage, int], text: str, kind: Kind
) -> list[int]:
    if not text.strip():
        return list(keys)
    allowed = set(keys)
    return [key for key in _found(text, kind) if key in allowed]


def _found(text: str, kind: Kind) -> list[int]:
    """Return the keys of all that the search finds, the best first. Raises ``SearchError``."""
    found: list[int] = []
    page, total = 1, 1
    while (page - 1) * MAX_PAGE_SIZE < total:
        query = SearchQuery(
            text=text,
            language=active_language(),
            filters={Facet.KIND: (kind.value,)},
            page=page,
            page_size=MAX_PAGE_SIZE,
            today=localdate(),
        )
        results = get_engine().search(query)
        found += [parse_document_id(hit.document.id)[1] for hit in results.hits]
        page, total = page + 1, results.total
    return found
