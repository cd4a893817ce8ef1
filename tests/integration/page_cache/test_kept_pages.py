"""A kept page is answered in one query, in every encoding, and to nobody who is logged in."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction

from cms.directory.models import OrganisationPage, Service
from cms.page_cache import middleware
from cms.page_cache.kept import LONGEST, holds_until, may_be_kept
from home.models import HomePage
from tests.factories import NewsFactory, ServiceFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_pages")]


@pytest.fixture
def service(organisation: OrganisationPage) -> Service:
    """Publish a service."""
    return ServiceFactory(organisation=organisation, name="Perhekahvila")


def is_kept(response: HttpResponse) -> bool:
    """Tell whether a page was answered as it is kept: only such say that caches are to ask each time."""
    return response.get("Cache-Control") == "no-cache"


def test_a_kept_page_costs_one_query(
    service: Service, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for path in ("/", "/sv/", "/jarjestot/", service.organisation.url, service.get_absolute_url()):
        made = client.get(path)
        with django_assert_num_queries(1):
            kept = client.get(path)
        assert kept.status_code == 200
        assert kept.content == made.content
        assert kept["Content-Security-Policy"] == made["Content-Security-Policy"]


def test_every_kind_of_page_is_the_same_for_everybody(service: Service, client: Client) -> None:
    """A page that looked at a session or set a cookie could not be kept."""
    NewsFactory()
    for page in Page.objects.live().public().exclude(depth=1):
        assert is_kept(client.get(page.url)), page.url


def test_languages_hosts_and_questions_have_pages_of_their_own(service: Service, client: Client) -> None:
    path = service.get_absolute_url()
    finnish = client.get(path)
    assert b'<html lang="sv"' in client.get(f"/sv{path}").content
    assert client.get(path, headers={"accept-language": "sv"}).content == finnish.content
    assert b"http://localhost/" in client.get(path, headers={"host": "localhost"}).content
    assert client.get("/uutiset/?page=2").status_code != 500
    assert client.get("/uutiset/").status_code == 200


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("identity", None)],
)
def test_a_page_comes_in_the_best_encoding_that_is_taken(
    service: Service, client: Client, accepted: str, encoding: str | None
) -> None:
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    made, kept = (client.get("/", headers={"accept-encoding": accepted}) for _round in range(2))
    for response in (made, kept):
        assert response.get("Content-Encoding") == encoding
        assert b"</html>" in unpack(response.content)
        assert int(response["Content-Length"]) == len(response.content)
        assert "Accept-Encoding" in response["Vary"]


def test_a_reader_who_has_the_page_is_told_so(service: Service, client: Client) -> None:
    path = service.get_absolute_url()
    etag = client.get(path)["ETag"]
    again = client.get(path, headers={"if-none-match": etag})
    assert again.status_code == 304
    assert again.content == b""
    service.name = "Iltakahvila"
    service.save()
    assert client.get(path, headers={"if-none-match": etag}).status_code == 200


def test_people_who_are_logged_in_get_no_kept_page_and_leave_none(
    service: Service, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    editor = Client()
    editor.force_login(UserFactory(is_superuser=True))
    editor.get("/")
    client.get("/")
    assert not is_kept(editor.get("/"))
    with django_assert_num_queries(1):
        client.get("/")


@pytest.mark.parametrize("header", [{"authorization": "Bearer luonnos"}, {"cookie": "sessionid=jokin"}])
def test_who_may_be_somebody_gets_no_kept_page(
    site: HomePage, client: Client, header: dict[str, str]
) -> None:
    client.get("/")
    assert not is_kept(client.get("/", headers=header))


def test_a_preview_shows_the_draft_although_the_page_is_kept(service: Service, client: Client) -> None:
    page = service.organisation
    client.get(page.url)
    page.title = "Luonnostupa ry"
    preview = page.make_preview_request()
    assert "Luonnostupa ry" in preview.rendered_content
    assert "Luonnostupa ry" not in client.get(page.url).content.decode()


def test_searches_errors_and_what_is_sent_are_never_kept(
    search_index: None, site: HomePage, client: Client
) -> None:
    for path in ("/haku/", "/ei-ole/", "/palvelut/ei-ole/", "/api/services", "/hallinta/login/", "/healthz"):
        client.get(path)
        assert not is_kept(client.get(path))
    client.get("/")
    assert not is_kept(client.post("/"))


def test_a_page_behind_a_login_is_not_kept(service: Service, client: Client) -> None:
    path = service.get_absolute_url()
    assert client.get(path).status_code == 200
    restriction = PageViewRestriction.objects.create(
        page=service.organisation, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name="Hallitus"))
    assert client.get(path).status_code == 404
    assert client.get(service.organisation.url).status_code == 302


def test_a_page_is_kept_only_when_the_content_has_stood_for_a_moment(
    service: Service, client: Client, monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    monkeypatch.setattr(middleware, "SETTLED_SECONDS", 3600.0)
    client.get("/")
    monkeypatch.setattr(middleware, "SETTLED_SECONDS", 0.0)
    client.get("/")
    with django_assert_num_queries(1):
        client.get("/")


def test_a_kept_page_ends_with_its_time(
    service: Service, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/")
    later = datetime.now(UTC) + LONGEST
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    Service.objects.filter(pk=service.pk).delete()
    assert b"Perhekahvila" not in client.get("/").content


@pytest.mark.parametrize(
    ("made", "until"),
    [
        ("2026-11-23T10:00:00+00:00", "2026-11-23T10:05:00+00:00"),
        ("2026-11-23T21:58:00+00:00", "2026-11-23T22:00:00+00:00"),
        ("2026-07-01T20:59:30+00:00", "2026-07-01T21:00:00+00:00"),
    ],
)
def test_a_page_holds_for_five_minutes_and_not_past_midnight_in_finland(made: str, until: str) -> None:
    assert holds_until(datetime.fromisoformat(made)) == datetime.fromisoformat(until)
    assert timedelta(minutes=5) == LONGEST


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "private"},
        {"Cache-Control": "no-store, max-age=0"},
        {"Vary": "Cookie, Accept-Language"},
        {"Vary": "HX-Request"},
        {"Vary": "*"},
        {"Content-Encoding": "gzip"},
    ],
)
def test_an_answer_that_is_not_for_everybody_is_not_kept(headers: dict[str, str]) -> None:
    assert may_be_kept(HttpResponse("sivu"))
    assert not may_be_kept(HttpResponse("sivu", headers=headers))


def test_an_answer_with_a_cookie_or_of_trouble_is_not_kept() -> None:
    response = HttpResponse("sivu")
    response.set_cookie("kieli", "sv")
    assert not may_be_kept(response)
    assert not may_be_kept(HttpResponse("virhe", status=404))
