"""The archive of news by year and subject."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.publishing.archive import MOST_TOPICS, archive_of
from cms.publishing.models import News, NewsIndex
from cms.publishing.selectors import live_articles_below
from tests.factories.publishing import NewsFactory, PressReleaseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def news(title: str, year: int, *tags: str, month: int = 5) -> News:
    page: News = NewsFactory(title=title, date=date(year, month, 1), tags=tags)
    return page


@pytest.fixture
def _three_years() -> None:
    news("Uusin", 2026, "koulu")
    news("Toinen", 2025, "koulu", "perhe")
    news("Kolmas", 2025, "perhe", month=4)
    PressReleaseFactory(title="Tiedote", date=date(2024, 1, 31))
    NewsFactory(title="Luonnos", date=date(2023, 1, 1), tags=["salainen"], publish=False)


def titles(client: Client, query: str) -> list[str]:
    """Return the titles that the list shows."""
    soup = BeautifulSoup(client.get(f"/uutiset/{query}").content, "html.parser")
    return [heading.get_text(strip=True) for heading in soup.select("main .card h2")]


@pytest.mark.usefixtures("_three_years")
def test_a_year_and_a_subject_narrow_the_list(client: Client) -> None:
    expected = {
        "": ["Uusin", "Toinen", "Kolmas", "Tiedote"],
        "?year=2025": ["Toinen", "Kolmas"],
        "?year=2024": ["Tiedote"],
        "?topic=koulu": ["Uusin", "Toinen"],
        "?year=2025&topic=koulu": ["Toinen"],
        "?year=2023": [],
        "?year=0000": [],
        "?year=ei&topic=%00": [],
        "?topic=salainen": [],
    }
    assert {query: titles(client, query) for query in expected} == expected


@pytest.mark.usefixtures("_three_years")
def test_years_and_subjects_are_counted_of_what_is_public() -> None:
    found = archive_of(live_articles_below(NewsIndex.objects.get()))
    assert [(year.label, year.count) for year in found.years] == [("2026", 1), ("2025", 2), ("2024", 1)]
    assert [(topic.label, topic.count) for topic in found.topics] == [("koulu", 2), ("perhe", 2)]
    assert found.chosen == ()


@pytest.mark.usefixtures("_three_years")
def test_every_link_of_the_archive_leads_to_as_many_pages_as_it_says(client: Client) -> None:
    soup = BeautifulSoup(client.get("/uutiset/?year=2025&page=1").content, "html.parser")
    links = soup.select("nav[aria-labelledby='archive-title'] a")
    assert len(links) == 5
    for link in links:
        assert len(titles(client, str(link["href"]))) == int(link.select_one(".count").get_text())  # type: ignore[union-attr]  # it is there
    assert [link.get_text(" ", strip=True) for link in links if link.get("aria-current")] == ["2025 2"]


def test_a_rare_subject_that_was_chosen_stays_among_the_common_ones() -> None:
    news("Paljon", 2026, *(f"aihe-{number:02}" for number in range(MOST_TOPICS)))
    news("Toinen", 2026, *(f"aihe-{number:02}" for number in range(MOST_TOPICS)), "harvinainen")
    articles = live_articles_below(NewsIndex.objects.get())
    assert "harvinainen" not in {topic.value for topic in archive_of(articles).topics}
    assert archive_of(articles, topic="harvinainen").chosen == ("harvinainen",)


def test_without_news_there_is_no_archive(client: Client) -> None:
    assert "archive-title" not in client.get("/uutiset/").content.decode()
