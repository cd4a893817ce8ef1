"""The parameters of a search over HTTP, the same for the page and the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from search.fields import Facet, Kind, Language, Sort
from search.labels import value_aliases, value_labels
from search.query import MAX_PAGE_SIZE, SearchQuery
from search.registry import facet_values
from search.rules import told_rule

FACET_PARAMETERS: Mapping[str, Facet] = {
    facet.value: facet for facet in Facet if facet is not Facet.MUNICIPALITY_LOCAL
}
Flag = Annotated[tuple[str, ...], Field(description="`true` narrows to it; `false` is as if not given.")]


class InvalidParameters(ValueError):
    """Report parameters that can't be understood; ``problems`` maps each name to what is wrong."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {problem}" for name, problem in problems.items()))
        self.problems = dict(problems)


class SearchParameters(BaseModel):
    """What a search may be asked; a repeated parameter means any of its values."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: str = Field("", description='Words, "phrases" and -exclusions.')
    kind: tuple[Kind, ...] = ()
    target_group: tuple[str, ...] = ()
    challenge: tuple[str, ...] = ()
    municipality: tuple[str, ...] = Field((), description="Slugs or codes of municipalities.")
    local_only: bool = Field(False, description="Leave out what is offered in the whole county or digitally.")
    availability: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    language: tuple[str, ...] = Field((), description="Languages of service, or of the text.")
    free: Flag = ()
    anonymous: Flag = ()
    age: float | None = Field(None, ge=0, le=120, description="Age in years.")
    sort: Sort = Sort.RELEVANCE
    page: int = Field(1, ge=1, le=100_000)
    page_size: int = Field(20, ge=1, le=MAX_PAGE_SIZE)


FLAGS = frozenset({"free", "anonymous"})
SINGLE = frozenset({"q", "local_only", "age", "sort", "page", "page_size"})


def read_parameters(given: QueryDict) -> SearchParameters:
    """Return the parameters; raise ``InvalidParameters`` that names every unknown or malformed one.

    Empty values count as not given, as a form sends them. A value of a facet must be known.
    """
    values: dict[str, object] = {}
    for name in given:
        texts = [text for text in given.getlist(name) if text.strip()]
        if name in FLAGS:
            texts = [text for text in texts if text != "false"]
        if name in SINGLE:
            values |= {name: texts[-1]} if texts else {}
        elif texts or name not in SearchParameters.model_fields:
            aliases = _aliases(name)
            values[name] = tuple(dict.fromkeys(aliases.get(text, text) for text in texts))
    try:
        parameters = SearchParameters.model_validate(values)
    except ValidationError as error:
        raise InvalidParameters(
            {str(item["loc"][0]): _problem(dict(item)) for item in error.errors()}
        ) from None
    _refuse_unknown_values(parameters)
    return parameters


def openapi_parameters() -> list[dict[str, Any]]:
    """Describe the parameters for the OpenAPI document."""
    schema = SearchParameters.model_json_schema(ref_template="#/components/schemas/{model}")
    described = []
    for name, field in schema["properties"].items():
        value = {key: member for key, member in field.items() if key not in {"title", "description"}}
        described.append(
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": field.get("description", ""),
                "schema": _inlined(value, schema.get("$defs", {})),
            }
        )
    return described


def query_of(parameters: SearchParameters, *, language: Language, unfinished: bool = False) -> SearchQuery:
    """Return the query that the parameters ask for, in the user's language."""
    filters = {
        facet: tuple(str(value) for value in getattr(parameters, name))
        for name, facet in FACET_PARAMETERS.items()
        if getattr(parameters, name)
    }
    return SearchQuery(
        text=parameters.q,
        language=language,
        filters=filters,
        local_only=parameters.local_only,
        age=parameters.age,
        sort=parameters.sort,
        page=parameters.page,
        page_size=parameters.page_size,
        unfinished=unfinished,
        today=localdate(),
    )


def refuse_unknown_names(given: QueryDict, known: Iterable[str]) -> None:
    """Raise ``InvalidParameters`` that names every parameter that isn't known."""
    names = tuple(known)
    if unknown := [name for name in given if name not in names]:
        raise InvalidParameters(dict.fromkeys(unknown, unknown_parameter(names)))


def unknown_parameter(known: Iterable[str]) -> str:
    """Say that a parameter is not known, and which are."""
    return _("unknown parameter; known are: %(names)s") % {"names": ", ".join(known) or "–"}


def _aliases(name: str) -> Mapping[str, str]:
    facet = FACET_PARAMETERS.get(name)
    return value_aliases(facet) if facet else {}


def _refuse_unknown_values(parameters: SearchParameters) -> None:
    """Raise ``InvalidParameters`` for values that nothing names, not even when asked anew."""
    problems = {}
    for name, facet in FACET_PARAMETERS.items():
        chosen = getattr(parameters, name)
        if not chosen or facet_values(facet) is None:
            continue
        unknown = _unknown(chosen, value_labels(facet, Language.FI)) and _unknown(
            chosen, value_labels(facet, Language.FI, now=True)
        )
        if unknown:
            problems[name] = _("unknown value: %(values)s") % {"values": ", ".join(unknown)}
    if problems:
        raise InvalidParameters(problems)


def _unknown(chosen: Iterable[str], known: Mapping[str, str]) -> list[str]:
    return [str(value) for value in chosen if value not in known]


def _problem(item: dict[str, object]) -> str:
    if item["type"] == "extra_forbidden":
        return unknown_parameter(SearchParameters.model_fields)
    return told_rule(item)


def _inlined(value: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        if "$ref" in value:
            return definitions[value["$ref"].rpartition("/")[2]]
        return {key: _inlined(member, definitions) for key, member in value.items()}
    if isinstance(value, list):
        return [_inlined(member, definitions) for member in value]
    return value
