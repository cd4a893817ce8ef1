"""A search can be followed in a feed reader: RSS, Atom or JSON Feed, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from search.documents import SearchDocument
from search.engine import forget_engine, get_engine
from search.fields import Kind

pytestmark = pytest.mark.django_db

NEW, OLD = datetime(2026, 11, 2, 9, 30, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def services(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.SEARCH = {**settings.SEARCH, "directory": tmp_path, "engine": "memory"}
    forget_engine()
    get_engine().upsert(
        [
            SearchDocument(
                "service:1", Kind.SERVICE, "Vanha kahvila", url="/palvelut/vanha/", updated=OLD,
                confirmed=date(2026, 11, 20),
            ),
            SearchDocument(
                "service:2", Kind.SERVICE, "Uusi <kahvila> & tupa", url="/palvelut/uusi/", updated=NEW,
                summary="Vertaistukea.", organisation="Siskotupa ry",
            ),
            SearchDocument("service:3", Kind.SERVICE, "Leiri", url="/palvelut/leiri/", published=NEW.date()),
        ]
    )  # fmt: skip
    yield
    forget_engine()


@pytest.mark.parametrize(("form", "version"), [("rss", "rss20"), ("atom", "atom10")])
def test_a_feed_is_well_formed_and_tells_the_newest_first(client: Client, form: str, version: str) -> None:
    response = client.get(reverse("search_feed", args=[form]), {"q": "kahvila", "sort": "name"})
    feed = feedparser.parse(response.content)
    assert (feed.bozo, feed.version) == (False, version)
    assert [entry.title for entry in feed.entries] == ["Uusi <kahvila> & tupa", "Vanha kahvila"]
    assert feed.entries[0].link == "http://testserver/palvelut/uusi/"
    assert feed.entries[0].id == feed.entries[0].link
    assert feed.entries[0].summary == "Siskotupa ry. Vertaistukea."
    assert tuple(feed.entries[0].published_parsed)[:5] == (
        2026,
        11,
        2,
        9,
        30,
    )


def test_a_json_feed_has_what_version_1_1_asks_for(client: Client) -> None:
    response = client.get(reverse("search_feed", args=["json"]), {"q": "kahvila"})
    feed = response.json()
    assert response["Content-Type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == "http://testserver/haku/?q=kahvila"
    assert feed["feed_url"] == "http://testserver/haku/syote.json?q=kahvila"
    assert [item["id"] for item in feed["items"]] == [
        "http://testserver/palvelut/uusi/",
        "http://testserver/palvelut/vanha/",
    ]
    assert datetime.fromisoformat(feed["items"][0]["date_modified"]) == NEW


def test_the_entries_of_a_feed_in_swedish_lead_to_swedish_pages(client: Client) -> None:
    feed = client.get("/sv/haku/syote.json", {"q": "leiri"}).json()
    assert feed["language"] == "sv"
    assert [item["url"] for item in feed["items"]] == ["http://testserver/sv/palvelut/leiri/"]


def test_what_is_not_understood_is_refused(client: Client) -> None:
    assert client.get("/haku/syote.rss", {"age": "monta"}).status_code == 400
    assert client.get("/haku/syote.pdf").status_code == 404


def test_the_search_page_links_to_its_feeds(client: Client) -> None:
    page = BeautifulSoup(client.get(reverse("search"), {"q": "kahvila"}).content, "html.parser")
    wanted = [f"/haku/syote.{form}?q=kahvila" for form in ("rss", "atom", "json")]
    alternates = page.select("link[rel=alternate][type]")
    assert [link["href"] for link in alternates] == wanted
    assert [link["href"] for link in page.select(".feeds a")] == wanted


def test_a_shared_cache_may_keep_a_feed_for_everybody(client: Client) -> None:
    response = client.get("/haku/syote.rss")
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_signs_that_xml_cannot_hold_are_left_out(client: Client, form: str) -> None:
    response = client.get(reverse("search_feed", args=[form]), {"q": "kahvila\x1e\uffff"})
    assert response.status_code == 200
    if form != "json":
        assert feedparser.parse(response.content).bozo is False


def test_a_feed_is_only_read() -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("search_feed", args=["rss"]))
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
