"""The published schemas of HSDS 3.1, made strict, and a reader of lists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.test import Client
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

SCHEMAS = Path(__file__).resolve().parents[3] / "../shared/reference/hsds-3.1"
NOT_SCHEMAS = {"openapi.json", "example_service_full.json"}


@cache
def validator(name: str, *, partial: bool = False) -> Draft202012Validator:
    """Return what checks an object, formats too, and refuses every key that the schema doesn't name.

    A ``partial`` one lets required keys be absent.
    """
    schemas = {path.name: _strict(json.loads(path.read_text())) for path in _files()}
    registry = Registry().with_resources(
        (path, Resource.from_contents(schema, default_specification=DRAFT202012))
        for path, schema in schemas.items()
    )
    schema = {**schemas[f"{name}.json"]}
    if partial:
        del schema["required"]
    return Draft202012Validator(schema, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER)


@cache
def page_validator() -> Draft202012Validator:
    """Return what checks an envelope: the specification's keys, all of them, and ``contents``."""
    openapi = json.loads((SCHEMAS / "openapi.json").read_text())
    page = openapi["components"]["schemas"]["Page"]
    properties = {**page["properties"], "contents": {"type": "array"}}
    return Draft202012Validator(
        {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }
    )


def problems(name: str, value: Any, *, partial: bool = False) -> list[str]:
    """Return what is wrong with an object, each with its place."""
    errors = validator(name, partial=partial).iter_errors(value)
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in errors]


def pages(client: Client, path: str, **parameters: object) -> Iterator[dict[str, Any]]:
    """Yield every page of a list, each with a right envelope."""
    number = 1
    while True:
        response = client.get(f"/api/hsds/{path}", {**parameters, "page": number})
        assert response.status_code == 200, response.content
        page = response.json()
        assert [error.message for error in page_validator().iter_errors(page)] == []
        assert page["page_number"] == number
        assert page["size"] == len(page["contents"])
        assert page["first_page"] == (number == 1)
        yield page
        if page["last_page"]:
            return
        number += 1


def contents(client: Client, path: str, **parameters: object) -> list[dict[str, Any]]:
    """Return the objects of every page of a list; their number is the total, and none stands twice."""
    found: list[dict[str, Any]] = []
    total = 0
    for page in pages(client, path, **parameters):
        found += page["contents"]
        total = page["total_items"]
    assert len({item["id"] for item in found}) == len(found) == total
    return found


def _files() -> list[Path]:
    return [path for path in SCHEMAS.glob("*.json") if path.name not in NOT_SCHEMAS]


def _strict(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "additionalProperties": False}
