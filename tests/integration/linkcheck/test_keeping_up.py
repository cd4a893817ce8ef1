"""What is saved is noticed, our own pages are checked by rendering, and readers are told kindly."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone
from pytest_django import Settings
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from cms.directory.models import OrganisationPage, Service
from cms.publishing.models import News, NewsIndex
from home.models import HomePage
from ingest.linkcheck import tasks
from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.classification import classify
from ingest.linkcheck.content import own_sites
from ingest.linkcheck.internal import inspect_internal
from ingest.linkcheck.models import Link
from ingest.models import HarvestedRecord, Run, Source
from tests.integration.directory.services import publish_service
from tests.localworld.server import Server

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
Capture = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a worker answer at once."""
    for name in ("refresh_object", "check_page_links"):
        task = getattr(tasks, name)
        monkeypatch.setattr(task, "apply_async", lambda args, run=task.run, **_options: run(*args))


def class_of(address: str) -> LinkClass:
    """Return the class of an address of ours."""
    return classify(inspect_internal(address, own_sites())).link_class


def test_a_new_link_is_found_and_tried_when_its_service_is_published(
    organisation: OrganisationPage,
    open_world: Server,
    eager: None,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    open_world.pages["/hyva"] = lambda talk: talk.send(200, "<title>Kohtaamo</title>")
    with django_capture_on_commit_callbacks(execute=True):
        publish_service(organisation, "Kohtaamo", link=open_world.url("/hyva"))
    assert Link.objects.get(url=open_world.url("/hyva")).state == "ok"
    assert Service.objects.get().link_state == "ok"


def test_new_links_of_a_source_that_is_being_read_wait_for_the_next_round(
    organisation: OrganisationPage,
    open_world: Server,
    eager: None,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    open_world.pages["/hyva"] = lambda talk: talk.send(200, "<title>Kohtaamo</title>")
    source = Source.objects.create(name="Luettelo", plugin="spreadsheet")
    run = Run.objects.create(source=source, started_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        service = publish_service(organisation, "Kohtaamo", link=open_world.url("/hyva"))
        kind = ContentType.objects.get_for_model(Service)
        HarvestedRecord.objects.create(
            source=source, external_id="1", content_type=kind, object_id=service.pk, last_run=run
        )
    assert Link.objects.get(url=open_world.url("/hyva")).last_checked is None
    assert tasks.check_due_links() == 1
    assert Service.objects.get().link_state == "ok"


def test_a_deleted_object_has_no_places_any_more(
    organisation: OrganisationPage,
    open_world: Server,
    eager: None,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        service = publish_service(organisation, "Kohtaamo", link=open_world.url("/hyva"))
    assert Link.objects.get(url=open_world.url("/hyva")).uses.exists()
    connection.run_on_commit.clear()  # as a commit does, of which there is none within a test
    with django_capture_on_commit_callbacks(execute=True):
        service.delete()
    assert not Link.objects.get(url=open_world.url("/hyva")).uses.exists()


def test_a_page_of_ours_works_while_it_is_published(site: HomePage) -> None:
    page = News(title="Uutinen")
    page.body = [("paragraph", "<p>Tervetuloa.</p>")]
    NewsIndex.objects.get().add_child(instance=page)
    page.save_revision().publish()
    address = f"wagtail:page/{page.pk}"
    assert class_of(address) == LinkClass.OK
    assert class_of(f"{address}#ei-ole") == LinkClass.MISSING_FRAGMENT
    own = Site.objects.get(is_default_site=True).root_url
    assert class_of(f"{own}{page.get_url()}") == LinkClass.OK
    assert class_of(f"{own}/ei-ole-sivua/") == LinkClass.GONE
    Page.objects.get(pk=page.pk).specific.unpublish()
    assert class_of(address) == LinkClass.GONE
    page.delete()
    assert class_of(address) == LinkClass.GONE


def test_a_document_must_still_have_its_file(site: HomePage, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    document = get_document_model().objects.create(title="Opas", file=ContentFile(b"x", name="opas.txt"))
    address = f"wagtail:document/{document.pk}"
    assert class_of(address) == LinkClass.OK
    document.file.storage.delete(document.file.name)
    assert class_of(address) == LinkClass.GONE


def test_the_page_of_a_service_with_a_dead_link_offers_another_way(
    organisation: OrganisationPage, client: Browser
) -> None:
    organisation.website, organisation.email = "https://siskotupa.example/", "info@siskotupa.example"
    organisation.save_revision().publish()
    service = publish_service(organisation, "Kohtaamo", link="https://siskotupa.example/vanha")
    ways = ("mailto:info@siskotupa.example", 'href="https://siskotupa.example/"')
    before = client.get(service.get_absolute_url()).content.decode()
    Service.objects.update(link_state="dead")
    after = client.get(service.get_absolute_url()).content.decode()
    assert all(after.count(way) > before.count(way) for way in ways)
    assert service.link in after


def test_only_one_organisations_links_are_checked_on_wish(
    organisation: OrganisationPage, open_world: Server
) -> None:
    publish_service(organisation, "Kohtaamo", link=open_world.url("/oma"))
    news = News(title="Uutinen")
    news.body = [("paragraph", f'<a href="{open_world.url("/muu")}">x</a>')]
    NewsIndex.objects.get().add_child(instance=news)
    news.save_revision().publish()
    call_command("check_links", "--organisation", organisation.slug, stdout=StringIO())
    assert Link.objects.get(url=open_world.url("/oma")).last_checked is not None
    assert Link.objects.get(url=open_world.url("/muu")).last_checked is None
    with pytest.raises(CommandError, match="ei-ole"):
        call_command("check_links", "--organisation", "ei-ole", stdout=StringIO())


def test_what_was_checked_within_a_day_is_not_asked_for_again(
    organisation: OrganisationPage, open_world: Server
) -> None:
    publish_service(organisation, "Kohtaamo", link=open_world.url("/oma"))
    for _ in range(2):
        call_command("check_links", stdout=StringIO())
    assert open_world.paths().count("/oma") == 1
    call_command("check_links", "--again", stdout=StringIO())
    assert open_world.paths().count("/oma") == 2


def test_a_junit_report_tells_what_failed(open_world: Server) -> None:
    open_world.pages["/hyva"] = lambda talk: talk.send(200, "<title>x</title>")
    out = StringIO()
    urls = ["--url", open_world.url("/hyva"), "--url", open_world.url("/poissa")]
    with pytest.raises(SystemExit, match="2"):
        call_command("check_links", *urls, "--format", "junit", stdout=out)
    suite = ElementTree.fromstring(out.getvalue().partition("?>")[2])
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert [case.get("classname") for case in suite if case.find("failure") is not None] == ["gone"]


def test_every_link_of_a_site_is_checked_without_the_database(open_world: Server) -> None:
    open_world.pages["/"] = lambda talk: talk.send(200, '<a href="/toinen">a</a><a href="/poissa">b</a>')
    open_world.pages["/toinen"] = lambda talk: talk.send(200, '<a href="kolmas#x">c</a>')
    out = StringIO()
    with pytest.raises(SystemExit, match="2"):
        call_command("check_links", "--site", open_world.url("/"), "--format", "json", stdout=out)
    assert len(out.getvalue().splitlines()) == 4
