"""How services, organisations and terms become objects of HSDS; docs/decisions/0008-hsds.md says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Literal
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from cms.directory.availability import DIGITALLY
from cms.directory.hsds.areas import (
    COUNTRY,
    MUNICIPALITY_CODES,
    REGION,
    REGION_URI,
    municipality_uri,
)
from cms.directory.hsds.identifiers import identifier
from cms.directory.hsds.schemas import (
    Address,
    Attribute,
    CostOption,
    Location,
    Organization,
    OrganizationIdentifier,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceLanguage,
    Taxonomy,
    TaxonomyTerm,
    Url,
)
from cms.directory.hsds.uris import uri_of
from cms.directory.models import Challenge, Municipality, OrganisationPage, TargetGroup
from cms.directory.models import Service as OurService
from cms.publishing.blocks import plain_text

TARGET_GROUP, CHALLENGE = "target_group", "challenge"
TERM_MODELS: Mapping[str, type[TargetGroup | Challenge]] = {TARGET_GROUP: TargetGroup, CHALLENGE: Challenge}
DIGITAL = "digital"
"""Stands among a service's municipality codes for its virtual location."""
STATUSES: Mapping[str, Literal["active", "temporarily closed", "defunct"]] = {
    OurService.Status.ACTIVE: "active",
    OurService.Status.PAUSED: "temporarily closed",
    OurService.Status.ENDED: "defunct",
}
AT_A_PLACE = frozenset({OurService.Channel.PLACE.value, OurService.Channel.GROUP.value})


def services_of(services: Iterable[OurService], *, site: str, full: bool) -> Iterator[Service]:
    """Yield services; full ones hold everything that belongs to them.

    ``site`` is the site's address, against which our own pages' are resolved. The services' ``changed``
    comes from ``filtering.with_change``. An organisation is looked at once, however many services it has.
    """
    organizations: dict[int, Organization] = {}
    for service in services:
        organization = organizations.get(service.organisation_id)
        if organization is None:
            organization = organization_of(service.organisation, site=site, full=full)
            organizations[service.organisation_id] = organization
        yield _service_of(service, organization, site=site, full=full)


def _service_of(service: OurService, organization: Organization, *, site: str, full: bool) -> Service:
    key = identifier("service", service.pk)
    groups = list(service.target_groups.all())
    known = Service(
        id=key,
        organization_id=identifier("organization", service.organisation_id),
        name=service.name,
        description="\n\n".join(text for text in (service.summary, service.description) if text),
        url=uri_of(service.link),
        status=STATUSES[service.status],
        fees_description=_("Free of charge") if service.is_free else service.price or None,
        eligibility_description=_("For everybody")
        if service.open_to_all
        else ", ".join(group.name for group in groups) or None,
        minimum_age=_years(service.age_from),
        maximum_age=_years(service.age_to),
        assured_date=service.confirmed_at,
        last_modified=service.changed,  # type: ignore[attr-defined]  # annotated by filtering.with_change
        organization=organization,
    )
    if not full:
        return known
    return known.model_copy(
        update={
            "additional_urls": [
                Url(
                    id=identifier("url", service.pk),
                    label="Palvelupaketti",
                    url=_own_address(site, service),
                    service_id=key,
                )
            ],
            "schedules": _schedules(service),
            "service_areas": _areas(service),
            "service_at_locations": [
                service_at_location_of(service, code, site=site, full=True)
                for code in location_codes(service)
            ],
            "languages": _languages(service),
            "cost_options": _costs(service),
            "attributes": [
                *_attributes(service, TARGET_GROUP, groups),
                *_attributes(service, CHALLENGE, service.challenges.all()),
            ],
        }
    )


def organization_of(page: OrganisationPage, *, site: str, full: bool) -> Organization:
    """Return a member organisation; a full one with its telephone and its business ID."""
    key = identifier("organization", page.pk)
    known = Organization(
        id=key,
        name=page.title,
        description="\n\n".join(text for text in (page.summary, plain_text(page.body)) if text),
        email=page.email or None,
        website=uri_of(page.website),
        uri=uri_of(urljoin(site, page.url or "")),
    )
    if not full:
        return known
    return known.model_copy(
        update={
            "phones": [Phone(id=identifier("phone", page.pk), organization_id=key, number=page.telephone)]
            if page.telephone
            else [],
            "organization_identifiers": [
                OrganizationIdentifier(
                    id=identifier("organization_identifier", page.pk),
                    organization_id=key,
                    identifier_scheme="FI-PRO",  # org-id.guide: Finnish Patent and Registration Office
                    identifier_type="Y-tunnus",
                    identifier=page.business_id,
                )
            ]
            if page.business_id
            else [],
        }
    )


def taxonomy_of(kind: str) -> Taxonomy:
    """Return the taxonomy of target groups or of challenges."""
    name, description = {
        TARGET_GROUP: (_("Target groups"), _("The groups of people for whom services are meant.")),
        CHALLENGE: (_("Challenges"), _("The difficulties in which services help.")),
    }[kind]
    return Taxonomy(id=identifier("taxonomy", kind), name=name, description=description)


def term_of(kind: str, term: TargetGroup | Challenge) -> TaxonomyTerm:
    """Return a target group or a challenge as a term of its taxonomy."""
    taxonomy = taxonomy_of(kind)
    return TaxonomyTerm(
        id=identifier(kind, term.pk),
        code=term.slug,
        name=term.name,
        description=term.description or term.name,
        taxonomy=taxonomy.name,
        taxonomy_id=taxonomy.id,
        taxonomy_detail=taxonomy,
        language="fi",
    )


def location_codes(service: OurService) -> list[str]:
    """Return where a service is met: codes of municipalities, and ``DIGITAL``.

    A service that only comes to people, by telephone, in a chat or to their homes, has areas, but no place.
    """
    codes = sorted(place.code for place in service.municipalities.all())
    return codes_where_met(codes, service.channels, digital=service.digital)


def codes_where_met(codes: Iterable[str], channels: Iterable[str], *, digital: bool) -> list[str]:
    """Return which of a service's municipalities have a place of it, and ``DIGITAL`` if it is."""
    channels = frozenset(channels)
    return [*(codes if not channels or channels & AT_A_PLACE else ()), *((DIGITAL,) if digital else ())]


def service_at_location_of(service: OurService, code: str, *, site: str, full: bool) -> ServiceAtLocation:
    """Return a service at the location of one of its ``location_codes``."""
    location = (
        _virtual(service, site)
        if code == DIGITAL
        else _physical(next(place for place in service.municipalities.all() if place.code == code), full=full)
    )
    return ServiceAtLocation(
        id=identifier("service_at_location", service.pk, code),
        service_id=identifier("service", service.pk),
        location_id=location.id,
        location=location,
        description=f"{service.name}, {location.name}",
    )


def _virtual(service: OurService, site: str) -> Location:
    return Location(
        id=identifier("location", DIGITAL, service.pk),
        location_type="virtual",
        name=str(DIGITALLY),
        url=uri_of(service.link) or _own_address(site, service),
    )


def _physical(place: Municipality, *, full: bool) -> Location:
    key = identifier("location", place.code)
    return Location(
        id=key,
        location_type="physical",
        name=place.name,
        external_identifier=place.code,
        external_identifier_type=MUNICIPALITY_CODES,
        addresses=[
            Address(
                id=identifier("address", place.code),
                location_id=key,
                address_1=_("See the organisation's own site"),
                city=place.name,
                state_province=REGION,
                postal_code="-",
                country=COUNTRY,
                address_type="physical",
            )
        ]
        if full
        else None,
    )


def _areas(service: OurService) -> list[ServiceArea]:
    named = [(place.code, place.name, municipality_uri(place)) for place in service.municipalities.all()]
    if service.whole_county or service.digital:
        named.insert(0, ("region", REGION, REGION_URI))
    return [
        ServiceArea(
            id=identifier("service_area", service.pk, code),
            service_id=identifier("service", service.pk),
            name=name,
            uri=uri,
        )
        for code, name, uri in named
    ]


def _schedules(service: OurService) -> list[Schedule]:
    if not service.opening_hours:
        return []
    key = identifier("service", service.pk)
    return [
        Schedule(id=identifier("schedule", service.pk), service_id=key, description=service.opening_hours)
    ]


def _languages(service: OurService) -> list[ServiceLanguage]:
    return [
        ServiceLanguage(
            id=identifier("language", service.pk, code),
            service_id=identifier("service", service.pk),
            name=label,
            code=code,
        )
        for code, label in zip(service.languages, service.language_labels, strict=True)
    ]


def _costs(service: OurService) -> list[CostOption]:
    key, owner = identifier("cost_option", service.pk), identifier("service", service.pk)
    if service.is_free:
        words = _("Free of charge")
        return [CostOption(id=key, service_id=owner, currency="EUR", amount=0, amount_description=words)]
    return [CostOption(id=key, service_id=owner, amount_description=service.price)] if service.price else []


def _attributes(service: OurService, kind: str, terms: Iterable[TargetGroup | Challenge]) -> list[Attribute]:
    return [
        Attribute(
            id=identifier("attribute", service.pk, kind, term.pk),
            link_id=identifier("service", service.pk),
            taxonomy_term_id=identifier(kind, term.pk),
            link_type=kind,
            value=term.slug,
            taxonomy_term=term_of(kind, term),
        )
        for term in terms
    ]


def _own_address(site: str, service: OurService) -> str:
    return urljoin(site, service.get_absolute_url())


def _years(age: Decimal | None) -> float | None:
    return None if age is None else float(age)
