"""Services as public JSON: the search's filters, only what is published, few queries."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.directory.actions import save_service_draft
from cms.directory.models import Challenge, OrganisationPage, Service, TargetGroup
from search import outbox
from search.labels import forget_labels
from tests.integration.directory.services import publish_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(
    search_index: None, organisation: OrganisationPage, target_group: TargetGroup, challenge: Challenge
) -> None:
    """Publish services that differ in everything that they can be filtered by."""
    publish_service(
        organisation,
        "Perhekahvila",
        municipalities=["turku"],
        open_to_all=False,
        target_groups=[target_group],
        challenges=[challenge],
        channels=["place", "group"],
        languages=["fi", "fse"],
        tags=["vertaistuki"],
        link="https://siskotupa.example/apu#kahvila",
        age_to="6.5",
    )
    publish_service(
        organisation,
        "Isien iltakahvila",
        municipalities=["turku", "salo"],
        anonymous=True,
        languages=["sv"],
        age_from="18",
    )
    publish_service(organisation, "Chat nuorille", digital=True, whole_county=False, channels=["chat"])
    publish_service(organisation, "Kotikäynnit", is_free=False, price="20 € kerta", channels=["home_visit"])
    outbox.drain()


def get(client: Client, **parameters: object) -> dict[str, Any]:
    """Return a page of services, which must succeed."""
    response = client.get("/api/services", parameters)
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def names(answer: dict[str, Any]) -> list[str]:
    """Return the names of the page's services in order."""
    return [service["name"] for service in answer["results"]]


def test_services_come_by_name_with_all_that_is_public(client: Client, directory: None) -> None:
    answer = get(client)
    assert names(answer) == ["Chat nuorille", "Isien iltakahvila", "Kotikäynnit", "Perhekahvila"]
    cafe = answer["results"][-1]
    service = Service.objects.get(name="Perhekahvila")
    assert cafe["id"] == service.pk
    assert cafe["url"] == "/palvelut/perhekahvila/"
    assert cafe["section_url"] == "https://siskotupa.example/apu#kahvila"
    assert cafe["organisation"]["name"] == "Siskotupa ry"
    assert cafe["target_groups"] == [{"value": "lapset", "label": "Lapset"}]
    assert cafe["availability"]["municipalities"] == [{"value": "turku", "label": "Turku"}]
    assert cafe["availability"]["words"] == ["Turku"]
    assert (cafe["age_from"], cafe["age_to"], cafe["free"]) == (None, 6.5, True)
    assert client.get(f"/api/services/{service.pk}").json() == cafe


def test_what_is_not_for_the_public_is_not_told(client: Client, directory: None) -> None:
    assert set(get(client)["results"][0]) == {
        "id", "slug", "name", "summary", "description", "url", "section_url", "organisation", "open_to_all",
        "target_groups", "challenges", "tags", "availability", "address", "channels", "languages",
        "opening_hours", "free", "price", "anonymous", "age_from", "age_to", "status", "published", "updated",
        "confirmed",
    }  # fmt: skip


@pytest.mark.parametrize(
    "parameters",
    [
        {"municipality": "turku"},
        {"municipality": "734"},
        {"municipality": ["salo", "raisio"], "local_only": "true"},
        {"municipality": "raisio", "local_only": "true"},
        {"target_group": "lapset"},
        {"challenge": "yksinaisyys"},
        {"availability": "county"},
        {"availability": "municipality"},
        {"availability": ["digital", "county"]},
        {"channel": "group"},
        {"channel": ["chat", "home_visit"]},
        {"organisation": "siskotupa"},
        {"tag": "vertaistuki"},
        {"language": "fi"},
        {"language": ["fse", "sv"]},
        {"free": "true"},
        {"anonymous": "true"},
        {"age": "6.5"},
        {"age": "7"},
        {"age": "18"},
        {"municipality": "turku", "language": "sv", "age": "40", "anonymous": "true"},
    ],
)
def test_a_filter_means_what_it_means_to_the_search(
    client: Client, directory: None, parameters: dict[str, Any]
) -> None:
    found = client.get("/api/search", {**parameters, "kind": "service", "sort": "name"}).json()
    assert names(get(client, **parameters)) == [hit["title"] for hit in found["results"]]


def test_filters_keep_out_what_does_not_meet_them(client: Client, directory: None) -> None:
    assert names(get(client, municipality="salo", local_only="true")) == ["Isien iltakahvila"]
    assert names(get(client, language="fi")) == ["Chat nuorille", "Kotikäynnit", "Perhekahvila"]
    assert names(get(client, age="7", channel="group")) == []
    assert names(get(client, target_group="lapset", municipality="turku", free="true")) == [
        "Chat nuorille", "Isien iltakahvila", "Perhekahvila",
    ]  # fmt: skip


def test_pages_hold_every_service_once(client: Client, directory: None) -> None:
    pages = [get(client, page=page, page_size=3) for page in (1, 2, 3)]
    assert [len(page["results"]) for page in pages] == [3, 1, 0]
    assert len({name for page in pages for name in names(page)}) == pages[0]["total"] == 4
    assert (pages[1]["page"], pages[1]["page_size"]) == (2, 3)


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"nosuch": "1"}, "nosuch"),
        ({"q": "kahvila"}, "q"),
        ({"sort": "name"}, "sort"),
        ({"page_size": "101"}, "page_size"),
        ({"page": "0"}, "page"),
        ({"municipality": "Atlantis"}, "municipality"),
        ({"age": "nan"}, "age"),
        ({"updated_after": "yesterday"}, "updated_after"),
        ({"updated_after": "0001-01-01"}, "updated_after"),
    ],
)
def test_what_is_not_understood_is_named(
    client: Client, directory: None, parameters: dict[str, str], named: str
) -> None:
    response = client.get("/api/services", parameters)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert list(response.json()["parameters"]) == [named]


def test_only_what_changed_since_is_asked_for(client: Client, directory: None) -> None:
    Service.objects.exclude(name="Perhekahvila").update(
        last_published_at=datetime(2026, 1, 2, tzinfo=UTC), updated_at=datetime(2026, 1, 2, tzinfo=UTC)
    )
    assert names(get(client, updated_after="2026-01-03")) == ["Perhekahvila"]
    assert get(client, updated_after="2026-01-02T02:00:00+02:00")["total"] == 4
    assert get(client, updated_after="2026-01-02T00:00:00.001Z")["total"] == 1
    unescaped = client.get("/api/services?updated_after=2026-01-02T02:00:01+02:00").json()
    assert unescaped["total"] == 1


def test_drafts_ended_services_and_those_of_departed_organisations_are_unknown(
    client: Client, directory: None, organisation: OrganisationPage
) -> None:
    draft = save_service_draft(
        values={"organisation": organisation, "name": "Luonnos", "summary": "Ei.", "digital": True}
    )
    ended = Service.objects.get(name="Kotikäynnit")
    save_service_draft(service=ended, values={"status": "ended"}, publish=True)
    changed = Service.objects.get(name="Perhekahvila")
    save_service_draft(service=changed, values={"summary": "Ei vielä hyväksytty."})
    answer = get(client)
    assert names(answer) == ["Chat nuorille", "Isien iltakahvila", "Perhekahvila"]
    assert "hyväksytty" not in str(answer)
    for service in (draft, ended):
        response = client.get(f"/api/services/{service.pk}")
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    organisation.unpublish()
    assert get(client)["total"] == 0


@pytest.mark.parametrize("key", ["0", "999999", "x", "-1", "9" * 40, "²"])
def test_a_service_that_is_not_there_is_a_problem(client: Client, site: object, key: str) -> None:
    response = client.get(f"/api/services/{key}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_words_follow_the_language_of_the_request(client: Client, directory: None) -> None:
    answer = client.get("/api/services", {"tag": "vertaistuki"}, headers={"accept-language": "sv"}).json()
    (cafe,) = answer["results"]
    assert cafe["target_groups"][0]["label"] == "Barn"
    assert cafe["availability"]["words"] == ["Åbo"]


def test_more_services_take_no_more_queries(client: Client, directory: None) -> None:
    get(client)  # fills Wagtail's cache of site addresses
    forget_labels()
    with CaptureQueriesContext(connection) as few:
        get(client, municipality="turku", page_size=2)
    forget_labels()
    with CaptureQueriesContext(connection) as many:
        get(client, municipality="turku", page_size=100)
    assert len(few) == len(many) <= 12
