"""Every error of the HTTP API has one shape."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_missing_parameter_is_a_problem_that_names_it(client: Client) -> None:
    answer = client.get("/api/suggest")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert list(answer.json()["parameters"]) == ["q"]


def test_an_unknown_parameter_of_suggestions_is_a_problem_that_names_it(client: Client) -> None:
    answer = client.get("/api/suggest", {"q": "per", "limt": "5"})
    assert answer.status_code == 400
    assert list(answer.json()["parameters"]) == ["limt"]


@pytest.mark.parametrize(("language", "told"), [("fi", "puuttuu"), ("sv", "saknas"), ("en", "it is missing")])
def test_a_missing_parameter_is_told_in_the_reader_s_language(
    client: Client, language: str, told: str
) -> None:
    answer = client.get("/api/suggest", headers={"accept-language": language})
    assert answer.status_code == 400
    assert told in answer.json()["parameters"]["q"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("age", "vauva", "ei ole luku"),
        ("page", "0", "on pienempi kuin 1"),
        ("sort", "nopein", "ei ole mikään näistä: 'relevance', 'name', 'freshness'"),
    ],
)
def test_a_wrong_value_is_told_in_the_readers_language(
    client: Client, name: str, value: str, told: str
) -> None:
    answer = client.get("/api/search", {name: value}, headers={"accept-language": "fi"})
    assert answer.json()["parameters"] == {name: told}
