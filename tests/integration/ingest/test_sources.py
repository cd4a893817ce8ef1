"""A kept source: read from where it was left, told in counts, never doing harm."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Revision

from cms.publishing.models import News, NewsIndex
from home.models import HomePage
from ingest.errors import AlreadyRunning, GatherError
from ingest.keeping import dry_run, due_sources, go_on, next_due, run_source, wants_all
from ingest.locks import source_lock
from ingest.models import HarvestedRecord, RecordError, Run, Source
from ingest.outcomes import Outcome
from ingest.runs import mark_dead_runs
from tests.factories import UserFactory
from tests.integration.ingest.played import Played, hold, new_world, news

World = type[Played]


@pytest.fixture
def world(site: HomePage, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return a source's world with four news items."""
    world = new_world(monkeypatch)
    hold(world, *(news(number) for number in range(4)))
    return world


@pytest.fixture
def source(world: World) -> Source:
    """Return a kept source that publishes."""
    return Source.objects.create(
        name="Kylän uutiset", plugin="played", kept=True, policy="publish", schedule=Source.Schedule.DAILY
    )


def run(source: Source, *, read_all: bool = False) -> Run:
    """Run the source and return its run."""
    source.refresh_from_db()
    list(run_source(source, read_all=read_all))
    return source.runs.latest("started_at", "pk")


def test_a_run_brings_the_records_and_tells_the_counts(source: Source) -> None:
    ran = run(source)
    assert (ran.state, ran.seen, ran.new, ran.published, ran.total) == ("completed", 4, 4, 4, 4)
    assert News.objects.live().count() == 4


def test_what_the_server_calls_unchanged_is_neither_parsed_nor_written(source: Source, world: World) -> None:
    world.etags = True
    run(source)
    world.parsed.clear()
    ran = run(source)
    assert (ran.seen, ran.unchanged) == (4, 4)
    assert world.parsed == []


def test_equal_bytes_are_not_parsed_again_and_changed_ones_are(source: Source, world: World) -> None:
    run(source)
    world.parsed.clear()
    world.held["n1"] = news(1, title="Uusi otsikko")
    ran = run(source)
    assert (ran.seen, ran.changed, ran.unchanged) == (4, 1, 3)
    assert world.parsed == ["n1"]


def test_other_settings_have_everything_read_again(source: Source, world: World) -> None:
    world.etags = True
    run(source)
    world.parsed.clear()
    Source.objects.update(settings={"amount": 7})
    run(source)
    assert len(world.parsed) == 4


def test_the_cursor_of_a_completed_run_is_handed_to_the_next(source: Source, world: World) -> None:
    run(source)
    run(source)
    assert world.cursors == [None, "after-4"]


@pytest.mark.parametrize("change", [{"settings": {"amount": 7}}, {"language": "sv"}])
def test_a_cursor_of_other_settings_is_not_handed_on(
    source: Source, world: World, change: dict[str, Any]
) -> None:
    run(source)
    Source.objects.update(**change)
    run(source)
    run(source)
    assert world.cursors == [None, None, "after-4"]


def test_a_published_draft_that_fails_stops_no_other(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    """The source hasn't changed it, but now it is to be published."""
    Source.objects.update(policy="draft")
    run(source)
    Source.objects.update(policy="publish")
    publish = Revision.publish

    def refusing(self: Revision, *args: Any, **kwargs: Any) -> None:
        if "Uutinen 1" in self.object_str:
            raise ValidationError("It is refused.")
        publish(self, *args, **kwargs)

    monkeypatch.setattr(Revision, "publish", refusing)
    ran = run(source)
    assert (ran.state, ran.published, ran.failed) == ("completed", 3, 1)
    assert RecordError.objects.get().message == "It is refused."


def test_the_sources_language_stands_above_what_records_tell(source: Source) -> None:
    """And its pages stand in that language's tree."""
    swedish = Locale.objects.get(language_code="sv")
    index = NewsIndex(title="Nyheter", slug="nyheter", locale=swedish)
    HomePage.objects.get().add_child(instance=index)
    Source.objects.update(language="sv")
    source.refresh_from_db()
    outcomes = [outcome for _pipeline, outcome in run_source(source)]
    assert {outcome.record.language for outcome in outcomes if outcome.record} == {"sv"}
    assert {page.get_parent().specific for page in News.objects.all()} == {index}


def test_reading_everything_forgets_the_cursor_and_every_hash(source: Source, world: World) -> None:
    world.etags = True
    run(source)
    world.parsed.clear()
    run(source, read_all=True)
    assert world.cursors[-1] is None
    assert len(world.parsed) == 4


def test_after_a_week_everything_is_read_again_by_itself(source: Source) -> None:
    run(source)
    source.refresh_from_db()
    assert not wants_all(source)
    assert wants_all(source, timezone.now() + timedelta(days=8))


def test_what_failed_is_tried_again_even_if_the_cursor_lies_beyond(source: Source, world: World) -> None:
    world.away = {"n2"}
    assert run(source).failed == 1
    world.away = set()
    left = world.held.pop("n2")
    hold(world)
    world.held["n2"] = left
    listed, world.gather = world.gather, lambda self, settings, cursor: iter(())  # type: ignore[method-assign]  # a later page
    assert listed is not None
    ran = run(source)
    assert ran.new == 1
    assert HarvestedRecord.objects.filter(external_id="n2").exists()


def test_a_dry_run_shows_what_would_come_and_writes_nothing(source: Source) -> None:
    with CaptureQueriesContext(connection) as queries:
        outcomes: list[Outcome] = [outcome for _, outcome in dry_run(source)]
    assert [outcome.action.value for outcome in outcomes] == ["new"] * 4
    reading = ("SELECT", "DECLARE")  # the latter is how PostgreSQL reads a piece at a time
    assert [query["sql"] for query in queries if not query["sql"].lstrip().startswith(reading)] == []
    assert not Run.objects.exists()


def test_a_source_that_cannot_be_listed_fails_and_is_due_again_soon(source: Source, world: World) -> None:
    world.closed = True
    with pytest.raises(GatherError):
        run(source)
    source.refresh_from_db()
    assert source.failures == 1
    assert source.due_at is not None
    assert source.due_at < timezone.now() + timedelta(minutes=6)
    assert Run.objects.get().state == Run.State.FAILED


def test_retries_come_ever_later_but_never_later_than_the_schedule(source: Source) -> None:
    now = timezone.now()
    waits = [next_due(source, now, failures=failures) for failures in (1, 2, 3, 50)]
    minutes = [(wait - now).total_seconds() / 60 for wait in waits if wait]
    assert [least <= wait <= least * 1.1 for least, wait in zip((5, 10, 20, 1440), minutes, strict=True)] == [
        True
    ] * 4


def test_a_source_is_due_when_its_time_has_come(source: Source) -> None:
    Source.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert list(due_sources()) == [source]
    run(source)
    assert list(due_sources()) == []


def test_one_source_is_run_once_at_a_time(source: Source) -> None:
    with source_lock(source.name) as held:
        assert held
        with pytest.raises(AlreadyRunning):
            run(source)


def test_a_run_whose_process_died_does_not_stay_running(source: Source) -> None:
    Run.objects.create(source=source, started_at=timezone.now())
    assert mark_dead_runs() == [source]
    assert Run.objects.get().state == Run.State.INTERRUPTED


def test_a_run_that_still_runs_is_left_alone(source: Source) -> None:
    Run.objects.create(source=source, started_at=timezone.now())
    with source_lock(source.name):
        assert mark_dead_runs() == []
    assert Run.objects.get().state == Run.State.RUNNING


def test_a_run_that_was_broken_off_goes_on_from_where_it_was(
    source: Source, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.pipeline.CHUNK", 5)
    hold(world, *(news(number) for number in range(25)))
    outcomes = run_source(source)
    for _ in range(23):
        next(outcomes)
    left = Run.objects.get()
    pretend_killed(outcomes)
    Run.objects.filter(pk=left.pk).update(
        state=Run.State.RUNNING, position=10, counted={"seen": 10, "new": 10}
    )
    world.fetched.clear()
    ran = run(source)
    assert ran.pk == left.pk
    assert "n9" not in world.fetched
    assert "n24" in world.fetched
    assert (ran.state, ran.seen) == ("completed", 25)
    assert News.objects.count() == 25


def pretend_killed(outcomes: object) -> None:
    """End the generator, as the end of its process would."""
    outcomes.close()  # type: ignore[attr-defined]  # a generator


def test_a_cancelled_run_ends_after_the_record_that_it_is_at_and_keeps_what_it_brought(
    source: Source, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.pipeline.PROGRESS_SECONDS", 0.0)
    hold(world, *(news(number) for number in range(250)))
    for _, outcome in run_source(source):
        if outcome.name == "n3":
            Run.objects.update(cancel_requested=True)
    ran = Run.objects.get()
    assert ran.state == Run.State.CANCELLED
    assert (ran.new, News.objects.count()) == (4, 4)


def test_a_slow_source_shows_how_far_it_is_before_the_next_thing_has_come(
    source: Source, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.pipeline.PROGRESS_SECONDS", 0.0)
    hold(world, *(news(number) for number in range(3)))
    outcomes = run_source(source)
    seen = []
    for _ in range(3):
        next(outcomes)
        seen.append((len(world.fetched), Run.objects.get().position))
    assert seen == [(1, 0), (2, 1), (3, 2)]


def test_what_is_missing_once_stays_and_twice_is_taken_offline(source: Source, world: World) -> None:
    run(source)
    del world.held["n0"]
    first = run(source)
    assert (first.gone, News.objects.live().count()) == (0, 4)
    second = run(source)
    assert (second.gone, News.objects.live().count()) == (1, 3)
    assert News.objects.count() == 4
    assert run(source).gone == 0


def test_what_comes_back_in_between_is_not_missing(source: Source, world: World) -> None:
    run(source)
    lost = world.held.pop("n0")
    run(source)
    world.held["n0"] = lost
    run(source)
    del world.held["n0"]
    assert run(source).gone == 0
    assert News.objects.live().count() == 4


def test_a_list_that_is_not_complete_makes_nothing_missing(source: Source, world: World) -> None:
    run(source)
    world.complete = False
    del world.held["n0"]
    run(source)
    run(source)
    assert News.objects.live().count() == 4


def test_the_policy_may_leave_what_is_gone_online(source: Source, world: World) -> None:
    Source.objects.update(unpublish_gone=False)
    run(source)
    del world.held["n0"]
    run(source)
    assert run(source).gone == 1
    assert News.objects.live().count() == 4


def test_what_the_source_calls_deleted_is_gone_at_once(source: Source, world: World) -> None:
    run(source)
    del world.held["n0"]
    world.complete, world.deleted = False, ("n0",)
    assert run(source).gone == 1
    assert News.objects.live().count() == 3


def test_a_thing_that_is_no_longer_there_when_fetched_counts_as_missing(source: Source, world: World) -> None:
    run(source)
    world.removed = {"n0"}
    first = run(source)
    assert (first.failed, first.gone) == (0, 0)
    assert run(source).gone == 1


def test_what_cannot_be_fetched_is_not_missing(source: Source, world: World) -> None:
    run(source)
    world.away = {"n0"}
    run(source)
    assert run(source).gone == 0
    assert News.objects.live().count() == 4


def test_a_source_that_shrinks_too_much_stops_and_asks(source: Source, world: World) -> None:
    run(source)
    hold(world, news(0), news(1))
    held = run(source)
    assert held.state == Run.State.HELD
    assert run(source).state == Run.State.HELD
    assert News.objects.live().count() == 4


def test_once_a_person_says_so_the_missing_are_counted(source: Source, world: World) -> None:
    run(source)
    hold(world, news(0), news(1))
    go_on(run(source))
    assert News.objects.live().count() == 4
    assert run(source).gone == 2
    assert News.objects.live().count() == 2


def test_an_error_is_told_once_and_settled_when_it_no_longer_occurs(source: Source, world: World) -> None:
    world.away = {"n1"}
    run(source)
    run(source)
    error = RecordError.objects.get()
    assert (error.times, error.settled_at) == (2, None)
    world.away = set()
    run(source)
    error.refresh_from_db()
    assert error.settled_at is not None


def test_idle_runs_leave_only_their_newest(source: Source) -> None:
    for _ in range(4):
        run(source)
    assert [one.new for one in Run.objects.all()] == [0, 4]


def test_submitting_starts_the_workflow_and_publishes_nothing(source: Source) -> None:
    Source.objects.update(policy="submit")
    run(source)
    page = News.objects.first()
    assert page is not None
    assert page.workflow_in_progress
    assert not News.objects.live().exists()


def test_what_a_moderator_returned_is_sent_again_once_the_source_has_changed_it(
    source: Source, world: World
) -> None:
    Source.objects.update(policy="submit")
    hold(world, news(0))
    run(source)
    reviewer = UserFactory(is_superuser=True)
    state = News.objects.get().current_workflow_state
    state.current_task_state.specific.reject(user=reviewer)
    assert run(source).failed == 0
    assert not News.objects.get().workflow_in_progress
    hold(world, news(0, title="Parempi otsikko"))
    assert run(source).failed == 0
    page = News.objects.get()
    assert page.workflow_in_progress
    assert page.current_workflow_state == state
    assert page.current_workflow_task_state.revision.as_object().title == "Parempi otsikko"
