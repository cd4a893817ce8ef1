"""HSDS 3.1 over HTTP; see docs/guides/api.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router
from pydantic import BaseModel

from cms.directory.api.answering import NotThere, answers_problems, as_json
from cms.directory.api.reading import Parameters, described, read
from cms.directory.hsds import datapackage, mapping, schemas, selection
from cms.directory.hsds.answering import answer_list, in_the_contents_language
from cms.directory.hsds.identifiers import identifier
from cms.directory.hsds.parameters import (
    ListParameters,
    OrganizationParameters,
    ServiceAtLocationParameters,
    ServiceParameters,
    TermParameters,
)
from search.api import ProblemOut

router = Router(tags=["hsds"])
VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/3.1/hsds/"
Found = TypeVar("Found")


def _list(model: type[BaseModel], parameters: type[BaseModel], *, searched: bool = True) -> dict[str, Any]:
    """Describe a list for the OpenAPI document; what asks the search, which may be away, is ``searched``."""
    away = {503: ProblemOut} if searched else {}
    return {
        "response": {200: model, 400: ProblemOut, **away},
        "openapi_extra": {"parameters": described(parameters)},
    }


def _one(model: type[BaseModel]) -> dict[str, Any]:
    """Describe a single object for the OpenAPI document."""
    return {"response": {200: model, 400: ProblemOut, 404: ProblemOut}}


@router.get("/", response={200: schemas.About, 400: ProblemOut}, summary="Describe the HSDS interface")
@answers_problems
def about(request: HttpRequest) -> Any:
    """Say which version of HSDS is spoken here."""
    read(Parameters, request.GET)
    openapi = request.build_absolute_uri(reverse("api:openapi-json"))
    return as_json(schemas.About(version=VERSION, profile=PROFILE, openapi_url=openapi))


@router.get("/services", summary="List services in HSDS", **_list(schemas.ServicePage, ServiceParameters))
@answers_problems
def services(request: HttpRequest) -> Any:
    """List the services that meet everything that is asked."""
    asked = read(ServiceParameters, request.GET)
    site = _site(request)

    def show(keys: Sequence[int]) -> list[BaseModel]:
        if asked.minimal:
            return [
                schemas.MinimalService(id=identifier("service", key), last_modified=changed)
                for key, changed in selection.changes_of(keys)
            ]
        return list(mapping.services_of(selection.services_of(keys), site=site, full=asked.full))

    keys = selection.service_keys(asked)
    return answer_list(schemas.ServicePage, asked, keys, show, whole=asked.minimal)


@router.get("/services/{id}", summary="Read a service in HSDS", **_one(schemas.Service))
@answers_problems
def service(request: HttpRequest, id: str) -> Any:
    """Show a service with everything that belongs to it, also after it ended."""
    key = _there(selection.key_of_service(_identifier(request, id)))
    with in_the_contents_language():
        (found,) = mapping.services_of(selection.services_of([key]), site=_site(request), full=True)
        return as_json(found, sparse=True)


@router.get(
    "/organizations",
    summary="List organisations in HSDS",
    **_list(schemas.OrganizationPage, OrganizationParameters),
)
@answers_problems
def organizations(request: HttpRequest) -> Any:
    """List the organisations that meet everything that is asked."""
    asked = read(OrganizationParameters, request.GET)
    site = _site(request)

    def show(keys: Sequence[int]) -> list[schemas.Organization]:
        pages = selection.organisations_of(keys)
        return [mapping.organization_of(page, site=site, full=asked.full) for page in pages]

    return answer_list(schemas.OrganizationPage, asked, selection.organisation_keys(asked), show)


@router.get("/organizations/{id}", summary="Read an organisation in HSDS", **_one(schemas.Organization))
@answers_problems
def organization(request: HttpRequest, id: str) -> Any:
    """Show an organisation with everything that belongs to it."""
    key = _there(selection.key_of_organisation(_identifier(request, id)))
    (found,) = selection.organisations_of([key])
    with in_the_contents_language():
        return as_json(mapping.organization_of(found, site=_site(request), full=True), sparse=True)


@router.get(
    "/taxonomies",
    summary="List taxonomies in HSDS",
    **_list(schemas.TaxonomyPage, ListParameters, searched=False),
)
@answers_problems
def taxonomies(request: HttpRequest) -> Any:
    """List the two taxonomies: target groups and challenges."""
    asked = read(ListParameters, request.GET)
    with in_the_contents_language():
        kinds = selection.taxonomy_kinds(asked.search)
    return answer_list(
        schemas.TaxonomyPage, asked, kinds, lambda keys: [mapping.taxonomy_of(kind) for kind in keys]
    )


@router.get("/taxonomies/{id}", summary="Read a taxonomy in HSDS", **_one(schemas.Taxonomy))
@answers_problems
def taxonomy(request: HttpRequest, id: str) -> Any:
    """Show a taxonomy."""
    kind = _there(selection.kind_of_taxonomy(_identifier(request, id)))
    with in_the_contents_language():
        return as_json(mapping.taxonomy_of(kind), sparse=True)


@router.get(
    "/taxonomy_terms",
    summary="List terms in HSDS",
    **_list(schemas.TaxonomyTermPage, TermParameters, searched=False),
)
@answers_problems
def taxonomy_terms(request: HttpRequest) -> Any:
    """List the terms of both taxonomies, or of one."""
    asked = read(TermParameters, request.GET)
    return answer_list(
        schemas.TaxonomyTermPage,
        asked,
        selection.terms(asked),
        lambda terms: [mapping.term_of(kind, term) for kind, term in terms],
    )


@router.get("/taxonomy_terms/{id}", summary="Read a term in HSDS", **_one(schemas.TaxonomyTerm))
@answers_problems
def taxonomy_term(request: HttpRequest, id: str) -> Any:
    """Show a term."""
    kind, term = _there(selection.term_of_identifier(_identifier(request, id)))
    with in_the_contents_language():
        return as_json(mapping.term_of(kind, term), sparse=True)


@router.get(
    "/service_at_locations",
    summary="List services at locations in HSDS",
    **_list(schemas.ServiceAtLocationPage, ServiceAtLocationParameters),
)
@answers_problems
def service_at_locations(request: HttpRequest) -> Any:
    """List where the services that meet everything that is asked are met."""
    asked = read(ServiceAtLocationParameters, request.GET)
    places = selection.places_of(selection.service_keys(asked))
    site = _site(request)
    return answer_list(
        schemas.ServiceAtLocationPage, asked, places, lambda some: _at_locations(some, site, full=asked.full)
    )


@router.get(
    "/service_at_locations/{id}",
    summary="Read a service at a location in HSDS",
    **_one(schemas.ServiceAtLocation),
)
@answers_problems
def service_at_location(request: HttpRequest, id: str) -> Any:
    """Show a service at a location."""
    place = _there(selection.place_of(_identifier(request, id)))
    with in_the_contents_language():
        (found,) = _at_locations([place], _site(request), full=True)
        return as_json(found, sparse=True)


@router.get("/datapackage.zip", summary="Download everything as an HSDS data package")
@answers_problems
def datapackage_zip(request: HttpRequest) -> Any:
    """Answer the whole directory as tables, in a zip."""
    read(Parameters, request.GET)
    with in_the_contents_language():
        package = datapackage.build(site=_site(request))
    response = HttpResponse(package, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="hsds-datapackage.zip"'
    return response


def _at_locations(
    places: Sequence[selection.Place], site: str, *, full: bool
) -> list[schemas.ServiceAtLocation]:
    keys = list(dict.fromkeys(key for key, _code in places))
    found = {service.pk: service for service in selection.services_of(keys)}
    return [
        mapping.service_at_location_of(found[key], code, site=site, full=full)
        for key, code in places
        if key in found
    ]


def _identifier(request: HttpRequest, text: str) -> UUID:
    read(Parameters, request.GET)
    try:
        return UUID(text)
    except ValueError:
        raise NotThere(text) from None


def _there(found: Found | None) -> Found:
    if found is None:
        raise NotThere
    return found


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")
