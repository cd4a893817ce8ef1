"""Pages say of themselves what search engines and those who share them need; and nothing can break out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.structured_data import script
from home.models import HomePage
from tests.factories import (
    AnnualReviewFactory,
    ChallengeFactory,
    NewsFactory,
    OrganisationPageFactory,
    PressReleaseFactory,
    ProjectFactory,
    ServiceFactory,
    TargetGroupFactory,
)

pytestmark = pytest.mark.django_db

REQUIRED = {
    "Organization": {"name", "url"},
    "Service": {"name", "description", "url", "provider", "areaServed", "availableChannel"},
    "NewsArticle": {"headline", "datePublished", "author", "publisher", "mainEntityOfPage"},
    "Report": {"headline", "author", "publisher"},
    "Article": {"headline", "author", "publisher"},
    "BreadcrumbList": {"itemListElement"},
    "WebSite": {"name", "url", "potentialAction"},
}
"""What the vocabulary's readers (Google's structured data, schema.org's examples) ask of each kind."""


def things(soup: BeautifulSoup) -> dict[str, dict[str, Any]]:
    """Return what a page describes, by kind."""
    found = [json.loads(element.string) for element in soup.select("script[type='application/ld+json']")]
    assert all(thing["@context"] == "https://schema.org" for thing in found)
    return {thing["@type"]: thing for thing in found}


def nested(value: object) -> Iterator[dict[str, Any]]:
    """Yield a thing and all things in it."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nested(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nested(inner)


def read(client: Client, path: str) -> BeautifulSoup:
    """Read a page as anybody."""
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "lxml")


def publish() -> dict[str, set[str]]:
    """Publish a page of every kind; return their paths with the kinds of things that they describe."""
    organisation = OrganisationPageFactory(
        title="Siskotupa ry", slug="siskotupa", website="https://siskotupa.example/", telephone="02 111 0100"
    )
    ServiceFactory(
        name="Perhekahvila",
        summary="Vertaistukea vanhemmille.",
        organisation=organisation,
        municipalities=["turku", "salo"],
        target_groups=[TargetGroupFactory(name_fi="Vanhemmat")],
        challenges=[ChallengeFactory(name_fi="Ero")],
        languages=["fi", "sv"],
        link="https://siskotupa.example/kahvila#aukiolo",
    )
    NewsFactory(title="Avajaiset", slug="avajaiset", summary="Tervetuloa.", tags=["avajaiset"])
    PressReleaseFactory(slug="tiedote")
    AnnualReviewFactory(slug="vuosi", year=2024)
    ProjectFactory(slug="hanke")
    return {
        "/": {"WebSite"},
        "/jarjestot/siskotupa/": {"Organization", "BreadcrumbList"},
        "/palvelut/perhekahvila/": {"Service", "BreadcrumbList"},
        "/uutiset/avajaiset/": {"NewsArticle", "BreadcrumbList"},
        "/uutiset/tiedote/": {"NewsArticle", "BreadcrumbList"},
        "/vuosikertomukset/vuosi/": {"Report", "BreadcrumbList"},
        "/hankkeet/hanke/": {"Article", "BreadcrumbList"},
    }


def test_every_page_describes_itself_with_what_its_kind_requires(site: HomePage, client: Client) -> None:
    for path, kinds in publish().items():
        soup = read(client, path)
        found = things(soup)
        assert kinds <= set(found), path
        for thing in nested(list(found.values())):
            assert REQUIRED.get(thing.get("@type", ""), set()) <= set(thing), (path, thing)
            assert all(value not in ("", None, []) for value in thing.values()), (path, thing)
        address = f"http://testserver{path}"
        assert soup.select_one("link[rel=canonical]")["href"] == address
        assert soup.select_one("meta[property='og:title']")["content"]
        assert soup.select_one("meta[property='og:url']")["content"] == address
        assert soup.select_one("meta[property='og:image']")["content"].startswith("http://testserver/")


def test_a_service_tells_who_offers_it_to_whom_and_where(site: HomePage, client: Client) -> None:
    publish()
    service = things(read(client, "/palvelut/perhekahvila/"))["Service"]
    assert service["provider"]["name"] == "Siskotupa ry"
    assert service["provider"]["url"] == "http://testserver/jarjestot/siskotupa/"
    assert service["areaServed"] == ["Salo", "Turku"]
    assert service["audience"] == [{"@type": "Audience", "audienceType": "Vanhemmat"}]
    assert service["availableChannel"]["serviceUrl"] == "https://siskotupa.example/kahvila#aukiolo"
    assert service["availableChannel"]["availableLanguage"] == ["fi", "sv"]


def test_a_secret_address_is_in_no_description(site: HomePage, client: Client) -> None:
    OrganisationPageFactory(
        slug="turvakoti", street_address="Salainen katu 1", postal_code="20100", address_confidential=True
    )
    assert "Salainen katu" not in client.get("/jarjestot/turvakoti/").content.decode()


def test_the_breadcrumb_leads_from_the_front_page_and_ends_here(site: HomePage, client: Client) -> None:
    publish()
    soup = read(client, "/palvelut/perhekahvila/")
    steps = things(soup)["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert [step["name"] for step in steps] == ["Etusivu", "Järjestöt", "Siskotupa ry", "Perhekahvila"]
    assert steps[2]["item"] == "http://testserver/jarjestot/siskotupa/"
    assert "item" not in steps[-1]
    assert [link["href"] for link in soup.select(".breadcrumb a")] == [
        "/",
        "/jarjestot/",
        "/jarjestot/siskotupa/",
    ]
    assert soup.select_one(".breadcrumb [aria-current=page]").get_text(strip=True) == "Perhekahvila"


def test_languages_lead_to_the_same_page_and_the_default_is_finnish(site: HomePage, client: Client) -> None:
    publish()
    soup = read(client, "/sv/palvelut/perhekahvila/")
    assert soup.select_one("link[rel=canonical]")["href"] == "http://testserver/sv/palvelut/perhekahvila/"
    links = {link["hreflang"]: link["href"] for link in soup.select("link[rel=alternate][hreflang]")}
    assert links["x-default"] == links["fi"] == "http://testserver/palvelut/perhekahvila/"
    assert links["sv"] == "http://testserver/sv/palvelut/perhekahvila/"


def test_a_later_page_of_a_list_is_its_own_and_a_search_is_not(site: HomePage, client: Client) -> None:
    for number in range(21):
        NewsFactory(slug=f"uutinen-{number}")
    second = read(client, "/uutiset/?page=2&utm_source=x")
    assert second.select_one("link[rel=canonical]")["href"] == "http://testserver/uutiset/?page=2"
    assert read(client, "/uutiset/?page=1").select_one("link[rel=canonical]")["href"].endswith("/uutiset/")


def test_a_page_is_shared_by_letter_and_copied_without_telling_anybody(
    site: HomePage, client: Client
) -> None:
    publish()
    soup = read(client, "/uutiset/avajaiset/")
    assert soup.select_one(".share a")["href"] == (
        "mailto:?subject=Avajaiset&body=Avajaiset%0Ahttp%3A%2F%2Ftestserver%2Fuutiset%2Favajaiset%2F%0A"
    )
    button = soup.select_one(".share button")
    assert button["data-share-copy"] == "http://testserver/uutiset/avajaiset/"
    assert button.has_attr("hidden")


def test_a_title_cannot_end_the_script_that_holds_it() -> None:
    element = script({"name": "</script><script>alert(1)</script>&\u2028"})
    assert element.count("<") == 2
    assert json.loads(BeautifulSoup(element, "lxml").script.string)["name"].startswith("</script>")
