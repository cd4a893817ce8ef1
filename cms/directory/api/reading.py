"""What an address may be asked: read strictly, and described for the OpenAPI document."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from django.http import QueryDict
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    WithJsonSchema,
)

from search.parameters import InvalidParameters, unknown_parameter
from search.rules import told_rule

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T _][0-9]{2}:.+)?$")
Model = TypeVar("Model", bound=BaseModel)


def _written(text: object) -> object:
    """Put back the plus of a zone such as ``+02:00``: unescaped in an address, it means a space.

    Raises:
        ValueError: it is a bare number, which would be taken for seconds since 1970, or no date at all.
    """
    if not isinstance(text, str):
        return text
    text = text.strip().replace(" ", "+") if "T" in text else text.strip()
    if not ISO.match(text):
        raise ValueError(_("write a day or a moment like this: 2026-01-31 or 2026-01-31T12:00:00Z"))
    return text


def _in_utc(instant: datetime) -> datetime:
    try:
        return (make_aware(instant) if is_naive(instant) else instant).astimezone(UTC)
    except OverflowError:
        raise ValueError(_("beyond the calendar")) from None


Instant = Annotated[
    datetime,
    BeforeValidator(_written),
    AfterValidator(_in_utc),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
    ),
]
"""A day or a moment (ISO 8601); without a zone, as the site's clock shows it."""


class Parameters(BaseModel):
    """Take no parameters but those that a subclass names."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read(model: type[Model], given: QueryDict) -> Model:
    """Return the parameters; raise ``InvalidParameters`` that names every unknown or malformed one.

    Of a repeated parameter the last value counts. An empty one is malformed, unless it is a text: a program
    whose variable is empty must not be answered as if it had asked for everything.
    """
    try:
        return model.model_validate(dict(given.items()))
    except ValidationError as error:
        problems = {str(item["loc"][0]): _problem(dict(item), model) for item in error.errors()}
        raise InvalidParameters(problems) from None


def described(model: type[BaseModel]) -> list[dict[str, Any]]:
    """Describe the parameters for the OpenAPI document."""
    schema = model.model_json_schema()
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": field.get("description", ""),
            "schema": {key: value for key, value in field.items() if key not in {"title", "description"}},
        }
        for name, field in schema["properties"].items()
    ]


def _problem(item: dict[str, Any], model: type[BaseModel]) -> str:
    return unknown_parameter(model.model_fields) if item["type"] == "extra_forbidden" else told_rule(item)
