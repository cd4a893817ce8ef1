"""What the search page gets to show: reasons for editors, and word of a fallback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from search.documents import SearchDocument
from search.engine import forget_engine, get_engine
from search.errors import EngineUnavailable
from search.fallback import FallbackEngine
from search.fields import Kind
from search.guarded import GuardedEngine

pytestmark = pytest.mark.django_db


def engine(settings: Settings, directory: Path, **chosen: str) -> Any:
    settings.SEARCH = {**settings.SEARCH, "directory": directory, **chosen}
    forget_engine()
    return get_engine()


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    forget_engine()


@pytest.fixture
def services(settings: Settings, tmp_path: Path) -> None:
    engine(settings, tmp_path, engine="memory").upsert(
        SearchDocument(f"service:{number}", Kind.SERVICE, f"Vertaistukea perheille {number}", url="/")
        for number in range(25)
    )


def look(client: Client, **parameters: Any) -> Any:
    return client.get(reverse("search"), parameters).context["answer"]


def test_an_editor_is_told_in_words_why_a_hit_stands_where_it_does(client: Client, services: None) -> None:
    user = get_user_model().objects.create_user("toimittaja", "t@example.org", "salasana-123-x")
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    reasons = look(client, q="vertaistuki").results[0].reasons
    assert len(reasons) >= 2
    assert not any(reason.startswith("title:") for reason in reasons)


@pytest.mark.parametrize("known", [False, True], ids=["a visitor", "somebody without a place in the admin"])
def test_others_are_told_no_reasons(client: Client, services: None, known: bool) -> None:
    if known:
        client.force_login(get_user_model().objects.create_user("jasen", "j@example.org", "salasana-123-x"))
    assert look(client, q="vertaistuki").results[0].reasons == ()


def test_ranks_go_on_from_page_to_page(client: Client, services: None) -> None:
    assert [hit.rank for hit in look(client, q="vertaistuki", page=2).results] == [21, 22, 23, 24, 25]


def test_a_page_behind_the_last_leads_to_the_last(client: Client, services: None) -> None:
    answer = client.get("/sv/haku/", {"q": "vertaistuki", "page": "9"})
    assert answer.status_code == 302
    assert answer["Location"] == "/sv/haku/?q=vertaistuki&page=2"
    assert client.get("/haku/", {"q": "xqzzy", "page": "9"})["Location"] == "/haku/?q=xqzzy"


class Away:
    """Be an engine that nobody reaches."""

    def __getattr__(self, name: str) -> Any:
        def refuse(*_args: object, **_kwargs: object) -> Any:
            raise EngineUnavailable("away")

        return refuse


def test_page_and_api_say_when_the_fallback_answers(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    both = engine(settings, tmp_path, engine="memory", fallback="embedded")
    assert isinstance(both, FallbackEngine)
    both.rebuild([SearchDocument("service:1", Kind.SERVICE, "Vertaistukea perheille", url="/")])
    assert not look(client, q="vertaistuki").degraded
    both.primary = GuardedEngine(Away())
    found = look(client, q="vertaistuki")
    assert (found.degraded, found.total) == (True, 1)
    answer = client.get("/api/search", {"q": "vertaistuki"})
    assert (answer.status_code, answer.json()["degraded"]) == (200, True)


def test_without_a_fallback_an_engine_that_is_away_is_a_503_that_says_when_to_try_again(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    guarded = engine(settings, tmp_path, engine="memory", fallback="")
    assert isinstance(guarded, GuardedEngine)
    guarded.engine = Away()
    for answer in (client.get("/haku/", {"q": "ero"}), client.get("/api/search", {"q": "ero"})):
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0


def test_an_engine_is_not_its_own_fallback(settings: Settings, tmp_path: Path) -> None:
    assert isinstance(engine(settings, tmp_path, engine="embedded", fallback="embedded"), GuardedEngine)
