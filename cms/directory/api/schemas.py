"""The shapes of the public JSON, and how they are made of what is published."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from cms.directory.availability import availability_of
from cms.directory.models import Municipality, OrganisationPage, Service
from cms.publishing.blocks import plain_text

Item = TypeVar("Item")


class TermOut(BaseModel):
    """One value of a filter: what to ask for, and what it is called."""

    value: str
    label: str


class OfferedOut(BaseModel):
    """Where a service is offered; ``words`` says it as people read it."""

    whole_county: bool
    digital: bool
    municipalities: list[TermOut]
    words: list[str]


class OrganisationReferenceOut(BaseModel):
    """The organisation that offers a service."""

    id: int
    slug: str
    name: str
    url: str


class ServiceOut(BaseModel):
    """A published service. ``section_url`` leads to the organisation's own site, ``url`` to ours.

    ``address`` is where people go, empty where there is no such place or nobody may know it.
    """

    id: int
    slug: str
    name: str
    summary: str
    description: str
    url: str
    section_url: str
    organisation: OrganisationReferenceOut
    open_to_all: bool
    target_groups: list[TermOut]
    challenges: list[TermOut]
    tags: list[TermOut]
    availability: OfferedOut
    address: str
    channels: list[TermOut]
    languages: list[TermOut]
    opening_hours: str
    free: bool
    price: str
    anonymous: bool
    age_from: float | None
    age_to: float | None
    status: str
    published: date | None
    updated: datetime
    confirmed: date | None


class MunicipalityOut(TermOut):
    """A municipality; ``code`` is Statistics Finland's."""

    code: str


class OrganisationOut(BaseModel):
    """A published member organisation; ``description`` is plain text."""

    id: int
    slug: str
    name: str
    summary: str
    description: str
    url: str
    business_id: str
    website: str
    email: str
    telephone: str
    address: str
    municipalities: list[MunicipalityOut]
    published: date | None
    updated: datetime | None


class PageOut(BaseModel, Generic[Item]):
    """One page of a list; ``page`` counts from 1."""

    total: int
    page: int
    page_size: int
    results: list[Item]


class ServicePageOut(PageOut[ServiceOut]):
    """One page of services."""


class OrganisationPageOut(PageOut[OrganisationOut]):
    """One page of organisations."""


class TaxonomyTermOut(TermOut):
    """One value with its names by language; ``code`` for what an authority has numbered."""

    names: dict[str, str]
    description: str = ""
    code: str | None = None


class TaxonomyOut(BaseModel):
    """One filter with its values, in the order to show them."""

    parameter: str
    terms: list[TaxonomyTermOut]


class TaxonomiesOut(BaseModel):
    """Every list of values that services are found by."""

    taxonomies: list[TaxonomyOut]


def service_out(service: Service) -> ServiceOut:
    """Show a service, in the active language where there are words for it."""
    places = sorted(service.municipalities.all(), key=lambda place: place.name)
    organisation = service.organisation
    return ServiceOut(
        id=service.pk,
        slug=service.slug,
        name=service.name,
        summary=service.summary,
        description=service.description,
        url=service.get_absolute_url(),
        section_url=service.link,
        organisation=OrganisationReferenceOut(
            id=organisation.pk, slug=organisation.slug, name=organisation.title, url=organisation.url or ""
        ),
        open_to_all=service.open_to_all,
        target_groups=_terms(service.target_groups.all()),
        challenges=_terms(service.challenges.all()),
        tags=[TermOut(value=tag.slug, label=tag.name) for tag in service.tags.all()],
        availability=OfferedOut(
            whole_county=service.whole_county,
            digital=service.digital,
            municipalities=_terms(places),
            words=availability_of(service),
        ),
        address=service.public_address,
        channels=_choices(service.channels, service.channel_labels),
        languages=_choices(service.languages, service.language_labels),
        opening_hours=service.opening_hours,
        free=service.is_free,
        price=service.price,
        anonymous=service.anonymous,
        age_from=_years(service.age_from),
        age_to=_years(service.age_to),
        status=service.status,
        published=service.first_published_at.date() if service.first_published_at else None,
        updated=service.changed,  # type: ignore[attr-defined]  # annotated by filtering.with_change
        confirmed=service.confirmed_at,
    )


def organisation_out(page: OrganisationPage) -> OrganisationOut:
    """Show an organisation."""
    return OrganisationOut(
        id=page.pk,
        slug=page.slug,
        name=page.title,
        summary=page.summary,
        description=plain_text(page.body),
        url=page.url or "",
        business_id=page.business_id,
        website=page.website,
        email=page.email,
        telephone=page.telephone,
        address=page.public_address,
        municipalities=[
            MunicipalityOut(value=place.slug, label=place.name, code=place.code)
            for place in sorted(page.municipalities.all(), key=lambda place: place.name)
        ],
        published=page.first_published_at.date() if page.first_published_at else None,
        updated=page.last_published_at,
    )


def municipality_codes() -> dict[str, str]:
    """Return the code of each municipality by its slug."""
    return dict(Municipality.objects.values_list("slug", "code"))


def _terms(terms: Any) -> list[TermOut]:
    return [TermOut(value=term.slug, label=term.name) for term in terms]


def _choices(values: list[str], labels: list[str]) -> list[TermOut]:
    return [TermOut(value=value, label=label) for value, label in zip(values, labels, strict=True)]


def _years(age: Decimal | None) -> float | None:
    return None if age is None else float(age)
