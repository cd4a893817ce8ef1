"""The search over HTTP: exact counts, stable pages, errors by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from cms.directory.models import Challenge, OrganisationPage, TargetGroup
from search import outbox
from search.models import SearchLogEntry
from tests.integration.directory.services import publish_service

pytestmark = pytest.mark.django_db

SNAPSHOT = Path(__file__).parent / "openapi.json"


@pytest.fixture
def directory(search_index: None, organisation: OrganisationPage, target_group: TargetGroup) -> None:
    """Publish a few services that differ in where, for whom and how."""
    publish_service(
        organisation,
        "Perhekahvila",
        municipalities=["turku"],
        open_to_all=False,
        target_groups=[target_group],
        channels=["place"],
    )
    publish_service(organisation, "Isien iltakahvila", municipalities=["turku", "salo"], anonymous=True)
    publish_service(organisation, "Chat vanhemmille", digital=True, whole_county=False, channels=["chat"])
    publish_service(organisation, "Kotikäynnit", is_free=False, price="20 € kerta", channels=["home_visit"])
    outbox.drain()


def get(client: Client, **parameters: object) -> dict:
    """Return the answer of a search that must succeed."""
    response = client.get("/api/search", parameters)
    assert response.status_code == 200, response.content
    return response.json()


def titles(answer: dict) -> set[str]:
    """Return the titles of the hits."""
    return {hit["title"] for hit in answer["results"]}


def test_an_inflected_word_finds_and_is_marked(client: Client, directory: None) -> None:
    (hit,) = get(client, q="perhekahvilassa")["results"]
    assert hit["title"] == "Perhekahvila"
    assert hit["highlights"]["title"] == ["<mark>Perhekahvila</mark>"]
    assert hit["url"] == "/palvelut/perhekahvila/"
    assert hit["availability"]["words"] == ["Turku"]


def test_a_municipality_includes_what_is_offered_everywhere_and_digitally(
    client: Client, directory: None
) -> None:
    assert titles(get(client, municipality="salo", kind="service")) == {
        "Isien iltakahvila",
        "Chat vanhemmille",
        "Kotikäynnit",
    }
    assert titles(get(client, municipality="salo", local_only="true")) == {"Isien iltakahvila"}


def test_a_municipality_may_be_given_by_its_code(client: Client, directory: None) -> None:
    assert titles(get(client, municipality="734")) == titles(get(client, municipality="salo"))


def test_each_count_is_what_its_filter_gives(client: Client, directory: None) -> None:
    facets = get(client, kind="service")["facets"]
    checked = 0
    for name, values in facets.items():
        for value in values:
            if name != "kind":
                assert get(client, kind="service", **{name: value["value"]})["total"] == value["count"], (
                    name,
                    value,
                )
                checked += 1
    assert checked > 30


def test_values_of_one_facet_are_alternatives_and_facets_add_up(client: Client, directory: None) -> None:
    assert titles(get(client, channel=["chat", "place"])) == {"Chat vanhemmille", "Perhekahvila"}
    assert titles(get(client, channel=["place", "home_visit"], free="true")) == {"Perhekahvila"}


def test_pages_hold_every_hit_once(client: Client, directory: None) -> None:
    pages = [get(client, page=page, page_size=2) for page in (1, 2, 3)]
    ids = [hit["id"] for page in pages for hit in page["results"]]
    assert len(ids) == len(set(ids)) == pages[0]["total"] == 5


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"nosuch": "1"}, "nosuch"),
        ({"page": "x"}, "page"),
        ({"page": "0"}, "page"),
        ({"page_size": "101"}, "page_size"),
        ({"municipality": "Atlantis"}, "municipality"),
        ({"kind": "recipe"}, "kind"),
        ({"sort": "price"}, "sort"),
        ({"age": "-1"}, "age"),
        ({"age": "nan"}, "age"),
        ({"free": "perhaps"}, "free"),
    ],
)
def test_what_is_not_understood_is_named(
    client: Client, directory: None, parameters: dict[str, str], named: str
) -> None:
    response = client.get("/api/search", parameters)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert list(response.json()["parameters"]) == [named]


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "AND OR NOT",
        "a" * 10_000,
        "\x00\x07",
        "*:*",
        "title:(",
        "-",
        "\\",
        "ä" * 500,
        "{}[]^~",
        "😀" * 300,
        '-"a b',
    ],
)
def test_no_text_is_an_error(client: Client, directory: None, text: str) -> None:
    assert client.get("/api/search", {"q": text}).status_code == 200


def test_empty_parameters_count_as_not_given(client: Client, directory: None) -> None:
    assert get(client, q="", municipality="", page="", age="")["total"] == 5


def test_false_narrows_nothing(client: Client, directory: None) -> None:
    assert get(client, free="false", anonymous="false")["total"] == get(client)["total"]


def test_words_follow_the_language_of_the_request(client: Client, directory: None) -> None:
    answer = client.get("/api/search", {"municipality": "turku"}, headers={"accept-language": "sv"}).json()
    labels = {value["value"]: value["label"] for value in answer["facets"]["municipality"]}
    assert labels["turku"] == "Åbo"


def suggested(client: Client, text: str) -> list[tuple[str, str]]:
    """Return the texts and kinds of the completions."""
    return [(found["text"], found["kind"]) for found in client.get("/api/suggest", {"q": text}).json()]


def test_suggestions_complete_a_title(client: Client, directory: None) -> None:
    assert suggested(client, "perhek") == [("Perhekahvila", "service")]


def test_suggestions_name_target_groups_and_challenges(
    client: Client, directory: None, challenge: Challenge
) -> None:
    assert suggested(client, "Laps") == [("Lapset", "target_group")]
    assert suggested(client, "yksin") == [("Yksinäisyys", "challenge")]


def test_suggestions_repeat_what_several_have_found_something_by(client: Client, directory: None) -> None:
    def log(text: str, times: int, **values: object) -> None:
        for _ in range(times):
            SearchLogEntry.objects.create(
                **{"text": text, "language": "fi", "hits": 2, "created": timezone.now(), **values}
            )

    log("sirkus turussa", 3)
    log("sirkus jonka nimen vain yksi tietää", 2)
    log("sirkusta ei ole", 5, hits=0)
    log("sirkus ruotsiksi", 5, language="sv")
    assert suggested(client, "sirk") == [("sirkus turussa", "query")]


def test_nothing_completes_an_empty_text(client: Client, directory: None) -> None:
    assert suggested(client, " ") == []


def test_the_openapi_document_is_the_one_agreed_upon(client: Client) -> None:
    document = client.get("/api/openapi.json").json()
    agreed = json.loads(SNAPSHOT.read_text())
    assert document == agreed, f"Look the difference over, then write the new document to {SNAPSHOT}."
