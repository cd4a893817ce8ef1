"""Organisations and taxonomies as public JSON."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.directory.models import Challenge, Municipality, OrganisationPage, TargetGroup
from home.models import HomePage
from tests.factories.directory import OrganisationPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisations(site: HomePage) -> list[OrganisationPage]:
    """Publish three organisations that operate in different municipalities, and draft one."""
    turku, salo = Municipality.objects.get(slug="turku"), Municipality.objects.get(slug="salo")
    OrganisationPageFactory(title="Luonnos ry", publish=False)
    return [
        OrganisationPageFactory(
            title="Ankkuri ry",
            municipalities=[turku, salo],
            business_id="0737546-2",
            website="https://ankkuri.example/",
            email="info@ankkuri.example",
            telephone="02 123 4567",
            body=[{"type": "paragraph", "value": "<p>Autamme <b>arjessa</b>.</p>"}],
        ),
        OrganisationPageFactory(title="Majakka ry", municipalities=[salo]),
        OrganisationPageFactory(title="Varjo ry"),
    ]


def titles(client: Client, **parameters: object) -> list[str]:
    """Return the names of the organisations that are listed."""
    return [page["name"] for page in client.get("/api/organisations", parameters).json()["results"]]


def test_organisations_come_by_name_with_all_that_is_public(
    client: Client, organisations: list[OrganisationPage]
) -> None:
    answer = client.get("/api/organisations").json()
    assert [page["name"] for page in answer["results"]] == ["Ankkuri ry", "Majakka ry", "Varjo ry"]
    assert (answer["total"], answer["page"], answer["page_size"]) == (3, 1, 20)
    anchor = answer["results"][0]
    assert anchor["business_id"] == "0737546-2"
    assert anchor["description"] == "Autamme arjessa."
    assert anchor["municipalities"] == [
        {"value": "salo", "label": "Salo", "code": "734"},
        {"value": "turku", "label": "Turku", "code": "853"},
    ]
    assert set(anchor) == {
        "id", "slug", "name", "summary", "description", "url", "business_id", "website", "email",
        "telephone", "address", "municipalities", "published", "updated",
    }  # fmt: skip
    assert client.get(f"/api/organisations/{anchor['id']}").json() == anchor
    assert client.get(anchor["url"]).status_code == 200


def test_organisations_are_filtered_by_where_they_operate(
    client: Client, organisations: list[OrganisationPage]
) -> None:
    assert titles(client, municipality="salo") == ["Ankkuri ry", "Majakka ry"]
    assert titles(client, municipality="853") == ["Ankkuri ry"]
    assert titles(client, municipality=["853", "salo"], organisation=organisations[1].slug) == ["Majakka ry"]
    assert titles(client, updated_after="2126-01-01") == []
    assert len(titles(client, updated_after="2020-01-01")) == 3


def test_what_only_services_have_is_refused_by_name(
    client: Client, organisations: list[OrganisationPage]
) -> None:
    response = client.get("/api/organisations", {"age": "7", "page": "2"})
    assert response.status_code == 400
    assert list(response.json()["parameters"]) == ["age"]


def test_an_unpublished_or_private_organisation_is_not_there(
    client: Client, organisations: list[OrganisationPage]
) -> None:
    from wagtail.models import PageViewRestriction

    anchor, lighthouse, _shadow = organisations
    anchor.unpublish()
    PageViewRestriction.objects.create(page=lighthouse, restriction_type=PageViewRestriction.LOGIN)
    assert titles(client) == ["Varjo ry"]
    for page in (anchor, lighthouse):
        assert client.get(f"/api/organisations/{page.pk}").status_code == 404


def test_more_organisations_take_no_more_queries(
    client: Client, organisations: list[OrganisationPage]
) -> None:
    titles(client)  # fills Wagtail's cache of site addresses
    with CaptureQueriesContext(connection) as few:
        titles(client, page_size=1)
    with CaptureQueriesContext(connection) as many:
        titles(client, page_size=100)
    assert len(few) == len(many) <= 6


def test_taxonomies_name_every_value_in_every_language(
    client: Client, site: HomePage, target_group: TargetGroup, challenge: Challenge
) -> None:
    TargetGroup.objects.update(description="Alle 18-vuotiaat.")
    taxonomies = {
        taxonomy["parameter"]: taxonomy["terms"]
        for taxonomy in client.get("/api/taxonomies").json()["taxonomies"]
    }
    assert list(taxonomies) == [
        "target_group", "challenge", "municipality", "availability", "channel", "language", "tag",
    ]  # fmt: skip
    assert taxonomies["target_group"] == [
        {
            "value": "lapset",
            "label": "Lapset",
            "names": {"fi": "Lapset", "sv": "Barn", "en": "Children"},
            "description": "Alle 18-vuotiaat.",
            "code": None,
        }
    ]
    places = {term["value"]: term for term in taxonomies["municipality"]}
    assert len(places) == 27
    assert (places["turku"]["code"], places["turku"]["names"]["sv"]) == ("853", "Åbo")
    assert {"place", "chat"} <= {term["value"] for term in taxonomies["channel"]}


def test_the_values_of_taxonomies_are_values_of_filters(client: Client, site: HomePage) -> None:
    for taxonomy in client.get("/api/taxonomies").json()["taxonomies"]:
        values = [term["value"] for term in taxonomy["terms"]]
        assert client.get("/api/services", {taxonomy["parameter"]: values}).status_code == 200


def test_taxonomies_take_no_parameters(client: Client, site: HomePage) -> None:
    response = client.get("/api/taxonomies", {"page": "1"})
    assert list(response.json()["parameters"]) == ["page"]
