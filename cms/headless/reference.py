"""The readable reference of the interfaces: the OpenAPI document as one page, made on the server."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from cms.headless.examples import example_keys
from cms.structured_data import site_base

CODE = re.compile("`([^`]+)`")
EXAMPLES = {
    "q": "vertaistuki",
    "municipality": "turku",
    "html_path": "/uutiset/",
    "token": "…",
    "type": "publishing.News",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """Be one thing that may be asked."""

    name: str
    place: str
    shape: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Answered:
    """Be one status with what it means and the shapes that it may have."""

    status: str
    description: str
    shapes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """Be one address."""

    key: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answers: tuple[Answered, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Shape:
    """Be one named shape of JSON; ``whole`` is its schema."""

    name: str
    description: str
    members: tuple[Parameter, ...]
    whole: str


@csrf_exempt  # it only reads: other methods are refused as such, not for want of a token
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show every address, parameter and answer."""
    operations, shapes = described()
    keys = example_keys(request)
    groups = [
        (name, description, [_with_key(each, keys) for each in found])
        for name, description, found in operations
    ]
    context = {"groups": groups, "shapes": shapes, "base": site_base(request)}
    return render(request, "headless/reference.html", context)


@cache
def described() -> tuple[list[tuple[str, str, list[Operation]]], list[Shape]]:
    """Return the operations by subject, and the shapes."""
    from cms.api import api

    document = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    groups = []
    for tag in document["tags"]:
        found = [
            _operation(path, operation)
            for path, methods in document["paths"].items()
            for operation in methods.values()
            if tag["name"] in operation["tags"]
        ]
        groups.append((tag["name"], tag["description"], found))
    shapes = [_shape(name, schema) for name, schema in sorted(document["components"]["schemas"].items())]
    return groups, shapes


def _operation(path: str, operation: dict[str, Any]) -> Operation:
    parameters = tuple(
        Parameter(
            name=each["name"],
            place=each["in"],
            shape=words_of(each["schema"]),
            required=bool(each.get("required")),
            description=coded(each.get("description", "") or each["schema"].get("description", "")),
        )
        for each in operation.get("parameters", ())
    )
    answers = tuple(
        Answered(status, coded(answer.get("description", "")), tuple(sorted(set(_shapes_in(answer)))))
        for status, answer in operation["responses"].items()
    )
    return Operation(
        key=slugify(operation["operationId"]),
        path=path,
        summary=operation["summary"],
        description=coded(operation.get("description", "")),
        parameters=parameters,
        answers=answers,
        example=_example(path, parameters),
    )


def _example(path: str, parameters: tuple[Parameter, ...]) -> str:
    asked = {p.name: EXAMPLES[p.name] for p in parameters if p.place == "query" and p.name in EXAMPLES}
    return path + (f"?{urlencode(asked)}" if asked else "")


def _with_key(operation: Operation, keys: Mapping[str, str]) -> Operation:
    """Return an operation whose example names something that is there."""
    key = keys.get(operation.path)
    return replace(operation, example=operation.example.replace("{id}", key)) if key else operation


def _shape(name: str, schema: dict[str, Any]) -> Shape:
    required = schema.get("required", ())
    members = tuple(
        Parameter(
            name=each,
            place="",
            shape=words_of(value),
            required=each in required,
            description=coded(value.get("description", "")),
        )
        for each, value in schema.get("properties", {}).items()
    )
    return Shape(name, coded(schema.get("description", "")), members, "" if members else words_of(schema))


def coded(text: str) -> SafeString:
    """Return a text as HTML, what stands between backticks as code."""
    return mark_safe(CODE.sub(r"<code>\1</code>", escape(text)))  # noqa: S308  escaped but for our own tags


def words_of(schema: dict[str, Any]) -> str:
    """Say what a schema allows, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    for many in ("anyOf", "oneOf"):
        if many in schema:
            return " | ".join(words_of(one) for one in schema[many])
    if "enum" in schema:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    if "const" in schema:
        return json.dumps(schema["const"], ensure_ascii=False)
    kind = schema.get("type", "any")
    if isinstance(kind, list):
        kind = " | ".join(kind)
    if kind == "array":
        return f"[{words_of(schema.get('items', {}))}]"
    form = schema.get("format")
    bounds = [f"≥ {schema['minimum']}"] if "minimum" in schema else []
    bounds += [f"≤ {schema['maximum']}"] if schema.get("maximum", 2**31) < 2**31 - 1 else []
    return " ".join([f"{kind} ({form})" if form else kind, *bounds])


def _shapes_in(answer: Any) -> list[str]:
    if isinstance(answer, dict):
        own = [answer["$ref"].rpartition("/")[2]] if "$ref" in answer else []
        return own + [name for value in answer.values() for name in _shapes_in(value)]
    if isinstance(answer, list):
        return [name for value in answer for name in _shapes_in(value)]
    return []
