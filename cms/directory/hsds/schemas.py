"""The objects of HSDS 3.1 that we fill, with those of their fields that we know.

Names, order and nesting are the specification's. What is ``None`` is left out of an answer: the
specification knows no null.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Described(BaseModel):
    """Be one object of HSDS, without fields of our own making."""

    model_config = ConfigDict(extra="forbid")


class Url(Described):
    """A further web address of a service."""

    id: UUID
    label: str
    url: str
    service_id: UUID


class Phone(Described):
    """A telephone number."""

    id: UUID
    organization_id: UUID
    number: str
    type: str = "voice"


class OrganizationIdentifier(Described):
    """What an authority knows an organisation by."""

    id: UUID
    organization_id: UUID
    identifier_scheme: str
    identifier_type: str
    identifier: str


class Organization(Described):
    """A member organisation."""

    id: UUID
    name: str
    description: str
    email: str | None = None
    website: str | None = None
    uri: str | None = None
    phones: list[Phone] | None = None
    organization_identifiers: list[OrganizationIdentifier] | None = None


class Taxonomy(Described):
    """A list of terms."""

    id: UUID
    name: str
    description: str


class TaxonomyTerm(Described):
    """One term of a taxonomy."""

    id: UUID
    code: str
    name: str
    description: str
    taxonomy: str
    taxonomy_id: UUID
    taxonomy_detail: Taxonomy | None = None
    language: str


class Attribute(Described):
    """A service's having a term."""

    id: UUID
    link_id: UUID
    taxonomy_term_id: UUID
    link_type: str
    link_entity: str = "service"
    value: str
    taxonomy_term: TaxonomyTerm | None = None


class ServiceArea(Described):
    """An area whose people a service is for."""

    id: UUID
    service_id: UUID
    name: str
    uri: str


class Schedule(Described):
    """When a service is open, in words."""

    id: UUID
    service_id: UUID
    description: str


class ServiceLanguage(Described):
    """A language in which a service is given."""

    id: UUID
    service_id: UUID
    name: str
    code: str


class CostOption(Described):
    """What a service costs."""

    id: UUID
    service_id: UUID
    option: str | None = None
    currency: str | None = None
    amount: float | None = None
    amount_description: str


class Address(Described):
    """Where a location is, as exactly as the directory knows."""

    id: UUID
    location_id: UUID
    address_1: str
    city: str
    state_province: str
    postal_code: str
    country: str
    address_type: Literal["physical", "postal", "virtual"]


class Location(Described):
    """A municipality in which services meet people, or the web."""

    id: UUID
    location_type: Literal["physical", "postal", "virtual"]
    url: str | None = None
    name: str
    external_identifier: str | None = None
    external_identifier_type: str | None = None
    addresses: list[Address] | None = None


class ServiceAtLocation(Described):
    """A service at one of its locations."""

    id: UUID
    service_id: UUID
    location_id: UUID
    description: str | None = None
    schedules: list[Schedule] | None = None
    location: Location | None = None


class Service(Described):
    """A service; the nested lists stand in a full one only."""

    id: UUID
    organization_id: UUID
    name: str
    description: str
    url: str | None = None
    additional_urls: list[Url] | None = None
    status: Literal["active", "inactive", "defunct", "temporarily closed"]
    fees_description: str | None = None
    eligibility_description: str | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    assured_date: date | None = None
    last_modified: datetime
    schedules: list[Schedule] | None = None
    service_areas: list[ServiceArea] | None = None
    service_at_locations: list[ServiceAtLocation] | None = None
    languages: list[ServiceLanguage] | None = None
    organization: Organization | None = None
    cost_options: list[CostOption] | None = None
    attributes: list[Attribute] | None = None


class MinimalService(Described):
    """What tells a harvester which services there are, and which of them changed."""

    id: UUID
    last_modified: datetime


class Page(BaseModel):
    """One page of a list; ``page_number`` counts from 1."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool


class ServicePage(Page):
    """One page of services."""

    contents: list[Service | MinimalService]


class OrganizationPage(Page):
    """One page of organisations."""

    contents: list[Organization]


class TaxonomyPage(Page):
    """One page of taxonomies."""

    contents: list[Taxonomy]


class TaxonomyTermPage(Page):
    """One page of terms."""

    contents: list[TaxonomyTerm]


class ServiceAtLocationPage(Page):
    """One page of services at locations."""

    contents: list[ServiceAtLocation]


class About(BaseModel):
    """Which version of HSDS this is, and where it is described."""

    version: str
    profile: str
    openapi_url: str
