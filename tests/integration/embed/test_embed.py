"""The search in a frame keeps to its host's filters, may be framed by all, and explains what it refuses."""

from __future__ import annotations

import html

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.embed.colours import TEXT_CONTRAST, _colour, contrast, palette
from home.models import HomePage
from search import outbox
from tests.factories import ChallengeFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def soup(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    """Open a page and read it."""
    answer = client.get(address)
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser")


def names(page: BeautifulSoup) -> set[str]:
    """Return what a frame lists."""
    return {link.get_text().partition(" (")[0] for link in page.select("ol h3 a")}


@pytest.fixture
def _services(site: HomePage, search_index: None) -> None:
    lonely = ChallengeFactory(name_fi="Yksinäisyys", slug="yksinaisyys")
    ServiceFactory(name="Turun kahvila", municipalities=["turku"], challenges=[lonely])
    ServiceFactory(name="Salon kahvila", municipalities=["salo"])
    outbox.drain()


@pytest.mark.usefixtures("_services")
def test_readers_search_within_the_host_s_filters_and_narrow_by_the_rest(client: Client) -> None:
    assert names(soup(client, "/upotus/")) == {"Turun kahvila", "Salon kahvila"}
    page = soup(client, "/upotus/?municipality=turku&q=kahvila&accent=005a9c&title=Palvelut+Turussa")
    assert names(page) == {"Turun kahvila"}
    assert page.h1.get_text(strip=True) == "Palvelut Turussa"
    kept = {field["name"]: field["value"] for field in page.select("input[type=hidden]")}
    assert kept == {"municipality": "turku", "accent": "005a9c", "title": "Palvelut Turussa"}
    assert {field["name"] for field in page.select("select")} <= {"valittu_target_group", "valittu_challenge"}
    narrowed = soup(client, "/upotus/?valittu_challenge=yksinaisyys")
    assert names(narrowed) == {"Turun kahvila"}
    assert narrowed.select_one("option[selected]")["value"] == "yksinaisyys"
    assert names(soup(client, "/upotus/?municipality=turku&valittu_municipality=salo")) == {"Turun kahvila"}


@pytest.mark.usefixtures("_services")
def test_links_open_beside_the_host_s_page_and_say_so(client: Client) -> None:
    page = soup(client, "/upotus/")
    links = page.select("ol h3 a, footer a")
    assert len(links) == 3
    for link in links:
        assert (link["target"], link["rel"]) == ("_blank", ["noopener"])
        assert link.select_one(".new-tab").get_text(strip=True)
    assert page.title.get_text(strip=True)


@pytest.mark.usefixtures("_services")
def test_it_alone_may_be_framed_and_keeps_the_strict_policy_otherwise(client: Client) -> None:
    framed = client.get("/upotus/")
    assert "X-Frame-Options" not in framed.headers
    policy = framed["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "unsafe" not in policy
    assert not framed.cookies
    assert b"style=" not in framed.content
    for address in ("/upotus/rakenna/", "/haku/"):
        assert client.get(address)["X-Frame-Options"] == "DENY"
    assert "frame-ancestors *" not in client.get("/upotus/rakenna/")["Content-Security-Policy"]


@pytest.mark.usefixtures("search_index")
@pytest.mark.parametrize(
    "query", ["accent=red;}body{", "municipality=atlantis", "kaikki=1", "page=0", "paper=12345"]
)
def test_what_is_not_understood_is_refused_and_named(client: Client, site: HomePage, query: str) -> None:
    page = soup(client, f"/upotus/?{query}", 400)
    assert page.select("li")
    assert "X-Frame-Options" not in client.get(f"/upotus/?{query}").headers


def test_the_colours_are_a_style_sheet_of_their_own(client: Client, site: HomePage) -> None:
    answer = client.get("/upotus/varit.css?accent=005a9c&paper=ffffff")
    assert answer["Content-Type"].startswith("text/css")
    assert "--accent: #005a9c;" in answer.content.decode()
    assert client.get("/upotus/varit.css?accent=red;}").status_code == 400


@pytest.mark.parametrize("accent", ["ffff00", "000000", "ffffff", "808080", "933b28"])
@pytest.mark.parametrize("paper", ["ffffff", "000000", "808080", "ffee00", "123456"])
def test_whatever_a_host_chooses_text_links_and_buttons_stay_legible(accent: str, paper: str) -> None:
    made = palette(accent=accent, paper=paper)
    ground = _colour(made.paper)
    assert contrast(_colour(made.ink), ground) >= TEXT_CONTRAST
    assert contrast(_colour(made.accent), ground) >= TEXT_CONTRAST
    assert contrast(_colour(made.on_accent), _colour(made.accent)) >= TEXT_CONTRAST


@pytest.mark.usefixtures("_services")
def test_the_builder_gives_the_code_of_what_it_shows(client: Client) -> None:
    query = "municipality=turku&target_group=&accent=%23005a9c&paper=%23fffdfa&title=Apua+%22heti%22"
    page = soup(client, f"/upotus/rakenna/?{query}")
    snippet = BeautifulSoup(page.select_one("#embed-code").get_text(), "html.parser")
    frame = snippet.iframe
    assert frame["title"] == 'Apua "heti"'
    assert html.unescape(frame["src"]).startswith(
        "http://testserver/upotus/?municipality=turku&accent=005a9c"
    )
    assert "paper" not in frame["src"]
    assert names(soup(client, frame["src"].removeprefix("http://testserver"))) == {"Turun kahvila"}
    assert snippet.script["src"] == "http://testserver/static/js/embed.js"
    assert page.select_one("iframe.embed-preview")["src"] == frame["src"].removeprefix("http://testserver")


@pytest.mark.usefixtures("search_index")
def test_the_builder_says_what_it_did_not_understand(client: Client, site: HomePage) -> None:
    page = soup(client, "/upotus/rakenna/?municipality=atlantis", 400)
    assert "municipality" in page.select_one("[role=alert]").get_text()
    assert page.select_one("#embed-code")
