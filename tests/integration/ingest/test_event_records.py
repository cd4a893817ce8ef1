"""Events of sources become pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from cms.directory.models import Municipality
from cms.events.models import EventPage
from home.models import HomePage
from ingest.keeping import run_source
from ingest.models import FieldConflict, RecordError, Source
from ingest.records import Contact, EventRecord, Term
from tests.factories import TargetGroupFactory
from tests.integration.ingest.played import Played, hold, new_world

World = type[Played]
HELSINKI = timezone(timedelta(hours=2))
EVENING = datetime(2026, 12, 2, 17, 30, tzinfo=HELSINKI)


@pytest.fixture
def world(site: HomePage, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return a source's world."""
    return new_world(monkeypatch)


@pytest.fixture
def source(world: World) -> Source:
    """Return a kept source that publishes."""
    return Source.objects.create(name="Kalenteri", plugin="played", kept=True, policy="publish")


def event(**fields: Any) -> EventRecord:
    """Return an event's record."""
    values: dict[str, Any] = {
        "external_id": "t1", "title": "Isovanhempien ilta", "summary": "Jutellaan.", "starts_at": EVENING,
        "place": "Perhetalo", **fields,
    }  # fmt: skip
    return EventRecord(**values)


def test_an_event_becomes_a_page_and_stays_as_it_is(source: Source, world: World) -> None:
    group = TargetGroupFactory(name_fi="Isovanhemmat")
    record = event(
        ends_at=EVENING + timedelta(hours=2),
        url="https://jarjesto.example/ilta",
        areas=(Term(label="Turku"),),
        target_groups=(Term(label="Isovanhemmat"),),
        contacts=(Contact(email="toimisto@jarjesto.example"),),
    )
    hold(world, record)
    list(run_source(source))
    page = EventPage.objects.get()
    assert (page.title, page.live, page.place) == ("Isovanhempien ilta", True, "Perhetalo")
    assert page.starts_at == EVENING
    assert page.ends_at == datetime(2026, 12, 2, 17, 30, tzinfo=UTC)
    assert page.municipality == Municipality.objects.get(name_fi="Turku")
    assert list(page.target_groups.all()) == [group]
    assert page.contact_email == "toimisto@jarjesto.example"
    list(run_source(source, read_all=True))
    assert source.runs.first().unchanged == 1  # type: ignore[union-attr]  # it has run


def test_a_persons_time_is_kept_and_the_conflict_told(source: Source, world: World) -> None:
    hold(world, event())
    list(run_source(source))
    page = EventPage.objects.get()
    page.starts_at = EVENING + timedelta(minutes=30)
    page.save_revision().publish()
    hold(world, event(starts_at=EVENING + timedelta(hours=1)))
    list(run_source(source))
    assert EventPage.objects.get().starts_at == EVENING + timedelta(minutes=30)
    assert FieldConflict.objects.get().field == "starts_at"


def test_what_is_cancelled_says_so(source: Source, world: World) -> None:
    hold(world, event())
    list(run_source(source))
    hold(world, event(cancelled=True))
    list(run_source(source))
    assert EventPage.objects.get().title == "Peruttu: Isovanhempien ilta"


def test_an_event_nowhere_is_told_and_the_others_come_in(source: Source, world: World) -> None:
    hold(
        world,
        event(place=""),
        event(external_id="t2", title="Verkossa", place="", online_url="https://x.example/"),
    )
    list(run_source(source))
    assert EventPage.objects.get().title == "Verkossa"
    assert RecordError.objects.count() == 1
