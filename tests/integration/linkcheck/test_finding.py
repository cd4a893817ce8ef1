"""Every link of the content is found, with where it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from cms.directory.models import OrganisationPage, Service
from cms.publishing.models import News, NewsIndex, PressRelease
from home.models import HomePage, SiteSettings
from ingest.linkcheck.actions import refresh_links, refresh_object
from ingest.linkcheck.classes import State
from ingest.linkcheck.content import label_of
from ingest.linkcheck.evidence import Evidence
from ingest.linkcheck.models import Link, LinkUse
from ingest.linkcheck.recording import record_check
from ingest.linkcheck.selectors import link_state, places_of
from tests.integration.directory.services import publish_service

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def news(body: list[tuple[str, object]], *, live: bool = True, title: str = "Uutinen") -> News:
    """Make a news page with a body, published or only a draft."""
    page = News(title=title, live=live)
    page.body = body
    NewsIndex.objects.get().add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return News.objects.get(pk=page.pk)


def found() -> set[tuple[str, str, str]]:
    """Return every use: address, field's first part, version."""
    return {
        (use.link.url, use.field.partition(".")[0], use.version)
        for use in LinkUse.objects.select_related("link")
    }


def test_address_fields_of_pages_and_services_are_found(organisation: OrganisationPage) -> None:
    organisation.website = "https://siskotupa.example"
    organisation.save_revision().publish()
    publish_service(organisation, "Kohtaamo", link="https://siskotupa.example/palvelut#kohtaamo")
    refresh_links(at=NOW)
    assert found() == {
        ("https://siskotupa.example/", "website", "live"),
        ("https://siskotupa.example/palvelut#kohtaamo", "link", "live"),
    }


def test_links_in_every_kind_of_block_are_found_with_their_text(site: HomePage) -> None:
    page = news(
        [
            ("paragraph", '<p>Lue <a href="https://a.example/x">koko juttu</a>.</p>'),
            ("list", {"ordered": False, "items": ['<a href="https://b.example">B</a>', "ei linkkiä"]}),
            ("quote", {"text": "https://ei-linkki.example", "attribution": ""}),
        ]
    )
    refresh_links(at=NOW)
    assert {url for url, _, _ in found()} == {"https://a.example/x", "https://b.example/"}
    use = LinkUse.objects.get(link__url="https://a.example/x")
    assert use.text == "koko juttu"
    assert use.content_object == page
    assert page.body[0].id in use.field


def test_drafts_are_found_beside_what_is_published(site: HomePage) -> None:
    page = news([("paragraph", '<a href="https://old.example/">x</a>')])
    page.body = [("paragraph", '<a href="https://new.example/">x</a>')]
    page.save_revision()
    news([("paragraph", '<a href="https://only-draft.example/">x</a>')], live=False, title="Luonnos")
    refresh_links(at=NOW)
    assert found() == {
        ("https://old.example/", "body", "live"),
        ("https://new.example/", "body", "draft"),
        ("https://only-draft.example/", "body", "draft"),
    }


def test_a_draft_of_a_service_is_found(organisation: OrganisationPage) -> None:
    service = publish_service(organisation, "Kohtaamo", link="https://live.example/")
    service.link = "https://draft.example/"
    service.save_revision()
    refresh_links(at=NOW)
    assert found() == {("https://live.example/", "link", "live"), ("https://draft.example/", "link", "draft")}


def test_one_address_has_one_row_however_it_is_written(organisation: OrganisationPage) -> None:
    for number, link in enumerate(
        ["https://EXAMPLE.org", "https://example.org:443/", "https://example.org/./"]
    ):
        publish_service(organisation, f"Palvelu {number}", link=link)
    refresh_links(at=NOW)
    assert Link.objects.count() == 1
    assert LinkUse.objects.count() == 3


def test_internal_links_are_found_by_address_or_key(site: HomePage) -> None:
    own = Site.objects.get(is_default_site=True).root_url
    body = f'<a href="{own}/haku/">a</a><a href="/haku/">b</a><a href="#">c</a>'
    news([("paragraph", body + f'<a linktype="page" id="{site.pk}">d</a>')])
    refresh_links(at=NOW)
    assert {url for url, _, _ in found()} == {f"{own}/haku/", f"wagtail:page/{site.pk}"}


def test_the_address_in_every_page_s_footer_is_a_link_too(site: HomePage) -> None:
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.contact_email = "toimisto@esimerkki.example"
    settings.save()
    refresh_links(at=NOW)
    assert found() == {("mailto:toimisto@esimerkki.example", "contact_email", "live")}


def test_what_is_no_address_is_kept_as_written(site: HomePage) -> None:
    news([("paragraph", '<a href="https://[rikki">x</a><a href="mailto:a@b.example">y</a>')])
    refresh_links(at=NOW)
    assert {url for url, _, _ in found()} == {"https://[rikki", "mailto:a@b.example"}


def test_a_second_refresh_writes_nothing(organisation: OrganisationPage) -> None:
    publish_service(organisation, "Kohtaamo", link="https://a.example/")
    first = refresh_links(at=NOW)
    assert (first.added, first.removed) == (1, 0)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        second = refresh_links(at=NOW)
    assert (second.added, second.removed, second.uses) == (0, 0, 1)
    assert not [query for query in queries if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]


def test_removed_links_lose_their_place_but_not_their_history(organisation: OrganisationPage) -> None:
    service = publish_service(organisation, "Kohtaamo", link="https://a.example/")
    gone = publish_service(organisation, "Poistuva", link="https://b.example/")
    refresh_links(at=NOW)
    service.link = ""
    service.save_revision().publish()
    gone.delete()
    assert refresh_links(at=NOW).removed == 2
    assert LinkUse.objects.count() == 0
    assert Link.objects.count() == 2


def test_one_object_is_refreshed_alone_when_it_changes(organisation: OrganisationPage) -> None:
    service = publish_service(organisation, "Kohtaamo", link="https://a.example/")
    assert refresh_object(service, at=NOW) == (1, 1, 0)
    assert [use.link.url for use in LinkUse.objects.filter(object_id=service.pk)] == ["https://a.example/"]


def test_a_place_is_named_in_words(organisation: OrganisationPage) -> None:
    publish_service(organisation, "Kohtaamo", link="https://a.example/")
    refresh_links(at=NOW)
    (place,) = places_of(Link.objects.get().pk)
    assert "Kohtaamo" in place
    assert place.endswith(f", {Service._meta.get_field('link').verbose_name}")


@pytest.mark.parametrize(
    ("name", "label"), [("title", "otsikko"), ("contacts", "yhteyshenkilöt"), ("x", "x")]
)
def test_a_place_is_called_as_editors_know_it(name: str, label: str) -> None:
    assert label_of(PressRelease, name) == label


def test_the_number_of_queries_grows_only_with_the_drafts(
    organisation: OrganisationPage, django_assert_max_num_queries: object
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            refresh_links(at=NOW)
        return len(queries)

    publish_service(organisation, "Palvelu 0", link="https://a.example/")
    cost()
    one = cost()
    for number in range(1, 6):
        publish_service(organisation, f"Palvelu {number}", link="https://a.example/")
    cost()
    assert cost() - one <= 5


@pytest.mark.django_db
def test_an_address_that_nobody_knows_has_no_state_yet() -> None:
    assert link_state("https://nowhere.example/") == State.UNKNOWN
    assert link_state("ei osoite") == "unknown"


def test_service_model_is_among_those_that_are_walked() -> None:
    from ingest.linkcheck.content import checked_models

    assert {Service, OrganisationPage, News} <= set(checked_models())


def test_a_service_knows_at_once_what_is_known_of_its_new_link(organisation: OrganisationPage) -> None:
    dead, fine = "https://siskotupa.example/poissa", "https://siskotupa.example/hyva"
    first = publish_service(organisation, "Kohtaamo", link=dead)
    second = publish_service(organisation, "Ryhmä", link=fine)
    refresh_links(at=NOW)
    for day in range(3):
        for address, status in ((dead, 404), (fine, 200)):
            evidence = Evidence(address, "GET", status, address)
            record_check(link=Link.objects.get(url=address), evidence=evidence, at=NOW + timedelta(days=day))
    third = publish_service(organisation, "Kahvila", link=dead)
    refresh_object(third, at=NOW)
    assert Service.objects.get(pk=third.pk).link_state == "dead"
    Service.objects.filter(pk=first.pk).update(link=fine)  # as a bulk change does, which nobody notices
    Service.objects.filter(pk=second.pk).update(link="https://siskotupa.example/uusi")
    refresh_links(at=NOW)
    assert Service.objects.get(pk=first.pk).link_state == "ok"
    assert Service.objects.get(pk=second.pk).link_state == "unknown"
