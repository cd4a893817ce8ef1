"""What HSDS may be asked: every parameter, all together, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from cms.directory.actions import save_service_draft
from cms.directory.models import Challenge, OrganisationPage, Service, TargetGroup
from search import outbox
from search.engine import forget_engine
from tests.factories.directory import OrganisationPageFactory
from tests.integration.directory.services import publish_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(
    search_index: None, organisation: OrganisationPage, target_group: TargetGroup, challenge: Challenge
) -> None:
    """Publish services of two organisations, with terms and without, here, there and digitally."""
    other = OrganisationPageFactory(title="Majakka ry", summary="Valoa vauvaperheille.")
    publish_service(
        organisation,
        "Perhekahvila",
        municipalities=["turku", "salo"],
        open_to_all=False,
        target_groups=[target_group],
        challenges=[challenge],
        channels=["place"],
        link="https://siskotupa.example/äidit#aamukahvila",
    )
    publish_service(other, "Kotikäynnit", municipalities=["turku"], channels=["home_visit"])
    publish_service(
        other, "Kahvihetki verkossa", digital=True, whole_county=False, challenges=[challenge], is_free=False,
        price="5 €", opening_hours="Ma klo 9–12",
    )  # fmt: skip
    outbox.drain()


def get(client: Client, path: str, **parameters: object) -> dict[str, Any]:
    """Return an answer, which must be one."""
    response = client.get(f"/api/hsds/{path}", parameters)
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def names(client: Client, path: str = "services", **parameters: object) -> list[str]:
    """Return the names of what is listed, in order."""
    return [item["name"] for item in get(client, path, **parameters)["contents"]]


def identifier(client: Client, path: str, name: str) -> str:
    """Return the identifier of what has a name."""
    found = {item["name"]: item["id"] for item in get(client, path, per_page=100)["contents"]}
    return str(found[name])


def test_the_interface_says_what_it_is(client: Client, site: object) -> None:
    about = get(client, "")
    assert about["version"].startswith("3.1")
    assert about["profile"].startswith("https://")
    assert client.get(about["openapi_url"]).json()["paths"]["/api/hsds/services"]


def test_services_come_by_name_and_are_searched_as_on_the_site(client: Client, directory: None) -> None:
    assert names(client) == ["Kahvihetki verkossa", "Kotikäynnit", "Perhekahvila"]
    assert names(client, search="perhekahvilassa") == ["Perhekahvila"]
    assert names(client, search="kahvihetkistä") == ["Kahvihetki verkossa"]
    assert names(client, "organizations", search="vauvaperheille") == ["Majakka ry"]


def test_a_term_its_taxonomy_and_an_organisation_narrow_together(client: Client, directory: None) -> None:
    loneliness = identifier(client, "taxonomy_terms", "Yksinäisyys")
    children = identifier(client, "taxonomy_terms", "Lapset")
    beacon = identifier(client, "organizations", "Majakka ry")
    taxonomies = [each["id"] for each in get(client, "taxonomies")["contents"]]
    assert names(client, taxonomy_term_id=loneliness) == ["Kahvihetki verkossa", "Perhekahvila"]
    assert names(client, taxonomy_term_id=children) == ["Perhekahvila"]
    assert [names(client, taxonomy_id=each) for each in taxonomies] == [
        ["Perhekahvila"],
        ["Kahvihetki verkossa", "Perhekahvila"],
    ]
    assert names(client, organization_id=beacon) == ["Kahvihetki verkossa", "Kotikäynnit"]
    assert names(client, organization_id=beacon, taxonomy_term_id=loneliness) == ["Kahvihetki verkossa"]
    assert names(client, organization_id=beacon, taxonomy_term_id=loneliness, search="perhekahvila") == []
    assert names(client, organization_id=beacon, search="kahvi") == ["Kahvihetki verkossa"]
    assert names(client, "organizations", taxonomy_term_id=children) == ["Siskotupa ry"]
    for unknown in ("taxonomy_term_id", "taxonomy_id", "organization_id"):
        assert names(client, **{unknown: "00000000-0000-4000-8000-000000000000"}) == []


def test_terms_are_narrowed_by_taxonomy_and_by_name(client: Client, directory: None) -> None:
    taxonomy = get(client, "taxonomies")["contents"][1]["id"]
    assert names(client, "taxonomy_terms") == ["Lapset", "Yksinäisyys"]
    assert names(client, "taxonomy_terms", taxonomy_id=taxonomy, top_only="true") == ["Yksinäisyys"]
    assert names(client, "taxonomy_terms", search="YKSINÄIS") == ["Yksinäisyys"]
    assert names(client, "taxonomy_terms", parent_id=taxonomy) == []


def test_services_are_met_at_places_and_on_the_web_but_not_where_only_visits_are_made(
    client: Client, directory: None
) -> None:
    places = get(client, "service_at_locations")["contents"]
    services = {each["id"]: each["name"] for each in get(client, "services")["contents"]}
    met = [
        (services[each["service_id"]], each["location"]["location_type"], each["location"].get("name"))
        for each in places
    ]
    assert [each[:2] for each in met] == [
        ("Kahvihetki verkossa", "virtual"),
        ("Perhekahvila", "physical"),
        ("Perhekahvila", "physical"),
    ]
    assert {each[2] for each in met[1:]} == {"Turku", "Salo"}
    visits = get(client, f"services/{identifier(client, 'services', 'Kotikäynnit')}")
    assert [area["name"] for area in visits["service_areas"]] == ["Turku"]
    assert visits["service_at_locations"] == []


def test_what_is_known_of_a_service_is_said_in_finnish_whoever_asks(client: Client, directory: None) -> None:
    key = identifier(client, "services", "Perhekahvila")
    answers = [
        client.get(f"/api/hsds/services/{key}", headers={"accept-language": language}).json()
        for language in ("fi", "sv")
    ]
    assert answers[0] == answers[1]
    assert answers[0]["url"] == "https://siskotupa.example/%C3%A4idit#aamukahvila"
    assert answers[0]["cost_options"][0]["amount"] == 0
    online = get(client, f"services/{identifier(client, 'services', 'Kahvihetki verkossa')}")
    assert online["cost_options"][0]["amount_description"] == "5 €"
    assert online["schedules"][0]["description"] == "Ma klo 9–12"
    assert [area["name"] for area in online["service_areas"]] == ["Varsinais-Suomi"]


@pytest.mark.parametrize(
    ("status", "said"),
    [("active", "active"), ("paused", "temporarily closed"), ("ended", "defunct")],
)
def test_the_status_and_the_confirmation_are_told(
    client: Client, directory: None, status: str, said: str
) -> None:
    key = identifier(client, "services", "Perhekahvila")
    service = Service.objects.get(name="Perhekahvila")
    save_service_draft(service=service, values={"status": status}, publish=True)
    Service.objects.filter(pk=service.pk).update(confirmed_at=date(2026, 2, 3))
    answer = get(client, f"services/{key}")
    assert (answer["status"], answer["assured_date"]) == (said, "2026-02-03")


def test_a_service_that_ended_is_only_news_to_those_who_ask_what_changed(
    client: Client, directory: None
) -> None:
    Service.objects.update(
        last_published_at=datetime(2026, 1, 2, tzinfo=UTC), updated_at=datetime(2026, 1, 2, tzinfo=UTC)
    )
    service = Service.objects.get(name="Perhekahvila")
    save_service_draft(service=service, values={"status": "ended"}, publish=True)
    assert "Perhekahvila" not in names(client)
    assert names(client, modified_after="2026-01-03") == ["Perhekahvila"]
    assert len(names(client, modified_after="2026-01-02T00:00:00Z")) == 3
    assert names(client, modified_after="2126-01-01") == []


def test_drafts_and_the_services_of_unpublished_organisations_are_unknown(
    client: Client, directory: None, organisation: OrganisationPage
) -> None:
    key = identifier(client, "services", "Perhekahvila")
    save_service_draft(
        service=Service.objects.get(name="Perhekahvila"), values={"summary": "Ei vielä hyväksytty."}
    )
    assert "hyväksytty" not in str(get(client, "services", full="true"))
    organisation.unpublish()
    assert "Perhekahvila" not in names(client)
    response = client.get(f"/api/hsds/services/{key}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_a_private_organisation_and_its_services_are_unknown(
    client: Client, directory: None, organisation: OrganisationPage
) -> None:
    PageViewRestriction.objects.create(page=organisation, restriction_type=PageViewRestriction.LOGIN)
    assert "Perhekahvila" not in names(client)
    assert names(client, "organizations") == ["Majakka ry"]
    assert len(get(client, "service_at_locations")["contents"]) == 1
    assert client.get("/api/services").json()["total"] == 2


def test_a_draft_or_a_look_does_not_count_as_a_change(client: Client, directory: None) -> None:
    before = get(client, "services", minimal="true")
    save_service_draft(service=Service.objects.get(name="Perhekahvila"), values={"summary": "Uusi."})
    assert get(client, "services", minimal="true") == before


def test_identifiers_stay_when_names_and_addresses_change(client: Client, directory: None) -> None:
    before = identifier(client, "services", "Perhekahvila")
    save_service_draft(
        service=Service.objects.get(name="Perhekahvila"), values={"name": "Olohuone"}, publish=True
    )
    assert identifier(client, "services", "Olohuone") == before


def test_a_search_without_an_index_asks_to_come_again(
    client: Client, site: object, settings: Settings, tmp_path: Path
) -> None:
    settings.SEARCH = {**settings.SEARCH, "engine": "embedded", "directory": tmp_path / "nothing"}
    forget_engine()
    response = client.get("/api/hsds/services", {"search": "kahvila"})
    forget_engine()
    assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
    assert int(response["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("path", "parameters", "named"),
    [
        ("services", {"nosuch": "1"}, "nosuch"),
        ("services", {"postcode": "20100"}, "postcode"),
        ("services", {"per_page": "101"}, "per_page"),
        ("services", {"page": "0"}, "page"),
        ("services", {"format": "xml"}, "format"),
        ("services", {"taxonomy_id": "children"}, "taxonomy_id"),
        ("services", {"modified_after": "then"}, "modified_after"),
        ("services", {"full": "perhaps"}, "full"),
        ("organizations", {"minimal": "true"}, "minimal"),
        ("taxonomies", {"taxonomy_id": ""}, "taxonomy_id"),
        ("", {"page": "1"}, "page"),
        ("datapackage.zip", {"page": "1"}, "page"),
        ("services/x", {"page": "1"}, "page"),
    ],
)
def test_what_is_not_understood_is_named(
    client: Client, site: object, path: str, parameters: dict[str, str], named: str
) -> None:
    response = client.get(f"/api/hsds/{path}", parameters)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert list(response.json()["parameters"]) == [named]


@pytest.mark.parametrize(
    "path", ["services", "organizations", "taxonomies", "taxonomy_terms", "service_at_locations"]
)
@pytest.mark.parametrize("key", ["x", "1", "00000000-0000-4000-8000-000000000000"])
def test_an_identifier_that_nothing_has_is_a_problem(
    client: Client, site: object, path: str, key: str
) -> None:
    response = client.get(f"/api/hsds/{path}/{key}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_a_page_after_the_last_is_empty(client: Client, directory: None) -> None:
    page = get(client, "services", page=9, per_page=2)
    assert (page["empty"], page["size"], page["contents"]) == (True, 0, [])
    assert (page["total_items"], page["total_pages"], page["last_page"]) == (3, 2, True)


@pytest.mark.parametrize("path", ["services", "organizations", "service_at_locations", "taxonomy_terms"])
def test_more_objects_take_no_more_queries(client: Client, directory: None, path: str) -> None:
    full = {} if path == "taxonomy_terms" else {"full": "true"}
    get(client, path)  # fills Wagtail's cache of site addresses
    with CaptureQueriesContext(connection) as few:
        get(client, path, per_page=1, **full)
    with CaptureQueriesContext(connection) as many:
        get(client, path, per_page=100, **full)
    assert len(few) == len(many) <= 12
