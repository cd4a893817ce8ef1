"""Letters go to those whom a source names; what needs a person stands on the work list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.mail.models import Letter
from cms.worklist.items import Scope
from home.models import HomePage
from ingest.alarms import tell_of_silence
from ingest.errors import GatherError
from ingest.keeping import run_source
from ingest.models import Source
from ingest.work import CONFLICTS, DUPLICATES, TROUBLE
from tests.integration.ingest.played import Played, hold, new_world, news

World = type[Played]
EVERYBODY = Scope(None)


@pytest.fixture
def world(site: HomePage, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return a source's world with a news item."""
    world = new_world(monkeypatch)
    hold(world, news(1), news(2))
    return world


def kept(alarms: str) -> Source:
    """Return a kept source that writes of these runs."""
    return Source.objects.create(
        name="Kylä", plugin="played", kept=True, alarms=alarms, alarm_email="valvoja@esimerkki.example"
    )


@pytest.mark.parametrize(
    ("alarms", "quiet", "with_changes", "with_errors"),
    [("none", 0, 0, 0), ("errors", 0, 0, 1), ("changes", 0, 1, 0), ("all", 1, 1, 1)],
)
def test_letters_are_of_the_runs_that_the_source_names(
    world: World, alarms: str, quiet: int, with_changes: int, with_errors: int
) -> None:
    source = kept(alarms)
    list(run_source(source))
    assert Letter.objects.count() == with_changes
    list(run_source(source))
    assert Letter.objects.count() == with_changes + quiet
    world.away = {"n1"}
    list(run_source(source, read_all=True))
    assert Letter.objects.count() == with_changes + quiet + with_errors


def test_of_failures_in_a_row_only_the_first_is_told(world: World) -> None:
    source = kept("errors")
    world.closed = True
    for _ in range(3):
        with pytest.raises(GatherError):
            list(run_source(source))
    letter = Letter.objects.get()
    assert letter.recipient == "valvoja@esimerkki.example"
    assert "It is closed." in letter.text


def test_silence_longer_than_expected_is_told_once_and_stands_on_the_work_list(world: World) -> None:
    source = kept("errors")
    list(run_source(source))
    Source.objects.update(expected_days=7)
    later = timezone.now() + timedelta(days=8)
    assert tell_of_silence() == 0
    assert tell_of_silence(later) == 1
    assert tell_of_silence(later) == 0
    assert Letter.objects.count() == 1
    Source.objects.update(changed_at=timezone.now() - timedelta(days=8))
    assert [item.key for item in TROUBLE.items(EVERYBODY, limit=9)] == [f"source-silent-{source.pk}"]


def test_conflicts_and_duplicates_are_the_umbrellas_work(world: World) -> None:
    source = kept("none")
    list(run_source(source))
    from cms.publishing.models import News

    page = News.objects.get(title="Uutinen 1").get_latest_revision_as_object()
    page.title = "Oma otsikko"
    page.save_revision()
    hold(world, news(1, title="Lähteen otsikko"), news(2))
    list(run_source(source))
    assert CONFLICTS.counts(EVERYBODY) == {None: 1}
    (item,) = CONFLICTS.items(EVERYBODY, limit=9)
    assert "otsikko" in item.reason
    assert CONFLICTS.counts(Scope(frozenset({1}))) == {}
    assert DUPLICATES.counts(EVERYBODY) == {}


def test_a_run_with_errors_is_a_source_in_trouble(world: World) -> None:
    source = kept("none")
    world.away = {"n1"}
    list(run_source(source))
    assert [item.key for item in TROUBLE.items(EVERYBODY, limit=9)] == [f"source-errors-{source.pk}"]
