"""A saved search writes when something new matches it, once, to those who confirmed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from cms.directory.models import Service
from cms.mail.models import Letter
from cms.saved_searches import searches
from cms.saved_searches.actions import tell_of_new
from cms.saved_searches.models import SavedSearch
from cms.saved_searches.searches import in_words, parameters_of, query_string_of
from cms.subscriptions.actions import confirm, end
from cms.subscriptions.models import Subscription
from home.models import HomePage
from search import outbox
from search.parameters import read_parameters
from tests.factories import ServiceFactory
from tests.integration.feedback.test_giving import Earlier

pytestmark = pytest.mark.django_db

READER = "lukija@example.fi"
DAILY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _nobody_counted() -> None:
    caches["shared"].clear()


def ask(client: Client, query: str = "municipality=turku", *, age: int = 60, **values: str):
    """Fill in the form that saves a search."""
    signer = Earlier(salt="feedback.form")
    signer.age = age
    form = {"address": READER, "rhythm": "daily", "stamp": signer.sign("saved_search"), **values}
    return client.post(f"/haku/tallenna/?{query}", form)


def saved(client: Client, query: str = "municipality=turku", **values: str) -> Subscription:
    """Save a search and confirm it."""
    assert ask(client, query, **values).status_code == 302
    subscription = Subscription.objects.order_by("-pk")[0]
    confirm(subscription)
    Letter.objects.all().delete()
    return subscription


def published(name: str, **values: object) -> Service:
    """Publish a service and bring it into the index."""
    service: Service = ServiceFactory(name=name, municipalities=["turku"], **values)
    outbox.drain()
    return service


@pytest.mark.usefixtures("search_index")
def test_what_is_new_is_written_once_and_what_was_there_before_never(client: Client, site: HomePage) -> None:
    published("Vanha kahvila")
    saved(client)
    assert tell_of_new(at=now() + DAILY) == 0
    published("Uusi kahvila")
    assert tell_of_new(at=now() + 2 * DAILY) == 1
    letter = Letter.objects.get()
    assert "Uusi kahvila" in letter.text
    assert "Vanha kahvila" not in letter.text
    assert "/palvelut/uusi-kahvila/" in letter.html
    assert "/haku/?municipality=turku" in letter.text
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.kept is False
    assert tell_of_new(at=now() + 3 * DAILY) == 0


@pytest.mark.usefixtures("search_index")
def test_a_service_that_comes_to_match_is_new_and_one_that_is_only_edited_is_not(
    client: Client, site: HomePage
) -> None:
    known, moving = published("Kahvila"), ServiceFactory(name="Leiri", municipalities=["salo"])
    outbox.drain()
    saved(client)
    known.summary = "Uusi tiivistelmä."
    known.save_revision().publish()
    moving.municipalities.set([*moving.municipalities.all(), *known.municipalities.all()])
    moving.save_revision().publish()
    outbox.drain()
    assert tell_of_new(at=now() + DAILY) == 1
    assert "Leiri" in Letter.objects.get().text
    assert "Kahvila" not in Letter.objects.get().text


@pytest.mark.usefixtures("search_index")
def test_a_weekly_search_rests_a_week(client: Client, site: HomePage) -> None:
    saved(client, rhythm="weekly")
    published("Kahvila")
    assert tell_of_new(at=now() + 6 * DAILY) == 0
    assert tell_of_new(at=now() + 7 * DAILY) == 1


@pytest.mark.usefixtures("search_index")
def test_nothing_is_written_to_who_did_not_confirm_or_has_ended_it(client: Client, site: HomePage) -> None:
    ask(client)
    subscription = saved(client, "q=kahvila")
    end(subscription)
    Letter.objects.all().delete()
    published("Kahvila")
    assert tell_of_new(at=now() + DAILY) == 0
    assert not Letter.objects.exists()
    assert not SavedSearch.objects.exists()


@pytest.mark.usefixtures("search_index")
def test_those_who_save_the_same_share_its_work(
    client: Client, site: HomePage, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.LETTERS_PER_HOUR = 100
    for number in range(3):
        saved(client, "q=kahvila&kind=service&sort=name&page=2", address=f"lukija{number}@example.fi")
    saved(client, "kind=service&q=kahvila", address="lukija3@example.fi")
    assert SavedSearch.objects.count() == 1
    published("Kahvila")
    searched = []
    engine = searches.get_engine()
    original = type(engine).search
    monkeypatch.setattr(
        type(engine), "search", lambda self, query: searched.append(query) or original(self, query)
    )
    with CaptureQueriesContext(connection) as queries:
        assert tell_of_new(at=now() + DAILY) == 4
    assert len(searched) == 1
    reading = [query for query in queries if query["sql"].startswith("SELECT")]
    assert len(reading) <= 16  # however many saved it
    assert set(Letter.objects.values_list("recipient", flat=True)) == {
        f"lukija{number}@example.fi" for number in range(4)
    }


@pytest.mark.usefixtures("search_index")
def test_what_only_comes_close_to_the_words_is_no_find(client: Client, site: HomePage) -> None:
    saved(client, "q=kahvilaksonen")
    published("Kahvila")
    assert tell_of_new(at=now() + DAILY) == 0


@pytest.mark.usefixtures("search_index")
def test_beyond_what_is_remembered_only_what_changed_since_is_new(
    client: Client, site: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searches, "REMEMBERED", 100)
    monkeypatch.setattr("cms.saved_searches.actions.REMEMBERED", 1)
    old = published("Vanha kahvila")
    saved(client)
    SavedSearch.objects.update(found=["directory.service:0"])  # so full that the old one has no room
    assert old.pk
    published("Uusi kahvila")
    assert tell_of_new(at=now() + DAILY) == 1
    assert "Vanha kahvila" not in Letter.objects.get().text


@pytest.mark.usefixtures("search_index")
def test_the_form_tells_people_from_robots_and_gives_back_what_it_refuses(
    client: Client, site: HomePage, settings: LazySettings
) -> None:
    page = client.get("/haku/tallenna/?q=kahvila")
    assert not page.cookies
    assert "“kahvila”" in page.content.decode()
    assert ask(client, homepage="https://robotti.example").status_code == 302
    refused = [ask(client, address="ei osoite"), ask(client, age=0), ask(client, rhythm="hourly")]
    assert [answer.status_code for answer in refused] == [422, 429, 422]
    assert 'value="ei osoite"' in refused[0].content.decode()
    assert not Letter.objects.exists()
    settings.LETTERS_PER_HOUR = 1
    assert [ask(client).status_code, ask(client).status_code] == [302, 429]
    assert Letter.objects.count() == 1


@pytest.mark.usefixtures("search_index")
def test_a_search_that_is_not_understood_leads_back_to_the_search(client: Client, site: HomePage) -> None:
    assert client.get("/haku/tallenna/?municipality=atlantis")["Location"] == "/haku/"
    assert client.get(f"/haku/tallenna/?q={'ä' * 500}").status_code == 302


@pytest.mark.usefixtures("search_index")
def test_a_search_is_written_in_one_way_and_said_in_words(site: HomePage) -> None:
    given = "q=tuki&municipality=salo&municipality=turku&age=7&local_only=true&free=true"
    parameters = read_parameters(QueryDict(given))
    query = query_string_of(parameters)
    assert query_string_of(parameters_of(query)) == query
    assert parameters_of(query) == parameters
    words = in_words(query)
    assert all(part in words for part in ("“tuki”", "Salo", "Turku", "7"))
