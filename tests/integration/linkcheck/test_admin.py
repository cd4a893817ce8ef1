"""The admin shows links and checks, and lets nobody change them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.publishing.models import News
from cms.worklist.items import Scope
from ingest.http import Client
from ingest.linkcheck.actions import refresh_links
from ingest.linkcheck.checking import check_links
from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.evidence import Evidence, Failure
from ingest.linkcheck.models import Check, Link
from ingest.linkcheck.naming import name_of, reader_address
from ingest.linkcheck.recording import record_check
from ingest.linkcheck.references import internal_address
from ingest.linkcheck.verdicts import verdict_on
from ingest.linkcheck.work import TroubledLinks
from tests.factories import NewsFactory
from tests.integration.directory.services import publish_service

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TABLES = {"links": Link, "checks": Check}
GOOD, GONE = "https://a.example/hyva", "https://a.example/poissa"


def path(table: str, action: str = "index", *arguments: int) -> str:
    """Return the address of a view of a table."""
    return reverse(f"linkcheck_{table}_modeladmin_{action}", args=arguments)


@pytest.fixture
def checked(organisation: OrganisationPage) -> None:
    """Two services whose links were checked: one works, one is gone."""
    for name, address, status in (("Kohtaamo", GOOD, 200), ("Vanha palvelu", GONE, 404)):
        publish_service(organisation, name, link=address)
        refresh_links(at=NOW)
        evidence = Evidence(address, "GET", status, address)
        record_check(link=Link.objects.get(url=address), evidence=evidence, at=NOW)


def test_links_are_listed_with_class_and_place_and_filtered_by_class(
    checked: None, admin_client: Browser
) -> None:
    everything = admin_client.get(path("links")).content.decode()
    assert GOOD in everything
    assert GONE in everything
    assert "Vanha palvelu" in everything
    assert "2.11.2026 11.00" in everything
    gone = admin_client.get(path("links"), {"link_class": "gone"}).content.decode()
    assert GONE in gone
    assert GOOD not in gone


def test_each_row_opens_and_a_problem_says_what_to_do(checked: None, admin_client: Browser) -> None:
    for table, model in TABLES.items():
        for row in model.objects.all():
            assert admin_client.get(path(table, "inspect", row.pk)).status_code == 200
    page = admin_client.get(path("links", "inspect", Link.objects.get(url=GONE).pk)).content.decode()
    assert "Vanha palvelu" in page
    assert escape(str(verdict_on(LinkClass.GONE, "").fix)) in page
    check = admin_client.get(path("checks", "inspect", Check.objects.get(link__url=GONE).pk)).content.decode()
    assert "404" in check


def test_even_an_administrator_changes_nothing(checked: None, admin_client: Browser) -> None:
    for table, model in TABLES.items():
        before = list(model.objects.order_by("pk").values())
        row = before[0]["id"]
        admin_client.post(path(table, "create"), {"url": "x"})
        admin_client.post(path(table, "edit", row), {"url": "x"})
        admin_client.post(path(table, "delete", row))
        assert list(model.objects.order_by("pk").values()) == before


def test_a_person_without_the_right_sees_nothing(checked: None, client: Browser) -> None:
    client.force_login(User.objects.create_user("katsoja", "katsoja@esimerkki.example", "salasana"))
    for table in TABLES:
        assert client.get(path(table)).status_code in {302, 403}


def test_a_hostile_address_is_shown_as_text(checked: None, admin_client: Browser) -> None:
    script = "<script>alert(1)</script>"
    Link.objects.filter(url=GONE).update(url=script)
    link = Link.objects.get(url=script)
    check = record_check(link=link, evidence=Evidence(script, failure=Failure.INVALID, detail=script), at=NOW)
    assert check is not None
    shown = [
        path("links"),
        path("checks"),
        path("links", "inspect", link.pk),
        path("checks", "inspect", check.pk),
    ]
    for page in shown:
        text = admin_client.get(page).content.decode()
        assert script not in text
        assert "&lt;script&gt;alert(1)" in text


@pytest.fixture
def linked_page(organisation: OrganisationPage) -> Link:
    """A link in a news item to a page of ours."""
    linked = NewsFactory(title="Leiri <täynnä>")
    link_to(linked)
    return Link.objects.get(url=internal_address("page", linked.pk))


def link_to(*linked: Page) -> None:
    """Publish a news item that links to pages of ours."""
    links = "".join(f'<a linktype="page" id="{page.pk}">Lue lisää</a>' for page in linked)
    NewsFactory(title="Kesän leirit", body=[{"type": "paragraph", "value": f"<p>{links}</p>"}])
    refresh_links(at=NOW)


def test_a_link_to_our_own_page_is_called_by_the_pages_title(
    linked_page: Link, admin_client: Browser
) -> None:
    listed = admin_client.get(path("links")).content.decode()
    assert "Sivu ”Leiri &lt;täynnä&gt;”" in listed
    assert linked_page.url not in listed
    shown = admin_client.get(reverse("linkcheck_link", args=[linked_page.pk])).content.decode()
    assert "Sivu ”Leiri &lt;täynnä&gt;”" in shown
    exported = b"".join(admin_client.get(path("links"), {"export": "csv"}))
    page = News.objects.get(title="Leiri <täynnä>")
    assert f"Sivu ”Leiri <täynnä>”,{page.full_url}," in exported.decode()
    assert linked_page.url not in exported.decode()
    assert f'href="{page.full_url}"' in shown


@pytest.mark.parametrize("action", ["index", "inspect"])
def test_a_deleted_page_is_told_as_such_and_never_by_its_key(
    linked_page: Link, admin_client: Browser, action: str
) -> None:
    News.objects.get(title="Leiri <täynnä>").delete()
    list(check_links(client=Client(), limit=99, keys=[linked_page.pk], clock=lambda: NOW))
    arguments = [linked_page.pk] if action == "inspect" else []
    text = admin_client.get(path("links", action, *arguments)).content.decode()
    assert "Poistettu sivu" in text
    assert linked_page.url not in text
    with override("fi"):
        [item] = TroubledLinks().items(Scope(None), limit=10)
    assert item.reason.startswith("Poistettu sivu")
    assert [action.label for action in item.actions] == ["Katso ja korjaa", "Korjaa linkki"]


def test_a_page_that_readers_do_not_see_is_not_called_by_its_title(
    linked_page: Link, admin_client: Browser
) -> None:
    News.objects.get(title="Leiri <täynnä>").unpublish()
    listed = admin_client.get(path("links")).content.decode()
    assert "Leiri &lt;täynnä&gt;" not in listed
    assert "Julkaisematon sivu" in listed
    assert reader_address(linked_page.url) == ""


def test_many_links_to_our_own_pages_are_named_with_as_many_queries_as_one(
    linked_page: Link, admin_client: Browser
) -> None:
    admin_client.get(path("links"))
    with CaptureQueriesContext(connection) as one:
        admin_client.get(path("links"))
    link_to(*(NewsFactory(title=f"Uutinen {number}") for number in range(5)))
    with CaptureQueriesContext(connection) as many:
        listed = admin_client.get(path("links")).content.decode()
    assert listed.count("Sivu ”Uutinen") == 5
    assert len(many) <= len(one)


def test_a_section_stays_with_the_page_and_a_document_has_its_title(organisation: OrganisationPage) -> None:
    page = NewsFactory(title="Leiri")
    document = get_document_model().objects.create(title="Ohje", file=ContentFile(b"x", "ohje.txt"))
    section, file = internal_address("page", page.pk, "ilmo"), internal_address("document", document.pk)
    assert reader_address(section) == f"{page.full_url}#ilmo"
    assert reader_address(file).endswith(document.url)
    with override("fi"):
        assert (name_of(section), name_of(file)) == ("Sivu ”Leiri” #ilmo", "Tiedosto ”Ohje”")
        assert name_of(internal_address("document", 0)) == "Poistettu tiedosto (numero 0)"
