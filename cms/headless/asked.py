"""What may be asked, told so narrowly that whatever the document allows is understood, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cms.directory.indexing import COUNTY, DIGITAL, LOCAL
from cms.directory.models import Service

LANGUAGE: Mapping[str, Any] = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "description": "The language of labels and messages, as browsers say it: `fi`, `sv` or `en`.",
    "schema": {"type": "string"},
    "example": "sv, fi;q=0.8",
}
WITHOUT_NULL = r"^[^\x00]*$"
"""Texts without the character that databases don't take."""
KEY = "^[0-9]{1,18}$"
FLAG = ("true", "false")
FIXED: Mapping[str, tuple[str, ...]] = {
    "availability": (COUNTY, LOCAL, DIGITAL),
    "channel": tuple(Service.Channel.values),
    "language": tuple(Service.ServiceLanguage.values),
    "free": FLAG,
    "anonymous": FLAG,
}
"""The values of filters that no editor adds to."""
LISTED: Mapping[str, str] = {
    "target_group": "Values that `/api/taxonomies` lists; others are refused.",
    "challenge": "Values that `/api/taxonomies` lists; others are refused.",
    "municipality": "Slugs or codes of municipalities, of `/api/taxonomies`; others are refused.",
    "tag": "Values that `/api/taxonomies` lists; others are refused.",
    "organisation": "Slugs that `/api/organisations` lists; others are refused.",
}
"""Of filters whose values editors add to: where they are."""
EMPTY_IS_NONE = "/api/search", "/api/services", "/api/organisations", "/haku/syote."
"""Addresses that understand what a form sends of fields that were left empty."""


def narrowed(path: str, parameter: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter of an address as the document tells it.

    What may be left out is not null: an address can't say that. Texts hold no null character, keys are digits
    or UUIDs, filters of fixed values name them, and others say where theirs are.
    """
    name, schema = parameter["name"], _without_null(dict(parameter["schema"]))
    told = {**parameter, "schema": schema}
    if parameter["in"] == "path" and name == "id" and schema["type"] == "string":
        schema |= {"format": "uuid"} if "/hsds/" in path else {"pattern": KEY}
    if schema.get("type") == "array" and name in FIXED:
        schema["items"] = {"type": "string", "enum": list(FIXED[name])}
    if schema.get("type") == "array" and name in LISTED:
        told["description"] = LISTED[name]
    if (
        parameter["in"] == "query"
        and path.startswith(EMPTY_IS_NONE)
        and name not in ("version", "updated_after")
    ):
        told["allowEmptyValue"] = True
    if name == "q":
        return told  # the search finds nothing in what is no word
    for text in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        if text.get("type") == "string" and not {"enum", "format", "pattern", "const"} & text.keys():
            text["pattern"] = WITHOUT_NULL
    return told


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in schema:
        rest = [dict(one) for one in schema.pop("anyOf") if one != {"type": "null"}]
        schema |= rest[0] if len(rest) == 1 else {"anyOf": rest}
    if schema.get("default", "") is None:
        del schema["default"]
    if isinstance(schema.get("items"), dict):
        schema["items"] = dict(schema["items"])
    return schema
