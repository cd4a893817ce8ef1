"""The coverage tells exactly what the search would find, and where there is nothing."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cms.coverage.counting import Offered, count_coverage
from cms.coverage.models import CoveragePage
from cms.coverage.presenting import Shown, show_coverage
from cms.directory.models import Challenge, Municipality, OrganisationPage, TargetGroup
from cms.publishing.actions import save_page_draft
from home.models import HomePage
from search import outbox
from tests.factories import ChallengeFactory, ServiceFactory, TargetGroupFactory, UserFactory
from tests.integration.overview.people import person_of

pytestmark = pytest.mark.django_db
ADDRESS = "/hallinta/palveluaukot/"
QUESTIONS = [
    "",
    "offered=county",
    "offered=local",
    "offered=digital",
    "municipality=turku",
    "municipality=turku&offered=local",
    "layout=municipality-target_group&offered=local",
    "layout=municipality-challenge&target_group=lapset",
    "target_group=nuoret&challenge=ero",
]


@pytest.fixture
def directory(search_index: None, organisation: OrganisationPage) -> None:
    """Publish services of every kind of audience and availability."""
    children, young = (
        TargetGroupFactory(name_fi="Lapset", slug="lapset"),
        TargetGroupFactory(name_fi="Nuoret", slug="nuoret"),
    )
    lonely, divorce = (
        ChallengeFactory(name_fi="Yksinäisyys", slug="yksinaisyys"),
        ChallengeFactory(name_fi="Ero", slug="ero"),
    )
    common = {"organisation": organisation}
    ServiceFactory(
        **common, municipalities=["turku", "salo"], target_groups=[children], challenges=[lonely, divorce]
    )
    ServiceFactory(**common, digital=True, target_groups=[young], challenges=[lonely])
    ServiceFactory(**common, challenges=[divorce])
    ServiceFactory(**common, municipalities=["turku"], digital=True, target_groups=[children, young])
    ServiceFactory(**common, municipalities=["raisio"], target_groups=[young], challenges=[divorce])
    ServiceFactory(**common, municipalities=["raisio"], challenges=[lonely], status="paused")
    ServiceFactory(**common, municipalities=["raisio"], challenges=[lonely], publish=False)
    outbox.drain()


@pytest.fixture
def umbrella(site: HomePage, client: Client) -> Client:
    """Log somebody in who serves the umbrella."""
    client.force_login(UserFactory(is_superuser=True))
    return client


def shown(query: str = "") -> Shown:
    return show_coverage(QueryDict(query))


def cell(coverage: Shown, row: str, column: str) -> int:
    line = next(line for line in coverage.lines if line.heading == row)
    return line.cells[coverage.headings.index(column)].count


@pytest.mark.parametrize("query", QUESTIONS)
def test_each_cell_opens_a_search_that_finds_as_many_services(
    client: Client, directory: None, query: str
) -> None:
    for line in shown(query).lines:
        for one in line.cells:
            found = client.get("/api/search?" + one.url.partition("?")[2])
            assert found.status_code == 200, found.content
            assert (one.url, found.json()["total"]) == (one.url, one.count)


def test_what_is_for_everybody_counts_for_each_group_and_what_is_everywhere_in_each_municipality(
    directory: None,
) -> None:
    coverage = count_coverage()
    children = TargetGroup.objects.get(slug="lapset").pk
    divorce = Challenge.objects.get(slug="ero").pk
    places = {place.slug: place.pk for place in Municipality.objects.all()}
    assert coverage.count(target_group=children, challenge=divorce) == 2
    assert coverage.count(target_group=children, challenge=divorce, municipality=places["turku"]) == 2
    assert coverage.count(target_group=children, challenge=divorce, municipality=places["loimaa"]) == 1
    local = count_coverage(Offered.LOCAL)
    assert local.count(target_group=children, challenge=divorce, municipality=places["loimaa"]) == 0
    assert local.count(target_group=children, challenge=divorce, municipality=places["turku"]) == 1
    assert count_coverage(Offered.COUNTY).count(target_group=children, challenge=divorce) == 1


def test_drafts_and_paused_services_cover_nothing(directory: None) -> None:
    assert cell(shown("municipality=raisio&offered=local"), "Yksinäisyys", "Nuoret") == 0
    assert shown().services == 5


def test_white_spots_are_complete_and_those_of_all_municipalities_are_told_apart(directory: None) -> None:
    spots = {(spot.target_group, spot.challenge): spot for spot in shown("offered=local").white_spots}
    assert spots["Lapset", "Ero"].municipalities == tuple(
        place.name for place in Municipality.objects.exclude(slug__in=("turku", "salo"))
    )
    assert spots["Nuoret", "Yksinäisyys"].everywhere
    assert not any(spot.challenge == "Ero" for spot in shown().white_spots)
    every = shown("offered=local")
    assert every.cells == 2 * 2 * Municipality.objects.count()
    assert every.white_cells == sum(len(spot.municipalities) for spot in every.white_spots)


def test_a_value_that_is_none_is_told_and_narrows_nothing(directory: None) -> None:
    coverage = shown("municipality=atlantis&target_group=lapset")
    assert "municipality" in coverage.form.errors
    assert coverage.headings[0] == "Lapset"
    assert len(coverage.headings) == 2


def test_the_page_names_its_table_its_headings_and_its_white_spots(umbrella: Client, directory: None) -> None:
    page = umbrella.get(ADDRESS, {"offered": "local"}).content.decode()
    table = page.partition('class="coverage-table"')[2].partition("</table>")[0]
    assert "<caption>" in table
    assert table.count('scope="row"') == 3
    assert 'class="coverage-white"' in table
    assert "/haku/?kind=service&amp;" in table


def test_every_combination_comes_as_a_file(umbrella: Client, directory: None) -> None:
    answer = umbrella.get(ADDRESS, {"export": "csv", "target_group": "lapset"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # it streams
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 1 + 2 * Municipality.objects.count()
    turku = next(row for row in rows if row[:3] == ["Lapset", "Ero", "Turku"])
    assert turku[3:4] + turku[5:] == ["853", "2", "ei"]
    book = b"".join(umbrella.get(ADDRESS, {"export": "xlsx"}).streaming_content)  # type: ignore[attr-defined]  # the same
    assert load_workbook(io.BytesIO(book)).active.max_row == 1 + 2 * 2 * Municipality.objects.count()


def test_the_public_sees_it_only_where_editors_have_published_a_page(
    client: Client, site: HomePage, directory: None
) -> None:
    page = save_page_draft(
        model=CoveragePage, parent=HomePage.objects.get(), values={"title": "Palveluaukot"}, publish=False
    )
    assert client.get("/palveluaukot/").status_code == 404
    page.get_latest_revision().publish()
    answer = client.get("/palveluaukot/")
    assert answer.status_code == 200
    assert answer.context["coverage"].services == 5
    assert client.get("/palveluaukot/?export=csv")["Content-Type"].startswith("text/csv")
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}?export=csv"])
def test_an_organisations_people_are_refused(
    client: Client, organisation: OrganisationPage, address: str
) -> None:
    client.force_login(person_of(organisation))
    assert client.get(address).status_code == 403


def test_more_services_take_no_more_queries(directory: None, organisation: OrganisationPage) -> None:
    with CaptureQueriesContext(connection) as few:
        shown()
    for _number in range(5):
        ServiceFactory(organisation=organisation, municipalities=["turku"], challenges=[ChallengeFactory()])
    with CaptureQueriesContext(connection) as many:
        shown()
    assert len(few) == len(many) <= 10
