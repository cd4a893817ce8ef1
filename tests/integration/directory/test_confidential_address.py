"""A confidential address is looked for everywhere: pages, APIs, exports, index, database, mail, logs."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Revision, TaskState

from cms.directory.actions import save_service_draft
from cms.directory.models import OrganisationPage, Service
from cms.membership.models import Membership
from search import index
from search.index import published_documents
from tests.factories import ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db

STREETS = ("Kätkökuja 77", "Piilopolku 88")
MARKERS = (*STREETS, "Kätkökuja", "Piilopolku", "Salalinna", "20987")
"""The address of the service, and of its organisation, and their parts."""
SERVICE_ADDRESS = {
    "street_address": STREETS[0],
    "postal_code": "20987",
    "city": "Salalinna",
    "address_confidential": True,
}
KEPT_IN = {"directory_service", "directory_organisationpage", "wagtailcore_revision"}
"""The tables in which an address stands: the thing itself, and its versions."""
CHANCE = re.compile(r"\.\d{6}\b|\b[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\b|\b[0-9a-f]{32,}\b")
"""Microseconds, UUIDs, and digests: a postal code may stand in them by chance."""


@pytest.fixture
def shelter(organisation: OrganisationPage, search_index: None) -> Service:
    """Publish a shelter and its organisation, both at addresses that nobody may know; change both."""
    page = OrganisationPage.objects.get(pk=organisation.pk)
    for name, value in {**SERVICE_ADDRESS, "street_address": STREETS[1]}.items():
        setattr(page, name, value)
    page.save_revision().publish()
    service = ServiceFactory(organisation=organisation, name="Turvakoti", **SERVICE_ADDRESS)
    editor = UserFactory()
    Membership.objects.create(user=editor, organisation=organisation)
    save_service_draft(service=service, values={"street_address": f"{STREETS[0]} B"}, user=editor)
    service = Service.objects.get(pk=service.pk)
    state = service.get_workflow().start(service, editor)
    state.current_task_state.reject(user=UserFactory(is_superuser=True), comment="Tarkenna.")
    state.refresh_from_db()
    state.resume(editor)
    index.rebuild()
    return Service.objects.get(pk=service.pk)


def texts_of(content: bytes) -> Iterator[str]:
    """Yield what an answer holds in plain words, also what is packed in it."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                yield package.read(name).decode("utf-8", "replace")
    text = content.decode("utf-8", "replace")
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)


def found_in(content: bytes) -> set[str]:
    """Return the markers that an answer gives away."""
    return {marker for text in texts_of(content) for marker in MARKERS if marker in text}


def without_chance(row: tuple[Any, ...]) -> str:
    """Return a row as text without microseconds, keys and digests, whose digits may be any."""
    return CHANCE.sub("", " ".join(str(value) for value in row))


def body_of(answer: Any) -> bytes:
    """Return an answer's body, streamed or not."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def addresses_without_arguments(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[str]:
    """Yield every address of the site that needs nothing filled in."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            plain = route.replace("^", "").replace("$", "").replace("\\Z", "")
            if not re.search(r"[<(\[?*+\\]", plain):
                yield prefix + plain
        elif not re.search(r"[<(\[?*+\\]", route.replace("^", "")):
            yield from addresses_without_arguments(pattern, prefix + route.replace("^", ""))


def crawl(client: Client, starts: list[str], within: str = "/", limit: int = 400) -> dict[str, bytes]:
    """Return the bodies of what can be reached by links."""
    waiting, seen = list(starts), {}
    while waiting and len(seen) < limit:
        address = waiting.pop(0)
        if address in seen or "logout" in address:
            continue
        answer = client.get(address, follow=True)
        seen[address] = body_of(answer)
        text = seen[address].decode("utf-8", "replace")
        links = re.findall(r'"(?:https?://(?:testserver|localhost:\d+))?(/[^"\s<>#]*)', text)
        waiting += [
            link.replace("&amp;", "&")
            for link in links
            if link.startswith(within) and not link.startswith(("/static/", "/media/"))
        ]
    return seen


def test_a_public_address_is_shown_so_that_the_markers_would_be_found(
    client: Client, organisation: OrganisationPage
) -> None:
    service = ServiceFactory(organisation=organisation, **{**SERVICE_ADDRESS, "address_confidential": False})
    assert found_in(client.get(service.get_absolute_url()).content) >= {"Kätkökuja 77", "20987", "Salalinna"}


def test_readers_and_programs_never_see_it(client: Client, shelter: Service) -> None:
    client.raise_request_exception = False
    organisation = shelter.organisation
    starts = [
        "/",
        shelter.get_absolute_url(),
        f"/sv{shelter.get_absolute_url()}",
        organisation.url,
        "/jarjestot/",
        "/haku/?q=K%C3%A4tk%C3%B6kuja",
        "/haku/?q=Turvakoti",
        "/haku/?q=Salalinna",
        "/api/search?q=Turvakoti",
        "/api/search?q=Salalinna",
        "/api/suggest?q=K%C3%A4tk",
        f"/api/services/{shelter.pk}",
        "/api/services",
        f"/api/organisations/{organisation.pk}",
        "/api/organisations",
        "/api/v2/pages/?type=directory.OrganisationPage&fields=*",
        f"/api/v2/pages/{organisation.pk}/?fields=*",
        "/api/v2/pages/?search=Piilopolku",
        "/api/hsds/services?full=true",
        "/api/hsds/organizations?full=true",
        "/api/hsds/service_at_locations?full=true",
        "/api/hsds/services?search=Salalinna",
    ]
    starts += [address for address in addresses_without_arguments() if not address.startswith("/hallinta")]
    seen = crawl(client, starts)
    asked_for = {address: found_in(body) for address, body in seen.items()}
    echoed = {address for address in seen if "q=" in address or "search=" in address}
    leaks = {address: found for address, found in asked_for.items() if found and address not in echoed}
    assert leaks == {}
    assert len(seen) > 40
    assert client.get("/api/search?q=Salalinna").json()["total"] == 0
    assert client.get("/api/search?q=K%C3%A4tk%C3%B6kuja").json()["total"] == 0


def test_the_admin_shows_it_in_the_form_alone(client: Client, shelter: Service) -> None:
    client.raise_request_exception = False
    client.force_login(UserFactory(is_superuser=True))
    page = shelter.organisation
    old, new = Revision.objects.for_instance(shelter).order_by("pk")[:2]
    service = "wagtailsnippets_directory_service"
    state = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).get()
    addresses = [
        *(address for address in addresses_without_arguments() if address.startswith("/hallinta")),
        reverse(f"{service}:inspect", args=[shelter.pk]),
        reverse(f"{service}:history", args=[shelter.pk]),
        reverse(f"{service}:usage", args=[shelter.pk]),
        reverse(f"{service}:revisions_compare", args=[shelter.pk, old.pk, new.pk]),
        reverse(f"{service}:revisions_compare", args=[shelter.pk, "live", "latest"]),
        reverse(f"{service}:revisions_view", args=[shelter.pk, new.pk]),
        reverse(f"{service}:list") + "?q=Salalinna",
        reverse(f"{service}:preview_on_edit", args=[shelter.pk]),
        reverse("wagtailadmin_pages:history", args=[page.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
        reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"]),
        reverse("organisation_checklist", args=[page.pk]),
        reverse("end_membership", args=[page.pk]),
        reverse("confirm_service", args=[shelter.pk]),
        reverse("review_moderation", args=[state.pk]),
        reverse("overtaken_versions", args=[old.pk, new.pk]),
        f"/hallinta/api/main/pages/{page.pk}/?fields=*",
        "/hallinta/api/main/pages/?fields=*",
        reverse("wagtail_bulk_action", args=["directory", "service", "end"]) + f"?id={shelter.pk}",
    ]
    answers = {address: client.get(address, follow=True) for address in addresses if "logout" not in address}
    leaks = {
        address: found
        for address, answer in answers.items()
        if (found := found_in(body_of(answer)) - {marker for marker in MARKERS if marker in address})
    }
    assert leaks == {}
    assert sum(answer.status_code == 200 for answer in answers.values()) > 40
    form = client.get(reverse(f"{service}:edit", args=[shelter.pk])).content
    assert found_in(form) >= {"Kätkökuja 77", "Salalinna"}


def test_a_change_of_it_is_told_without_showing_it(client: Client, shelter: Service) -> None:
    client.force_login(UserFactory(is_superuser=True))
    state = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).get()
    [difference] = client.get(reverse("review_moderation", args=[state.pk])).context["differences"]
    assert difference.old == difference.new != ""


def test_making_it_public_in_a_draft_does_not_show_what_is_secret_now(
    client: Client, shelter: Service
) -> None:
    save_service_draft(service=shelter, values={"address_confidential": False})
    newest = Service.objects.get(pk=shelter.pk).latest_revision
    first = Revision.objects.for_instance(shelter).order_by("pk").first()
    client.force_login(UserFactory(is_superuser=True))
    for address in (
        reverse("overtaken_versions", args=[first.pk, newest.pk]),
        reverse(
            "wagtailsnippets_directory_service:revisions_compare", args=[shelter.pk, first.pk, newest.pk]
        ),
    ):
        assert found_in(client.get(address).content) == set()


def test_the_index_does_not_hold_it(shelter: Service) -> None:
    assert [document.id for document in published_documents() if found_in(document.to_json().encode())] == []
    directory = Path(settings.SEARCH["directory"])
    files = [path for path in directory.rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files if found_in(path.read_bytes())] == []


def test_no_other_table_of_the_database_holds_it(client: Client, shelter: Service) -> None:
    """Letters, logs, changes waiting for the index and Wagtail's own search index are tables too."""
    holding = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                if found_in(without_chance(row).encode()):
                    holding.add(table)
    assert holding == KEPT_IN


def test_no_log_line_holds_it(client: Client, shelter: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client.force_login(UserFactory(is_superuser=True))
    address = reverse("wagtailsnippets_directory_service:edit", args=[shelter.pk])
    client.post(address, {**SERVICE_ADDRESS, "address_confidential": "on", "name": "Turvakoti"})
    client.get("/haku/?q=Turvakoti")
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert [line for line in lines if found_in(line.encode())] == []
