"""Changes reach the index: all of them, whatever fails meanwhile."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from cms.directory.actions import record_link_state, save_service_draft
from cms.directory.models import Challenge, OrganisationPage, Service, TargetGroup
from cms.publishing.actions import save_page_draft
from cms.publishing.models import News, NewsIndex
from home.models import HomePage
from search import index, outbox, registry
from search.documents import SearchDocument
from search.engine import get_engine
from search.errors import EngineUnavailable, SourceBroken
from search.fields import Kind, LinkState
from search.locks import DRAIN
from search.models import IndexChange
from search.query import SearchQuery
from search.registry import ContentSource
from tests.integration.directory.services import publish_service

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    """Return the titles that a search finds, after what waits was taken in."""
    outbox.drain()
    return [hit.document.title for hit in get_engine().search(SearchQuery(text=text)).hits]


def link_state_found(text: str) -> LinkState:
    """Return the state of the link of the one hit, after what waits was taken in."""
    outbox.drain()
    (hit,) = get_engine().search(SearchQuery(text=text)).hits
    return hit.document.link_state


@pytest.fixture
def news(site: HomePage) -> News:
    """Publish a news item."""
    page = save_page_draft(
        model=News,
        parent=NewsIndex.objects.get(),
        values={
            "title": "Kerho alkaa keväällä",
            "body": [{"type": "paragraph", "value": "<p>Melontakerho kokoontuu Aurajoella.</p>"}],
        },
        publish=True,
    )
    assert isinstance(page, News)
    return page


def test_a_rolled_back_change_leaves_nothing_to_index(site: HomePage) -> None:
    IndexChange.objects.all().delete()
    with transaction.atomic():
        save_page_draft(model=News, parent=NewsIndex.objects.get(), values={"title": "Peruttu"}, publish=True)
        assert IndexChange.objects.exists()
        transaction.set_rollback(True)
    assert not IndexChange.objects.exists()


def test_a_published_page_is_found_by_an_inflected_word(search_index: None, news: News) -> None:
    assert found("melontakerhossa") == ["Kerho alkaa keväällä"]


def test_a_draft_is_not_found(search_index: None, site: HomePage) -> None:
    save_page_draft(model=News, parent=NewsIndex.objects.get(), values={"title": "Luonnos melonnasta"})
    assert found("melonta") == []


def test_an_unpublished_page_is_no_longer_found(search_index: None, news: News) -> None:
    assert found("melontakerho")
    news.unpublish()
    assert found("melontakerho") == []


def test_a_deleted_page_is_no_longer_found(search_index: None, news: News) -> None:
    assert found("melontakerho")
    news.delete()
    assert found("melontakerho") == []


def test_a_page_made_private_is_no_longer_found(search_index: None, news: News) -> None:
    assert found("melontakerho")
    PageViewRestriction.objects.create(page=news.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert found("melontakerho") == []


def test_a_new_address_of_the_parent_is_in_the_results(search_index: None, news: News) -> None:
    outbox.drain()
    parent = NewsIndex.objects.get()
    parent.slug = "ajankohtaista"
    parent.save_revision().publish()
    outbox.drain()
    (hit,) = get_engine().search(SearchQuery(text="melontakerho")).hits
    assert hit.document.url.endswith("/ajankohtaista/kerho-alkaa-kevaalla/")


def test_a_moved_page_has_its_new_address_in_the_results(search_index: None, news: News) -> None:
    outbox.drain()
    elsewhere = NewsIndex(title="Arkisto", slug="arkisto")
    HomePage.objects.get().add_child(instance=elsewhere)
    news.move(elsewhere, pos="last-child")
    outbox.drain()
    (hit,) = get_engine().search(SearchQuery(text="melontakerho")).hits
    assert hit.document.url.endswith("/arkisto/kerho-alkaa-kevaalla/")


def test_a_renamed_target_group_finds_its_services_at_once(
    search_index: None, organisation: OrganisationPage, target_group: TargetGroup
) -> None:
    publish_service(organisation, "Perhekahvila", open_to_all=False, target_groups=[target_group])
    assert found("ukrainalaiset") == []
    target_group.name_fi = "Ukrainalaiset"
    target_group.save()
    assert found("ukrainalaiset") == ["Perhekahvila"]


def test_a_deleted_challenge_no_longer_finds_its_services(
    search_index: None, organisation: OrganisationPage, challenge: Challenge
) -> None:
    publish_service(organisation, "Perhekahvila", challenges=[challenge])
    assert found("yksinäisyys") == ["Perhekahvila"]
    challenge.delete()
    assert found("yksinäisyys") == []


def test_services_of_an_unpublished_organisation_are_not_found(
    search_index: None, organisation: OrganisationPage
) -> None:
    publish_service(organisation, "Perhekahvila")
    assert found("perhekahvila") == ["Perhekahvila"]
    organisation.unpublish()
    assert found("perhekahvila") == []


def test_saving_a_draft_leaves_the_published_text_in_the_index(
    search_index: None, organisation: OrganisationPage
) -> None:
    service = publish_service(organisation, "Perhekahvila")
    save_service_draft(service=service, values={"name": "Sirkuskoulu"})
    assert found("perhekahvila") == ["Perhekahvila"]
    assert found("sirkuskoulu") == []


def test_a_dead_link_is_told_with_the_hit_until_the_link_changes(
    search_index: None, organisation: OrganisationPage
) -> None:
    service = publish_service(organisation, "Perhekahvila", link="https://siskotupa.example/kahvila")
    assert record_link_state(keys=[service.pk], state=LinkState.DEAD) == 1
    assert record_link_state(keys=[service.pk], state=LinkState.DEAD) == 0
    assert link_state_found("perhekahvila") is LinkState.DEAD
    republished = save_service_draft(service=service, values={"summary": "Kahvia ja leikkiä."}, publish=True)
    assert link_state_found("perhekahvila") is LinkState.DEAD
    save_service_draft(service=republished, values={"link": "https://siskotupa.example/uusi"}, publish=True)
    assert link_state_found("perhekahvila") is LinkState.UNKNOWN


def test_one_broken_object_is_kept_with_its_error_and_stops_no_other(
    search_index: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def documents(keys: Sequence[int]) -> Iterable[SearchDocument]:
        if 2 in keys:
            raise ValueError("the body is damaged")
        return [SearchDocument(id=f"toy:{key}", kind=Kind.NEWS, title=f"Lelu {key}") for key in keys]

    monkeypatch.setitem(registry._sources, "toy", ContentSource("toy", lambda: (1, 2, 3), documents))
    outbox.record_changes("toy", [1, 2, 3])
    done = outbox.drain()
    assert (done.upserted, done.failed) == (2, 1)
    (left,) = IndexChange.objects.all()
    assert (left.object_id, left.attempts, left.error) == (2, 1, "ValueError: the body is damaged")
    assert left.retry_at is not None
    assert outbox.drain() == outbox.Drained()


def test_a_rebuild_keeps_the_old_index_when_a_whole_source_is_broken(
    search_index: None, news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    def documents(keys: Sequence[int]) -> Iterable[SearchDocument]:
        raise ImportError("no module named toys")

    assert found("melontakerho") == ["Kerho alkaa keväällä"]
    monkeypatch.setitem(registry._sources, "toy", ContentSource("toy", lambda: range(5), documents))
    with pytest.raises(SourceBroken, match="no module named toys"):
        index.rebuild()
    assert found("melontakerho") == ["Kerho alkaa keväällä"]


def test_changes_wait_while_the_engine_is_away_and_are_taken_in_later(
    search_index: None, news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away:
        def __getattr__(self, name: str) -> Any:
            raise EngineUnavailable("connection refused")

    with monkeypatch.context() as patched:
        patched.setattr("search.outbox.get_engine", Away)
        with pytest.raises(EngineUnavailable):
            outbox.drain()
        assert IndexChange.objects.exists()
    assert found("melontakerho") == ["Kerho alkaa keväällä"]
    assert not IndexChange.objects.exists()


@contextmanager
def somebody_else_drains(directory: Path) -> Iterator[None]:
    """Hold the lock from outside this process, or this connection, as the database has it."""
    if connection.vendor == "postgresql":
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", DRAIN)
        yield
        other.close()
        return
    command = ["flock", str(directory / "drain.lock"), "sh", "-c", "echo held; read line"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.communicate(b"\n", timeout=30)


def test_a_second_drain_returns_at_once_and_leaves_the_changes(
    search_index: None, news: News, settings: Settings
) -> None:
    with somebody_else_drains(Path(settings.SEARCH["directory"])):
        assert outbox.drain() == outbox.Drained()
        assert IndexChange.objects.exists()
    assert outbox.drain().upserted > 0


def test_verify_finds_and_mends_missing_stale_and_surplus_documents(
    search_index: None, organisation: OrganisationPage
) -> None:
    kept = publish_service(organisation, "Perhekahvila")
    changed = publish_service(organisation, "Sisarusryhmä")
    outbox.drain()
    get_engine().delete([f"service:{kept.pk}"])
    get_engine().upsert([SearchDocument(id="service:999999", kind=Kind.SERVICE, title="Aave")])
    Service.objects.filter(pk=changed.pk).update(name="Veljesryhmä")

    found_differences = index.verify()

    assert found_differences.missing == (f"service:{kept.pk}",)
    assert found_differences.stale == (f"service:{changed.pk}",)
    assert found_differences.extra == ("service:999999",)
    assert not index.verify()
    assert found("veljesryhmä") == ["Veljesryhmä"]


def test_the_command_says_that_index_and_database_agree(
    search_index: None, news: News, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("search_index", "verify")
    assert "no differences" in capsys.readouterr().out


def test_a_rebuild_takes_in_everything_published(search_index: None, news: News) -> None:
    IndexChange.objects.all().delete()
    assert index.rebuild() == index.published_count()
    assert found("melontakerho") == ["Kerho alkaa keväällä"]
