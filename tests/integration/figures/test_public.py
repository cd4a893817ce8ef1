"""What the public sees of key figures: in reviews, on organisations' pages, in the interface."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.figures.actions import publish_sums
from cms.figures.models import Answer, KeyFigure, PublishedSum
from home.models import HomePage
from tests.factories import AnnualReviewFactory, OrganisationPageFactory
from tests.factories.figures import KeyFigureFactory, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(site: HomePage) -> Any:
    """Have one member that reported two years."""
    KeyFigureFactory(name_fi="Perheet", name_sv="Familjer", slug="perheet", unit="kpl")
    KeyFigureFactory(name_fi="Tunnit", slug="tunnit")
    page = OrganisationPageFactory(title="Aalto ry")
    report(page, 2024, perheet="1000", tunnit="8")
    report(page, 2025, perheet="1250", tunnit="8")
    return page


def review_of(year: int, *slugs: str, **values: Any) -> Any:
    keys = [str(key) for key in KeyFigure.objects.filter(slug__in=slugs).values_list("pk", flat=True)]
    body = [{"type": "year_figures", "value": {"year": year, "figures": keys}}]
    return AnnualReviewFactory(year=year, body=body, **values)


def lines(client: Client, review: Any) -> list[list[str]]:
    soup = BeautifulSoup(client.get(review.url).content, "html.parser")
    rows = soup.select(".year-figures tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in rows]


def test_a_review_shows_the_sums_with_the_change_from_the_year_before(member: Any, client: Client) -> None:
    assert lines(client, review_of(2025, "perheet")) == [
        ["Perheet", "1\u00a0250\u00a0kpl", "1\u00a0000\u00a0kpl", "+25\u00a0%"]
    ]


def test_without_a_choice_all_figures_are_shown(member: Any, client: Client) -> None:
    assert [row[0] for row in lines(client, review_of(2025))] == ["Perheet", "Tunnit"]


def test_a_published_review_does_not_change_when_a_member_corrects_itself(
    member: Any, client: Client
) -> None:
    review = review_of(2025, "perheet")
    before = lines(client, review)
    report(member, 2025, perheet="9")
    report(member, 2024, perheet="9")
    review.save_revision().publish()
    assert lines(client, review) == before
    publish_sums(year=2025, figures=KeyFigure.objects.all(), anew=True)
    assert lines(client, review)[0][1] == "9\u00a0kpl"


def test_a_draft_publishes_no_sum(member: Any) -> None:
    review_of(2025, "perheet", publish=False)
    assert not PublishedSum.objects.exists()


def test_a_review_without_the_block_publishes_no_sum_and_loads_no_styles(member: Any, client: Client) -> None:
    review = AnnualReviewFactory(year=2025)
    assert not PublishedSum.objects.exists()
    assert b"css/figures.css" not in client.get(review.url).content


def test_an_organisations_page_shows_its_latest_figures_only_if_it_allows(
    member: Any, client: Client
) -> None:
    assert "1\u00a0250" not in client.get(member.url).content.decode()
    Answer.objects.filter(year=2024).update(shown=True)
    page = client.get(member.url).content.decode()
    assert "1\u00a0000\u00a0kpl" in page
    assert "1\u00a0250" not in page


def test_the_interface_tells_published_sums_alone(member: Any, client: Client) -> None:
    assert client.get("/api/figures").json() == {"figures": []}
    publish_sums(year=2025, figures=KeyFigure.objects.filter(slug="perheet"))
    report(member, 2025, perheet="9")
    (found,) = client.get("/api/figures").json()["figures"]
    assert found["figure"] == "perheet"
    assert found["names"] == {"fi": "Perheet", "sv": "Familjer"}
    assert [(year["year"], year["value"], year["organisations"]) for year in found["years"]] == [
        (2025, 1250.0, 1)
    ]


def test_the_interface_narrows_and_refuses_what_it_does_not_know(member: Any, client: Client) -> None:
    for year in (2024, 2025):
        publish_sums(year=year, figures=KeyFigure.objects.all())
    found = client.get("/api/figures", {"year": "2024", "figure": "tunnit"}).json()["figures"]
    assert [(one["figure"], [year["year"] for year in one["years"]]) for one in found] == [("tunnit", [2024])]
    for wrong in ({"year": "vuosi"}, {"year": "3000"}, {"tuntematon": "1"}):
        answer = client.get("/api/figures", wrong)
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_the_interface_answers_unchanged_content_with_304(member: Any, client: Client) -> None:
    publish_sums(year=2025, figures=KeyFigure.objects.all())
    first = client.get("/api/figures")
    again = client.get("/api/figures", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_the_mean_is_rounded_to_two_decimals(site: HomePage) -> None:
    figure = KeyFigureFactory(slug="ka", together="mean")
    for value in ("1", "1", "2"):
        report(OrganisationPageFactory(), 2025, ka=value)
    publish_sums(year=2025, figures=[figure])
    assert PublishedSum.objects.get().value == Decimal("1.33")
