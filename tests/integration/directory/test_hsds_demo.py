"""Every answer about the demo directory is HSDS 3.1 to the letter."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from cms.demo.actions import load_demo
from cms.directory.models import Challenge, Municipality, OrganisationPage, Service, TargetGroup
from cms.directory.selectors import live_services
from tests.integration.directory.hsds import SCHEMAS, contents, problems

if not SCHEMAS.is_dir():
    pytest.skip("The published schemas are not beside the project.", allow_module_level=True)

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("hsds")]


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the demo content once for all tests here, and take it back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo()
        yield
        transaction.set_rollback(True)


KINDS = [
    ("services", "service"),
    ("organizations", "organization"),
    ("taxonomies", "taxonomy"),
    ("taxonomy_terms", "taxonomy_term"),
    ("service_at_locations", "service_at_location"),
]


@pytest.mark.parametrize(("path", "schema"), KINDS)
def test_every_page_and_every_object_validates(client: Client, path: str, schema: str) -> None:
    listed = contents(client, path, per_page=7)
    assert listed
    for item in listed:
        assert problems(schema, item) == []
        whole = client.get(f"/api/hsds/{path}/{item['id']}").json()
        assert problems(schema, whole) == []
        shared = {key: value for key, value in item.items() if not isinstance(value, dict)}
        assert {key: whole[key] for key in shared} == shared


@pytest.mark.parametrize(
    ("path", "schema"), [kind for kind in KINDS if kind[0] not in {"taxonomies", "taxonomy_terms"}]
)
def test_full_lists_hold_what_the_objects_hold_by_themselves(client: Client, path: str, schema: str) -> None:
    whole = contents(client, path, full="true", per_page=100)
    assert whole[0] == client.get(f"/api/hsds/{path}/{whole[0]['id']}").json()
    assert [error for item in whole for error in problems(schema, item)] == []


@pytest.mark.parametrize(("path", "schema"), KINDS)
def test_lines_hold_everything_at_once(client: Client, path: str, schema: str) -> None:
    response = client.get(f"/api/hsds/{path}", {"format": "ndjson"})
    assert response["Content-Type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]
    assert lines == contents(client, path, per_page=100)


def test_a_minimal_list_holds_all_services_on_one_page(client: Client) -> None:
    page = client.get("/api/hsds/services", {"minimal": "true"}).json()
    assert page["last_page"]
    assert page["total_items"] == len(page["contents"]) == live_services().count()
    for item in page["contents"]:
        assert set(item) == {"id", "last_modified"}
        assert problems("service", item, partial=True) == []


def test_everything_that_is_published_is_there(client: Client) -> None:
    services = contents(client, "services", full="true", per_page=50)
    assert {service["name"] for service in services} == set(live_services().values_list("name", flat=True))
    assert len(services) >= 40
    assert len(contents(client, "organizations")) == OrganisationPage.objects.live().count()
    terms = TargetGroup.objects.count() + Challenge.objects.count()
    assert len(contents(client, "taxonomy_terms")) == terms
    assert len(contents(client, "taxonomies")) == 2


def test_a_service_says_in_hsds_what_it_says_on_the_site(client: Client) -> None:
    ours = Service.objects.get(slug="kaksi-kotia-yksi-mina")
    (found,) = [each for each in contents(client, "services") if each["name"] == ours.name]
    service = client.get(f"/api/hsds/services/{found['id']}").json()
    assert service["url"] == "https://kahdenkodinsilta.example/palvelut#lasten-ryhmat"
    assert service["status"] == "active"
    assert service["assured_date"] == ours.confirmed_at.isoformat()
    assert (service["minimum_age"], service["maximum_age"]) == (7, 12)
    assert service["organization"]["name"] == "Kahden kodin silta ry"
    assert service["organization"]["id"] == service["organization_id"]
    assert service["additional_urls"][0]["url"] == "http://testserver/palvelut/kaksi-kotia-yksi-mina/"
    assert {area["name"]: area["uri"] for area in service["service_areas"]}["Turku"] == (
        "http://uri.suomi.fi/codelist/jhs/kunta_1_20240101/code/853"
    )
    assert {(each["link_type"], each["value"]) for each in service["attributes"]} == {
        ("target_group", "lapset"), ("target_group", "eroperheet"),
        ("challenge", "ero"), ("challenge", "suru-ja-menetys"),
    }  # fmt: skip
    assert {code["code"] for code in service["languages"]} == set(ours.languages)


def test_addresses_stand_in_the_region(client: Client) -> None:
    places = [each["location"] for each in contents(client, "service_at_locations", full="true")]
    addresses = [address for place in places for address in place.get("addresses", ())]
    assert addresses
    assert {(address["state_province"], address["country"]) for address in addresses} == {
        ("Varsinais-Suomi", "FI")
    }
    assert {address["city"] for address in addresses} <= set(
        Municipality.objects.values_list("name_fi", flat=True)
    )


def test_digital_services_have_a_virtual_location(client: Client) -> None:
    digital = set(live_services().filter(digital=True).values_list("name", flat=True))
    services = {each["id"]: each["name"] for each in contents(client, "services")}
    virtual = [
        each
        for each in contents(client, "service_at_locations")
        if each["location"]["location_type"] == "virtual"
    ]
    assert {services[each["service_id"]] for each in virtual} == digital != set()
    assert all(each["location"]["url"].startswith("http") for each in virtual)


@pytest.fixture
def package(client: Client) -> zipfile.ZipFile:
    """Download the data package."""
    response = client.get("/api/hsds/datapackage.zip")
    assert response["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(response.content))


def test_a_package_is_not_sent_to_who_has_it(client: Client) -> None:
    first = client.get("/api/hsds/datapackage.zip")
    again = client.get("/api/hsds/datapackage.zip", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def rows_of(package: zipfile.ZipFile, path: str) -> list[dict[str, str]]:
    """Return the rows of one of the package's tables."""
    return list(csv.DictReader(io.StringIO(package.read(path).decode("utf-8"))))


def test_the_tables_are_the_specifications_and_their_rows_valid(package: zipfile.ZipFile) -> None:
    description = json.loads(package.read("datapackage.json"))
    assert {"datapackage.json", *(each["path"] for each in description["resources"])} == set(
        package.namelist()
    )
    for resource in description["resources"]:
        schema = json.loads((SCHEMAS / f"{resource['name']}.json").read_text())
        rows = rows_of(package, resource["path"])
        assert resource["path"] == schema["path"]
        assert rows, resource["name"]
        numbers = {field["name"] for field in resource["schema"]["fields"] if field["type"] == "number"}
        for row in rows:
            known = {name: float(value) if name in numbers else value for name, value in row.items() if value}
            assert problems(resource["name"], known) == []
            assert set(schema.get("tabular_required", ())) <= set(known)


def test_every_reference_between_tables_leads_somewhere(package: zipfile.ZipFile) -> None:
    resources = json.loads(package.read("datapackage.json"))["resources"]
    tables = {resource["name"]: rows_of(package, resource["path"]) for resource in resources}
    ids = {name: [row["id"] for row in rows] for name, rows in tables.items()}
    checked = 0
    for resource in resources:
        assert len(set(ids[resource["name"]])) == len(ids[resource["name"]])
        for key in resource["schema"]["foreignKeys"]:
            there = set(ids[key["reference"]["resource"]])
            assert {row[key["fields"]] for row in tables[resource["name"]]} <= there
            checked += 1
    assert checked > 10


def test_the_package_holds_the_services_of_the_lists(client: Client, package: zipfile.ZipFile) -> None:
    listed = {(each["id"], each["name"]) for each in contents(client, "services", per_page=100)}
    assert {(row["id"], row["name"]) for row in rows_of(package, "services.csv")} == listed
