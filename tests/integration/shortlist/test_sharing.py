"""A shortlist shared by link is read by whoever has it, until it expires; nothing tells who shared it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from django.utils.timezone import now

from cms.directory.models import Service
from cms.shortlist import views
from cms.shortlist.actions import forget_shared_lists, share
from cms.shortlist.models import NOTE_LENGTH, SharedList
from cms.shortlist.picks import pick_of
from home.models import HomePage
from search import outbox
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_counted() -> None:
    caches["shared"].clear()


@pytest.fixture
def service(site: HomePage) -> Service:
    """Publish a service."""
    made: Service = ServiceFactory(name="Perhekahvila")
    return made


def text_of(content: bytes) -> str:
    """Return the words of a page's main part."""
    return BeautifulSoup(content, "html.parser").main.get_text(" ", strip=True)


def test_who_has_the_link_reads_list_and_note_and_who_shared_it_may_delete_it(
    client: Client, service: Service
) -> None:
    sent = {"s": str(pick_of(service)), "note": "Käykää tiistaina."}
    owned = client.post("/poiminnat/jaa/", sent)["Location"]
    shared = SharedList.objects.get()
    assert len(shared.token) >= 22
    path = owned.partition("?")[0]
    page = client.get(path)
    assert "Perhekahvila" in text_of(page.content)
    assert "Käykää tiistaina." in text_of(page.content)
    assert b'name="robots" content="noindex"' in page.content
    assert not page.cookies
    assert b"data-share-copy" not in page.content
    assert b"data-share-copy" in client.get(owned).content
    assert client.post(path).status_code == 400
    assert client.post(f"{path}?oma=arvaus").status_code == 400
    assert client.post(owned).status_code == 200
    assert not SharedList.objects.exists()
    assert client.get(path).status_code == 404


def test_it_expires_and_is_deleted(client: Client, service: Service) -> None:
    shared = share(picks=[pick_of(service)], note="")
    later = now() + timedelta(days=90, minutes=1)
    SharedList.objects.update(expires_at=now() - timedelta(seconds=1))
    assert client.get(f"/poiminnat/jaettu/{shared.token}/").status_code == 404
    assert forget_shared_lists() == 1
    share(picks=[pick_of(service)], note="")
    assert [forget_shared_lists(), forget_shared_lists(at=later)] == [0, 1]


def test_it_says_what_changed_and_ended_since_it_was_shared(client: Client, service: Service) -> None:
    ending = ServiceFactory(name="Päättyvä ryhmä")
    shared = share(picks=[pick_of(service), pick_of(ending)], note="")
    service.opening_hours = "Torstaisin"
    service.save_revision().publish()
    Service.objects.filter(pk=ending.pk).update(status="ended")
    page = client.get(f"/poiminnat/jaettu/{shared.token}/")
    assert len(page.context["changed"]) == 2
    assert "Päättyvä ryhmä" not in page.content.decode()


def test_a_personal_identity_code_is_not_kept_and_a_long_note_is_cut(
    client: Client, service: Service
) -> None:
    note = "Asiakas 131052-308T tulee. " + "a" * 2 * NOTE_LENGTH
    client.post("/poiminnat/jaa/", {"s": str(service.pk), "note": note})
    kept = SharedList.objects.get().note
    assert "131052" not in kept
    assert len(kept) == NOTE_LENGTH


def test_nothing_is_kept_of_an_empty_list_or_for_who_shares_without_end(
    client: Client, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.post("/poiminnat/jaa/", {"s": "<b>", "note": "x"})["Location"] == "/poiminnat/"
    monkeypatch.setattr(views, "SHARED_PER_HOUR", 1)
    answers = [client.post("/poiminnat/jaa/", {"s": str(service.pk)}).status_code for _turn in range(2)]
    assert answers == [302, 429]
    assert SharedList.objects.count() == 1


@pytest.mark.usefixtures("search_index")
def test_without_javascript_the_list_grows_by_a_search_on_its_own_page(
    client: Client, service: Service
) -> None:
    other = ServiceFactory(name="Leirikesä")
    outbox.drain()
    page = client.get(f"/poiminnat/?s={service.pk}&lisaa=leirikesä", follow=True)
    if not page.context["wanted"]:  # the address got its prints, and the words are asked once more
        page = client.get(page.request["PATH_INFO"], {"s": str(pick_of(service)), "lisaa": "leirikesä"})
    ((name, _organisation, address),) = page.context["offers"]
    assert name == "Leirikesä"
    listed = client.get(address, follow=True)
    assert [row.service for row in listed.context["entries"]] == [service, other]
