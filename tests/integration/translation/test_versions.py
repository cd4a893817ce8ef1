"""Pages in several languages: versions, the original in their place, and the ways between them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale, Page

from cms.accounts.models import User
from cms.directory.models import OrganisationIndex, OrganisationPage
from cms.publishing.models import News, NewsIndex
from cms.publishing.selectors import live_articles_below
from home.models import HomePage
from search import outbox
from tests.factories import NewsFactory, OrganisationPageFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def swedish(site: HomePage) -> Locale:
    return Locale.objects.get(language_code="sv")


@pytest.fixture
def news(site: HomePage) -> News:
    index = NewsIndex.objects.get()
    return NewsFactory(parent=index, title="Perhekahvila aukeaa", slug="perhekahvila", summary="Tervetuloa.")


def translated(page: Page, locale: Locale, *, title: str, slug: str = "") -> Page:
    """Return a published version of a page; the pages above it get theirs as far as they lack one."""
    above = page.get_parent().specific
    if above.depth > 1 and not above.has_translation(locale):
        translated(above, locale, title=above.title)
    version = page.copy_for_translation(locale).specific
    version.title, version.slug = title, slug or version.slug
    version.save_revision().publish()
    return Page.objects.get(pk=version.pk).specific


def test_without_a_version_the_original_is_shown_and_says_so(client: Client, news: News) -> None:
    answer = client.get("/sv/uutiset/perhekahvila/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Perhekahvila aukeaa" in text
    assert '<html lang="sv"' in text
    assert 'lang="fi"' in text


@pytest.mark.parametrize(
    ("address", "told"),
    [("/palvelut/leiri/", False), ("/sv/palvelut/leiri/", False), ("/en/palvelut/leiri/", True)],
)
def test_a_service_says_so_where_not_even_its_summary_is_translated(
    client: Client, site: HomePage, address: str, told: bool
) -> None:
    ServiceFactory(name="Leiri", summary="Viikko metsässä.", summary_sv="En vecka i skogen.")
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    notes = [note.get_text(strip=True) for note in soup.select("main .note")]
    assert bool(notes) is told


def test_the_breadcrumb_says_in_which_language_each_title_is(
    client: Client, news: News, site: HomePage, swedish: Locale
) -> None:
    translated(site, swedish, title="Startsida")
    soup = BeautifulSoup(client.get("/sv/uutiset/perhekahvila/").content, "html.parser")
    steps = {step.get_text(strip=True): step.get("lang") for step in soup.select(".breadcrumb li > a")}
    assert steps == {"Startsida": None, "Uutiset": "fi"}
    assert soup.select_one(".breadcrumb [aria-current=page]")["lang"] == "fi"


def test_the_original_is_found_below_a_translated_front_page(
    client: Client, news: News, site: HomePage, swedish: Locale
) -> None:
    translated(site, swedish, title="Startsida")
    assert client.get("/sv/").context["page"].title == "Startsida"
    assert client.get("/sv/uutiset/perhekahvila/").status_code == 200
    assert client.get("/sv/uutiset/ei-ole/").status_code == 404


def test_a_link_to_an_original_keeps_the_readers_language(news: News) -> None:
    with override("sv"):
        assert news.get_url() == "/sv/uutiset/perhekahvila/"
    with override("fi"):
        assert news.get_url() == "/uutiset/perhekahvila/"


def test_a_reader_of_swedish_is_led_to_the_version(client: Client, news: News, swedish: Locale) -> None:
    version = translated(news, swedish, title="Familjekafé öppnar", slug="familjekafe")
    answer = client.get("/sv/uutiset/perhekahvila/")
    assert answer.status_code == 302
    assert answer["Location"] == version.get_url() == "/sv/uutiset/familjekafe/"
    assert "Familjekafé öppnar" in client.get(answer["Location"]).content.decode()


def test_a_draft_of_a_version_leads_nobody(client: Client, news: News, swedish: Locale) -> None:
    translated(news, swedish, title="Utkast", slug="utkast").unpublish()
    assert client.get("/sv/uutiset/perhekahvila/").status_code == 200


def test_the_language_switch_keeps_the_place(client: Client, news: News, swedish: Locale) -> None:
    translated(news, swedish, title="Familjekafé öppnar", slug="familjekafe")
    for address in ("/uutiset/perhekahvila/", "/sv/uutiset/familjekafe/", "/en/uutiset/perhekahvila/"):
        text = client.get(address).content.decode()
        for code, there in (
            ("fi", "/uutiset/perhekahvila/"),
            ("sv", "/sv/uutiset/familjekafe/"),
            ("en", "/en/uutiset/perhekahvila/"),
        ):
            assert f'hreflang="{code}"' in text
            assert f'href="{there}"' in text, (address, code)


def test_a_translated_list_shows_what_waits_to_be_translated_too(news: News, swedish: Locale) -> None:
    waiting = NewsFactory(parent=NewsIndex.objects.get(), title="Vain suomeksi", slug="vain")
    version = translated(news, swedish, title="Familjekafé öppnar", slug="familjekafe")
    index = NewsIndex.objects.get(locale=swedish)
    assert {page.pk for page in live_articles_below(index)} == {version.pk, waiting.pk}
    original = NewsIndex.objects.get(locale__language_code="fi")
    assert {page.pk for page in live_articles_below(original)} == {news.pk, waiting.pk}


def test_the_menu_names_pages_in_the_readers_language(
    client: Client, site: HomePage, swedish: Locale
) -> None:
    index = NewsIndex.objects.get()
    translated(index, swedish, title="Nyheter", slug="nyheter")
    text = client.get("/sv/").content.decode()
    assert 'href="/sv/nyheter/"' in text
    assert 'href="/sv/uutiset/"' not in text
    assert 'href="/sv/jarjestot/"' in text


def test_an_organisation_stands_once(client: Client, site: HomePage) -> None:
    client.force_login(User.objects.create_superuser("hallinta", "hallinta@example.fi", "salasana-1"))
    organisation = OrganisationPageFactory()
    address = reverse("simple_translation:submit_page_translation", args=[organisation.pk])
    answer = client.post(address, {"locales": [Locale.objects.get(language_code="sv").pk]})
    assert answer.status_code == 302
    assert OrganisationPage.objects.count() == 1


def test_the_list_of_organisations_has_versions_but_its_organisations_stand_once(
    client: Client, site: HomePage, swedish: Locale
) -> None:
    organisation = OrganisationPageFactory(title="Siskotupa ry")
    version = translated(OrganisationIndex.objects.get(), swedish, title="Föreningar", slug="foreningar")
    listed = client.get(version.url).content.decode()
    assert "<h1>Föreningar</h1>" in listed
    assert "Siskotupa ry" in listed
    shown = client.get(f"/sv/jarjestot/{organisation.slug}/").content.decode()
    assert 'href="/sv/foreningar/"' in shown
    assert not OrganisationPage.can_create_at(version)
    assert OrganisationPage.can_create_at(OrganisationIndex.original())


def test_an_editor_translates_a_page_alone(client: Client, site: HomePage, swedish: Locale) -> None:
    client.force_login(User.objects.create_superuser("hallinta", "hallinta@example.fi", "salasana-1"))
    address = reverse("simple_translation:submit_page_translation", args=[site.pk])
    assert "include_subtree" not in client.get(address).content.decode()
    answer = client.post(address, {"locales": [swedish.pk], "include_subtree": "on"})
    version = HomePage.objects.get(locale=swedish)
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[version.pk])
    assert not version.live
    assert version.get_children().count() == 0


@pytest.mark.parametrize("search", ["/haku/", "/sv/haku/", "/en/haku/"])
def test_a_version_is_found_at_its_own_address_whatever_the_readers_language(
    search_index: None, client: Client, news: News, swedish: Locale, search: str
) -> None:
    version = translated(news, swedish, title="Familjecaféet öppnar", slug="familjecafeet")
    outbox.drain()
    (hit,) = client.get(search, {"q": "familjecaféet"}).context["answer"].results
    assert hit.url == version.url
    assert client.get(hit.url).status_code == 200
