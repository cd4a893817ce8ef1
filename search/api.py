"""The search over HTTP, as JSON.

The schemas describe the answers in the OpenAPI document; that real answers keep to them is tested.
"""

from __future__ import annotations

from datetime import date, datetime
from hashlib import blake2b
from typing import Any

import orjson
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from ninja import Router, Schema

from search.addresses import active_language
from search.errors import SearchError
from search.fields import Kind, LinkState
from search.parameters import (
    InvalidParameters,
    openapi_parameters,
    read_parameters,
    refuse_unknown_names,
)
from search.presentation import SearchAnswer, ShownHit, answer
from search.problems import problem
from search.suggesting import complete
from search.views import RETRY_AFTER_SECONDS

router = Router(tags=["search"])
MAX_SUGGESTIONS = 8
_ENCODER = DjangoJSONEncoder()
_JSON = "application/json; charset=utf-8"


class AvailabilityOut(Schema):
    """Where a service is offered; ``words`` says it as people read it."""

    whole_county: bool
    digital: bool
    municipalities: list[str]
    words: list[str]


class HitOut(Schema):
    """One result; ``highlights`` are HTML-safe passages with ``<mark>`` around matching words, by field."""

    id: str
    kind: Kind
    title: str
    summary: str
    url: str
    section_url: str
    highlights: dict[str, list[str]]
    organisation: str
    audiences: list[str]
    availability: AvailabilityOut | None
    published: date | None
    updated: datetime | None
    confirmed: date | None
    link_state: LinkState


class FacetValueOut(Schema):
    """One value of a facet with the number of results that it would give."""

    value: str
    label: str
    count: int
    selected: bool


class SearchOut(Schema):
    """One page of results."""

    total: int
    page: int
    page_size: int
    results: list[HitOut]
    facets: dict[str, list[FacetValueOut]]
    suggestion: str | None
    fuzzy: bool
    degraded: bool
    took_ms: float


class SuggestionOut(Schema):
    """One completion; ``kind`` is a kind of content, ``target_group``, ``challenge`` or ``query``."""

    text: str
    kind: str
    url: str


class ProblemOut(Schema):
    """An error (RFC 9457); ``parameters`` maps the name of each refused parameter to the reason."""

    type: str
    title: str
    status: int
    detail: str
    parameters: dict[str, str] | None = None


@router.get(
    "/search",
    response={200: SearchOut, 400: ProblemOut, 503: ProblemOut},
    summary="Search everything",
    openapi_extra={"parameters": openapi_parameters()},
)
def search(request: HttpRequest) -> Any:
    """Answer one page of results with exact facet counts, in words of the language that is asked for."""
    with translation.override(get_language_from_request(request)):
        try:
            return _search_answer(answer(read_parameters(request.GET), language=active_language()))
        except InvalidParameters as error:
            return _invalid(error)
        except SearchError:
            return _unavailable()


@router.get("/suggest", response={200: list[SuggestionOut], 503: ProblemOut}, summary="Complete while typing")
def suggest(request: HttpRequest, q: str) -> Any:
    """Complete an unfinished query, in the language that is asked for."""
    with translation.override(get_language_from_request(request)):
        try:
            refuse_unknown_names(request.GET, ("q",))
            found = complete(q, language=active_language(), limit=MAX_SUGGESTIONS)
        except InvalidParameters as error:
            return _invalid(error)
        except SearchError:
            return _unavailable()
    return _json([{"text": one.text, "kind": one.kind, "url": one.url} for one in found])


def _invalid(error: InvalidParameters) -> HttpResponse:
    return problem(status=400, title=_("Invalid parameters"), detail=str(error), parameters=error.problems)


def _unavailable() -> HttpResponse:
    response = problem(
        status=503, title=_("The search is not available"), detail=_("Please try again in a moment.")
    )
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _json(content: Any) -> HttpResponse:
    """Answer JSON of the declared shape, without the validation that would cost as much as the search."""
    return HttpResponse(_dumped(content), content_type=_JSON)


def _dumped(content: Any) -> bytes:
    return orjson.dumps(content, default=_ENCODER.default, option=orjson.OPT_PASSTHROUGH_DATETIME)


def _search_answer(found: SearchAnswer) -> HttpResponse:
    """Answer what was found; how long it took makes it no other answer, so the ``ETag`` leaves that out."""
    lasting = _dumped(_search_out(found))
    whole = lasting.removesuffix(b"}") + b',"took_ms":' + _dumped(found.took_ms) + b"}"
    response = HttpResponse(whole, content_type=_JSON)
    response["ETag"] = f'W/"{blake2b(lasting, digest_size=12).hexdigest()}"'
    return response


def _search_out(found: SearchAnswer) -> dict[str, Any]:
    """Return what ``SearchOut`` describes, but for how long it took."""
    return {
        "total": found.total,
        "page": found.page,
        "page_size": found.page_size,
        "results": [_hit_out(hit) for hit in found.results],
        "facets": {facet.name: facet.values for facet in found.facets},  # as ``FacetValueOut`` already
        "suggestion": found.suggestion,
        "fuzzy": found.fuzzy,
        "degraded": found.degraded,
    }


def _hit_out(hit: ShownHit) -> dict[str, Any]:
    """Return what ``HitOut`` describes."""
    place = hit.availability
    return {
        "id": hit.id,
        "kind": hit.kind.value,
        "title": hit.title,
        "summary": hit.summary,
        "url": hit.url,
        "section_url": hit.section_url,
        "highlights": hit.highlights,
        "organisation": hit.organisation,
        "audiences": hit.audiences,
        "availability": {
            "whole_county": place.whole_county,
            "digital": place.digital,
            "municipalities": place.municipalities,
            "words": hit.availability_words,
        }
        if place
        else None,
        "published": hit.published,
        "updated": hit.updated,
        "confirmed": hit.confirmed,
        "link_state": hit.link_state.value,
    }
