"""Services, organisations and taxonomies as public JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from ninja import Router

from cms.directory.api.answering import NotThere, answers_problems, as_json
from cms.directory.api.filtering import (
    ORGANISATION_FILTERS,
    SERVICE_FILTERS,
    Freshness,
    organisations_that_meet,
    read_filters,
    services_that_meet,
)
from cms.directory.api.reading import Parameters, described, read
from cms.directory.api.schemas import (
    OrganisationOut,
    OrganisationPageOut,
    PageOut,
    ServiceOut,
    ServicePageOut,
    TaxonomiesOut,
    organisation_out,
    service_out,
)
from cms.directory.api.taxonomies import taxonomies_out
from cms.headless.drafts import newest, require_drafts
from search.api import ProblemOut
from search.parameters import SearchParameters, openapi_parameters

router = Router(tags=["directory"])
Row = TypeVar("Row", bound=Model)


def _parameters(names: tuple[str, ...]) -> list[dict[str, Any]]:
    chosen = [parameter for parameter in openapi_parameters() if parameter["name"] in names]
    return chosen + described(Freshness)


class Versioned(Parameters):
    """Ask for what is published, or with a token for drafts for the newest versions."""

    version: Literal["live", "draft"] = "live"


@router.get(
    "/services",
    response={200: ServicePageOut, 400: ProblemOut, 403: ProblemOut},
    summary="List services",
    openapi_extra={"parameters": _parameters(SERVICE_FILTERS) + described(Versioned)},
)
@answers_problems
def services(request: HttpRequest) -> Any:
    """List the published services by name; filters mean what they mean to the search."""
    filters, updated_after = read_filters(_without_version(request), SERVICE_FILTERS)
    if drafts_asked(request):
        found = services_that_meet(filters, updated_after, drafts=True)
        return as_json(_page(ServicePageOut, found, filters, lambda row: service_out(newest(row))))
    return as_json(_page(ServicePageOut, services_that_meet(filters, updated_after), filters, service_out))


@router.get(
    "/services/{id}",
    response={200: ServiceOut, 400: ProblemOut, 403: ProblemOut, 404: ProblemOut},
    summary="Read a service",
    openapi_extra={"parameters": described(Versioned)},
)
@answers_problems
def service(request: HttpRequest, id: str) -> Any:
    """Show one published service."""
    read(Versioned, request.GET)
    if drafts_asked(request):
        found = services_that_meet(SearchParameters(), None, drafts=True)
        return as_json(service_out(newest(_one(found, id))))
    return as_json(service_out(_one(services_that_meet(SearchParameters(), None), id)))


@router.get(
    "/organisations",
    response={200: OrganisationPageOut, 400: ProblemOut},
    summary="List organisations",
    openapi_extra={"parameters": _parameters(ORGANISATION_FILTERS)},
)
@answers_problems
def organisations(request: HttpRequest) -> Any:
    """List the published member organisations by name."""
    filters, updated_after = read_filters(request.GET, ORGANISATION_FILTERS)
    found = organisations_that_meet(filters, updated_after)
    return as_json(_page(OrganisationPageOut, found, filters, organisation_out))


@router.get(
    "/organisations/{id}",
    response={200: OrganisationOut, 400: ProblemOut, 404: ProblemOut},
    summary="Read an organisation",
)
@answers_problems
def organisation(request: HttpRequest, id: str) -> Any:
    """Show one published member organisation."""
    read(Parameters, request.GET)
    return as_json(organisation_out(_one(organisations_that_meet(SearchParameters(), None), id)))


@router.get(
    "/taxonomies",
    response={200: TaxonomiesOut, 400: ProblemOut},
    summary="List what services are found by",
)
@answers_problems
def taxonomies(request: HttpRequest) -> Any:
    """List the values of every filter, in all languages."""
    read(Parameters, request.GET)
    return as_json(taxonomies_out())


def drafts_asked(request: HttpRequest) -> bool:
    """Tell whether the newest versions are asked for; raise ``DraftsRefused`` if they may not be."""
    asked = QueryDict(mutable=True)
    if "version" in request.GET:
        asked["version"] = request.GET["version"]
    drafts = read(Versioned, asked).version == "draft"
    if drafts:
        require_drafts(request)
    return drafts


def _without_version(request: HttpRequest) -> QueryDict:
    asked = request.GET.copy()
    asked.pop("version", None)
    return asked


def _page(
    model: type[PageOut[Any]],
    found: QuerySet[Row],
    filters: SearchParameters,
    show: Callable[[Row], Any],
) -> PageOut[Any]:
    first = (filters.page - 1) * filters.page_size
    return model(
        total=found.count(),
        page=filters.page,
        page_size=filters.page_size,
        results=[show(row) for row in found[first : first + filters.page_size]],
    )


def _one(published: QuerySet[Row], key: str) -> Row:
    found = published.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    if found is None:
        raise NotThere(key)
    return found
