"""What readers get: every kind of page, the frame around it, and help where a page is missing."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, InterfaceError, connection
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site

from cms.directory.models import Challenge, OrganisationIndex, Service, TargetGroup
from cms.directory.models import organisation as models_of_organisations
from home.models import HomePage, PlainPage, SiteSettings
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


def read(client: Client, path: str, status: int = 200) -> BeautifulSoup:
    """Return the page at ``path``, which must answer with ``status``."""
    response = client.get(path)
    assert response.status_code == status, path
    return BeautifulSoup(response.content, "lxml")


def words(soup: BeautifulSoup, selector: str = "main") -> str:
    """Return the words within the first element that matches."""
    element = soup.select_one(selector)
    assert element is not None, selector
    return " ".join(element.get_text(" ", strip=True).split())


def test_health_is_ok(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("error", [DatabaseError, InterfaceError])
def test_health_is_503_without_a_database(client: Client, error: type[Exception]) -> None:
    def refuse(*_arguments: object) -> None:
        raise error("gone")

    with connection.execute_wrapper(refuse):
        assert client.get("/healthz").status_code == 503


def test_the_front_page_counts_each_groups_services(site: HomePage, client: Client) -> None:
    children, parents = TargetGroupFactory(name_fi="Lapset"), TargetGroupFactory(name_fi="Vanhemmat")
    loneliness = ChallengeFactory(name_fi="Yksinäisyys")
    ServiceFactory(target_groups=[children], challenges=[loneliness])
    ServiceFactory(open_to_all=True)
    ServiceFactory(target_groups=[parents], publish=False)
    ServiceFactory(target_groups=[parents], status=Service.Status.ENDED)
    soup = read(client, "/")
    counts = {
        link.select_one("span").get_text(): link.select_one(".count").find(string=True, recursive=False)
        for link in soup.select(".door-links a")
    }
    assert counts == {"Lapset": "2", "Vanhemmat": "1", "Yksinäisyys": "1"}
    hrefs = {link["href"] for link in soup.select(".door-links a")}
    assert f"/haku/?target_group={children.slug}" in hrefs
    assert f"/haku/?challenge={loneliness.slug}" in hrefs


def test_the_front_page_offers_all_municipalities_and_the_newest_news(site: HomePage, client: Client) -> None:
    for number in range(4):
        NewsFactory(title=f"Uutinen {number}", date=f"2026-01-0{number + 1}")
    soup = read(client, "/")
    assert len(soup.select("#municipality option")) == 28
    assert [link.get_text(strip=True) for link in soup.select(".card h3 a")] == [
        "Uutinen 3",
        "Uutinen 2",
        "Uutinen 1",
    ]


def test_the_menu_shows_live_index_pages_and_marks_the_present_one(site: HomePage, client: Client) -> None:
    Page.objects.get(slug="hankkeet").unpublish()
    news = NewsFactory(slug="avajaiset")
    soup = read(client, news.url)
    links = soup.select(".main-menu a")
    search, *pages = [link.get_text(strip=True) for link in links]
    assert links[0]["href"] == "/haku/", search
    assert pages == ["Järjestöt", "Uutiset", "Tapahtumat", "Vuosikertomukset"]
    assert [link["href"] for link in links if link.get("aria-current")] == ["/uutiset/"]
    assert soup.select_one(".site-footer nav a").get_text(strip=True) == "Saavutettavuusseloste"


def test_the_language_switch_keeps_the_place(site: HomePage, client: Client) -> None:
    news = NewsFactory(slug="avajaiset")
    soup = read(client, f"{news.url}?page=2")
    assert [link["href"] for link in soup.select(".languages a")] == [
        "/uutiset/avajaiset/?page=2",
        "/sv/uutiset/avajaiset/?page=2",
        "/en/uutiset/avajaiset/?page=2",
    ]


def test_a_finnish_page_says_so_to_swedish_readers(site: HomePage, client: Client) -> None:
    NewsFactory(slug="avajaiset")
    soup = read(client, "/sv/uutiset/avajaiset/")
    assert soup.html["lang"] == "sv"
    assert soup.select_one("main article")["lang"] == "fi"
    assert soup.select_one("main .note") is not None
    assert read(client, "/uutiset/avajaiset/").select_one("main .note") is None


def test_a_missing_page_helps_on(site: HomePage, client: Client) -> None:
    soup = read(client, "/ei-ole/", 404)
    assert soup.select_one("main a[href='/haku/']") is not None
    assert soup.select_one(".header-search input[name=q]") is not None


class TestService:
    """The page of one service."""

    def test_shows_what_a_professional_asks_for(self, site: HomePage, client: Client) -> None:
        service = ServiceFactory(
            name="Perhetupa",
            link="https://siskotupa.example/tupa#aukiolo",
            municipalities=["turku", "salo"],
            target_groups=[TargetGroupFactory(name_fi="Lapset")],
            challenges=[ChallengeFactory(name_fi="Yksinäisyys")],
            channels=["place"],
            opening_hours="Tiistaisin kello 9–11",
            age_from="0.5",
            age_to="6",
            anonymous=True,
        )
        soup = read(client, service.get_absolute_url())
        assert soup.select_one("a.button-large")["href"] == "https://siskotupa.example/tupa#aukiolo"
        facts = words(soup, ".facts")
        for fact in ("Lapset", "Yksinäisyys", "Salo, Turku", "Tiistaisin kello 9–11", "0,5–6"):
            assert fact in facts

    def test_that_has_ended_is_410_and_points_to_others(self, site: HomePage, client: Client) -> None:
        challenge = ChallengeFactory()
        service = ServiceFactory(name="Perhetupa", status=Service.Status.ENDED, challenges=[challenge])
        soup = read(client, f"/palvelut/{service.slug}/", 410)
        assert "Perhetupa" in words(soup)
        assert soup.select_one(f"main a[href='/haku/?challenge={challenge.slug}']") is not None

    def test_that_is_a_draft_is_404(self, site: HomePage, client: Client) -> None:
        draft = ServiceFactory(name="Salainen", publish=False)
        soup = read(client, f"/palvelut/{draft.slug}/", 404)
        assert "Salainen" not in soup.get_text()

    def test_of_a_withdrawn_organisation_is_404(self, site: HomePage, client: Client) -> None:
        service = ServiceFactory()
        service.organisation.unpublish()
        read(client, service.get_absolute_url(), 404)

    def test_that_pauses_says_so(self, site: HomePage, client: Client) -> None:
        service = ServiceFactory(status=Service.Status.PAUSED)
        assert read(client, service.get_absolute_url()).select_one(".note") is not None

    def test_preview_shows_the_public_page(self, site: HomePage) -> None:
        service = ServiceFactory(name="Perhetupa", publish=False)
        response = service.make_preview_request()
        assert response.status_code == 200
        assert "Perhetupa" in response.rendered_content


def body() -> list[dict[str, object]]:
    """Return one block of every kind that needs no file."""
    service = ServiceFactory(name="Perhetupa")
    return [
        {"type": "heading", "value": {"text": "Väliotsikko", "level": "3"}},
        {"type": "paragraph", "value": "<p>Kappale, jossa on <b>korostus</b>.</p>"},
        {"type": "list", "value": {"ordered": True, "items": ["<p>Ensin</p>", "<p>Sitten</p>"]}},
        {"type": "quote", "value": {"text": "Täällä kuunnellaan.", "attribution": "Vanhempi"}},
        {"type": "key_figure", "value": {"value": "8 200", "label": "vapaaehtoista", "explanation": ""}},
        {"type": "service_card", "value": service.pk},
        {"type": "organisation_card", "value": service.organisation.pk},
        {"type": "embed", "value": "https://video.example/katso/1"},
    ]


def test_every_block_becomes_its_own_element(site: HomePage, client: Client) -> None:
    soup = read(client, NewsFactory(body=body()).url)
    assert words(soup, "main h3") == "Väliotsikko"
    assert words(soup, ".paragraph b") == "korostus"
    assert [item.get_text(strip=True) for item in soup.select("main ol:not(nav ol) li")] == [
        "Ensin",
        "Sitten",
    ]
    assert words(soup, ".quote blockquote") == "Täällä kuunnellaan."
    assert words(soup, ".quote figcaption") == "Vanhempi"
    assert words(soup, ".figure dd") == "8 200"
    assert soup.select_one("main a[href='/palvelut/perhetupa/']") is not None


def test_an_embed_is_a_link_and_loads_nothing_from_elsewhere(site: HomePage, client: Client) -> None:
    soup = read(client, NewsFactory(body=body()).url)
    assert soup.select_one("main a[href='https://video.example/katso/1']") is not None
    assert not soup.select("iframe, object, embed")
    loaded = [
        element.get("src") or element.get("href")
        for element in soup.select("script[src], img, link[rel=stylesheet]")
    ]
    assert all(address.startswith("/") for address in loaded)


def test_a_press_release_sets_its_contacts_apart_from_the_text(site: HomePage, client: Client) -> None:
    contacts = [{"name": "Viestintävastaava", "email": "viestinta@vslj.example", "telephone": "040 000 0000"}]
    soup = read(client, PressReleaseFactory(contacts=contacts).url)
    assert "viestinta@vslj.example" in words(soup, ".contacts")
    assert "viestinta@vslj.example" not in words(soup, "main article")
    assert soup.select_one(".contacts a[href='tel:0400000000']") is not None


def test_an_annual_review_shows_its_figures(site: HomePage, client: Client) -> None:
    soup = read(client, AnnualReviewFactory(figures=[{"value": "27", "label": "kuntaa"}]).url)
    assert words(soup, ".figures") == "kuntaa 27"


def test_a_project_shows_its_filled_sections_alone(site: HomePage, client: Client) -> None:
    text = [{"type": "paragraph", "value": "<p>Vahvistetaan arkea.</p>"}]
    soup = read(client, ProjectFactory(purpose=text, links=[{"text": "Loppuraportti", "url": ""}]).url)
    assert len(soup.select("main article section")) == 2
    assert "Vahvistetaan arkea." in words(soup)
    assert "Loppuraportti" in words(soup)


def test_an_organisation_shows_its_live_services(site: HomePage, client: Client) -> None:
    organisation = OrganisationPageFactory(website="https://siskotupa.example/", municipalities=[])
    ServiceFactory(name="Perhetupa", organisation=organisation)
    ServiceFactory(name="Luonnos", organisation=organisation, publish=False)
    soup = read(client, organisation.url)
    assert [link.get_text(strip=True) for link in soup.select(".card h3 a")] == ["Perhetupa"]


def test_an_organisation_with_very_many_services_leads_to_the_search_for_the_rest(
    site: HomePage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models_of_organisations, "SHOWN_SERVICES", 2)
    organisation = OrganisationPageFactory()
    for name in ("Arkitupa", "Perhetupa", "Vauvatupa", "Äititupa"):
        ServiceFactory(name=name, organisation=organisation)
    soup = read(client, organisation.url)
    assert [link.get_text(strip=True) for link in soup.select(".card h3 a")] == ["Arkitupa", "Perhetupa"]
    (rest,) = soup.select(f'main a[href*="organisation={organisation.slug}"]')
    assert rest["href"].startswith(reverse("search"))
    assert rest.get_text(strip=True) == "2 muuta palvelua: kaikki löytyvät hausta"


def test_indexes_list_what_is_live_and_say_when_there_is_nothing(site: HomePage, client: Client) -> None:
    assert not read(client, "/uutiset/").select(".card")
    NewsFactory(title="Avajaiset")
    NewsFactory(title="Luonnos", publish=False)
    assert [link.get_text(strip=True) for link in read(client, "/uutiset/").select(".card h2 a")] == [
        "Avajaiset"
    ]
    OrganisationPageFactory(title="Siskotupa ry")
    assert "Siskotupa ry" in words(read(client, OrganisationIndex.objects.get().url))


def test_a_plain_page_shows_its_body(site: HomePage, client: Client) -> None:
    page = PlainPage.objects.get()
    page.body = [("paragraph", "<p>Sivusto noudattaa vaatimuksia.</p>")]
    page.save_revision().publish()
    assert "Sivusto noudattaa vaatimuksia." in words(read(client, page.url))


def test_templates_of_errors_stand_alone(client: Client) -> None:
    assert "<h1>" in render_to_string("500.html")
    assert "<h1>" in render_to_string("403.html")


def test_terms_are_in_the_order_that_editors_gave_them(site: HomePage, client: Client) -> None:
    TargetGroup.objects.create(name_fi="Aikuiset", slug="aikuiset", sort_order=2)
    TargetGroup.objects.create(name_fi="Vauvat", slug="vauvat", sort_order=1)
    Challenge.objects.create(name_fi="Ero", slug="ero", sort_order=2)
    Challenge.objects.create(name_fi="Suru", slug="suru", sort_order=1)
    names = [link.select_one("span").get_text() for link in read(client, "/").select(".door-links a")]
    assert names == ["Vauvat", "Aikuiset", "Suru", "Ero"]


def test_the_footer_speaks_the_reader_s_language_or_finnish(site: HomePage, client: Client) -> None:
    settings = SiteSettings.for_site(Site.objects.get())
    settings.footer_text, settings.footer_text_sv = "Sivusto on meidän.", "Webbplatsen är vår."
    settings.save()
    said = {path: read(client, path).select_one("footer p[lang]") for path in ("/", "/sv/", "/en/")}
    assert {path: (p["lang"], p.get_text()) for path, p in said.items() if p} == {
        "/": ("fi", "Sivusto on meidän."),
        "/sv/": ("sv", "Webbplatsen är vår."),
        "/en/": ("fi", "Sivusto on meidän."),
    }
