"""An organisation's people try every address of the admin with another organisation's objects.

The addresses come from the resolver, so a view that somebody adds tomorrow is tried tomorrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cms.membership.actions import trust
from tests.integration.permissions.addresses import addresses, patterns
from tests.integration.permissions.photograph import added, changes, photograph
from tests.integration.permissions.world import MARKER, World

pytestmark = [pytest.mark.django_db, pytest.mark.crawl]
SOUGHT = MARKER[:6]
"""What a search asks for: an answer may repeat it, so it isn't the whole marker."""

PARTS = 8
NAMES = sorted({name for name, _route, _pattern in patterns()})


def pattern_of(name: str) -> Any:
    """Return the pattern of a name."""
    return next(pattern for known, _route, pattern in patterns() if known == name)


def queries(world: World) -> Iterator[str]:
    """Yield what a stranger would ask of a list, a chooser, a bulk action or an export."""
    other = world.other
    yield ""
    ids = [
        other.page.pk,
        other.live.pk,
        other.draft.pk,
        other.image.pk,
        other.document.pk,
        other.service_revision.pk,
    ]
    for asked in (
        {"q": SOUGHT},
        {"q": SOUGHT, "content_type": "directory.organisationpage"},
        {"search": SOUGHT},
        {"term": SOUGHT},
        {"export": "csv"},
        {"export": "xlsx"},
        {"id": "all", "childOf": other.page.get_parent().pk},
        {"organisation": other.page.pk},
        {"collection_id": other.terms.collection_id},
        {"page_type": "directory.OrganisationPage"},
        {"user_perms": "copy_to", "target_pages[]": other.page.pk},
        {"child_of": other.page.get_parent().pk, "for_explorer": "1", "fields": "*"},
        {"descendant_of": other.page.get_parent().pk, "fields": "_,title"},
        {"multiple": "1", "layout": "list", "ordering": "usage_count"},
    ):
        yield urlencode(asked)
    for key in ids:
        yield urlencode({"id": key, "next": "/hallinta/"})
    yield urlencode([("id", key) for key in ids])


def posts(world: World) -> Iterator[dict[str, Any]]:
    """Yield what a stranger would post."""
    other = world.other
    yield {}
    yield {
        "title": "vallattu", "name": "vallattu", "summary": "vallattu", "slug": "vallattu",
        "organisation": other.page.pk, "collection": other.terms.collection_id, "role": "administrator",
        "email": "valtaaja@vslj.example", "trusted": "on", "confirm": "1", "action-publish": "1",
        "action-submit": "1", "whole_county": "on", "open_to_all": "on", "is_free": "on",
        "status": "ended", "way": "replace", "tags": "vallattu", "comment": "vallattu",
        "image-chooser-upload-title": "vallattu", "description": "vallattu",
        "image-chooser-upload-description": "vallattu", "next": "/hallinta/", "alias": "on",
        "new_title": "vallattu", "new_slug": "vallattu", "new_parent_page": other.page.get_parent().pk,
        "restriction_type": "none", "revision_id": other.page_revision.pk,
        "destination_page_id": other.page.pk,
        "answer": "approve", "decision": "approve",
    }  # fmt: skip


def strongest(world: World) -> Any:
    """Return the person of ``own`` with the most rights: administrator of an organisation that is trusted."""
    trust(organisation=world.own.page, trusted=True, by=world.own.administrator)
    return world.own.administrator


@contextmanager
def undone() -> Iterator[None]:
    """Take back what happens inside, so that one address's effects don't hide another's."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def leaks(client: Client, response: Any, address: str) -> list[str]:
    """Look for the marker in an answer, in its headers, and in the message that follows a redirect."""
    found = []
    answers = [response]
    if response.status_code in {301, 302} and response["Location"].startswith("/"):
        answers.append(client.get("/hallinta/"))
    for answer in answers:
        body = answer.getvalue() if answer.streaming else answer.content
        text = body.decode("utf-8", "replace") + str(answer.headers)
        if MARKER.lower() in text.lower():
            place = text.lower().index(MARKER.lower())
            found.append(f"{address} shows the other's: …{text[max(0, place - 90) : place + 60]}…")
    return found


def crimes(client: Client, world: World, name: str) -> Iterator[str]:
    """Try one address in every way, and yield what it shows or changes of the other organisation."""
    before = photograph()
    found = addresses(name, pattern_of(name), world.other)
    for address in found:
        asked = list(queries(world))
        if len(found) > 3 or client.get(address).status_code != 200:  # a closed door has no list to narrow
            asked = [asked[0], asked[-1]]
        for query in asked:
            yield from leaks(client, client.get(f"{address}?{query}"), f"GET {address}?{query}")
        for body, query in product(posts(world), {asked[0], asked[-1]}):
            with transaction.atomic():
                response = client.post(f"{address}?{query}", body)
            yield from leaks(client, response, f"POST {address}?{query} {'full' if body else 'empty'}")
    after = photograph()
    yield from (f"{name} changed {change}" for change in changes(before, after, world.own))
    yield from (
        f"{name} added {table} {row}"
        for table, row in added(before, after)
        if table == "directory.Service" and world.other.page.pk in row
    )


def test_the_pages_of_refusals_show_nothing_of_it(world: World, visit: Callable[[Any], Client]) -> None:
    client = visit(strongest(world))
    for address in (
        reverse("wagtailadmin_pages:edit", args=[world.other.page.pk]),
        "/hallinta/ei-ole/",
        "/ei-ole/",
    ):
        for response in (client.get(address), client.post(address)):
            assert response.status_code in {403, 404}
            assert "<nav" in response.content.decode(), "the page stands in the site's frame"
            assert leaks(client, response, address) == []


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("part", range(PARTS))
def test_no_address_shows_or_changes_anything_of_another_organisation(
    world: World, visit: Callable[[Any], Client], part: int
) -> None:
    person = strongest(world)
    found: list[str] = []
    for name in NAMES[part::PARTS]:
        with undone():
            found += crimes(visit(person), world, name)
    assert not found, "\n".join(found)


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("role", ["no organisation", "organisation editor"])
def test_weaker_accounts_see_nothing_of_it_either(
    world: World, visit: Callable[[Any], Client], role: str
) -> None:
    client = visit(world.people[role])
    found: list[str] = []
    for name in NAMES:
        for address in addresses(name, pattern_of(name), world.other)[:4]:
            found += leaks(client, client.get(address), f"GET {address}")
    assert not found, "\n".join(found)


def test_the_crawl_visits_what_it_means_to() -> None:
    assert len(NAMES) > 250
    assert {"wagtailadmin_pages:edit", "wagtailimages:edit", "wagtaildocs:edit", "people"} <= set(NAMES)
