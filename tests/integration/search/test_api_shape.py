"""Real answers are what the OpenAPI document says: they are not validated while they are made."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from cms.directory.models import Challenge, OrganisationPage, TargetGroup
from search import outbox
from tests.integration.directory.services import publish_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(
    search_index: None, organisation: OrganisationPage, target_group: TargetGroup, challenge: Challenge
) -> None:
    """Publish services with everything that an answer may hold, and with nothing of it."""
    publish_service(
        organisation,
        "Perhekahvila",
        municipalities=["turku"],
        open_to_all=False,
        target_groups=[target_group],
        challenges=[challenge],
        channels=["place"],
        confirmed_at=timezone.localdate(),
    )
    publish_service(organisation, "Isien kahvila", digital=True, anonymous=True)
    outbox.drain()


def strict(schema: Any) -> Any:
    """Return the schema with nothing optional and nothing beside what it names."""
    if isinstance(schema, list):
        return [strict(member) for member in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: strict(member) for key, member in schema.items()}
    if isinstance(schema.get("properties"), dict):
        kept |= {"required": sorted(schema["properties"]), "additionalProperties": False}
    return kept


def problems(client: Client, path: str, answer: object) -> list[str]:
    """Return in what an answer departs from the document."""
    document = client.get("/api/openapi.json").json()
    declared = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    components = {name: strict(schema) for name, schema in document["components"]["schemas"].items()}
    validator = Draft202012Validator(
        {**declared, "components": {"schemas": components}}, format_checker=FormatChecker()
    )
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer)]


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"q": "perhekahvilassa"},
        {"q": "perhekahvlia"},
        {"q": "olematonsanatässä"},
        {"q": "kahvila", "municipality": "turku", "target_group": "lapset"},
        {"kind": "organisation"},
        {"page": "7"},
    ],
)
def test_an_answer_of_the_search_has_the_declared_shape(
    client: Client, directory: None, parameters: dict[str, str]
) -> None:
    response = client.get("/api/search", parameters)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert problems(client, "/api/search", response.json()) == []


def test_an_answer_of_several_kinds_holds_every_part_that_is_declared(
    client: Client, directory: None
) -> None:
    answer = client.get("/api/search", {"q": "kahvila"}).json()
    hits = answer["results"]
    assert any(hit["availability"] for hit in hits)
    assert any(hit["highlights"] for hit in hits)
    assert any(hit["updated"] for hit in hits)
    assert any(hit["confirmed"] for hit in hits)
    assert any(answer["facets"].values())


def test_completions_have_the_declared_shape(client: Client, directory: None) -> None:
    answer = client.get("/api/suggest", {"q": "perhek"}).json()
    assert answer
    assert problems(client, "/api/suggest", answer) == []


def test_the_check_itself_sees_what_is_missing_and_what_is_too_much(client: Client, directory: None) -> None:
    answer = client.get("/api/search").json()
    answer["results"][0]["nosuch"] = answer["results"][0].pop("title")
    (missing, surplus) = sorted(problems(client, "/api/search", answer), key=lambda line: "nosuch" in line)
    assert "'title' is a required property" in missing
    assert "'nosuch'" in surplus
