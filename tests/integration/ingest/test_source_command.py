"""``ingest_source`` runs a kept source, and its exit status tells how it went."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.publishing.models import News
from home.models import HomePage
from ingest.models import Run, Source
from tests.integration.ingest.played import Played, hold, new_world, news

World = type[Played]


@pytest.fixture
def world(site: HomePage, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return the world of a kept source with two news items."""
    world = new_world(monkeypatch)
    hold(world, news(1), news(2))
    Source.objects.create(name="Kylä", plugin="played", kept=True)
    return world


def run(*arguments: str) -> tuple[int, list[str]]:
    """Return the exit status and what is printed."""
    out = StringIO()
    try:
        call_command("ingest_source", *arguments, stdout=out)
    except CommandError as error:
        return error.returncode, [*out.getvalue().splitlines(), str(error)]
    return 0, out.getvalue().splitlines()


def test_it_prints_each_record_and_the_counts(world: World) -> None:
    status, lines = run("Kylä")
    assert status == 0
    assert lines[-1] == "seen 2: 2 new, 0 changed, 0 unchanged, 0 conflicting, 0 failed"


def test_a_dry_run_writes_nothing(world: World) -> None:
    status, lines = run("Kylä", "--dry-run")
    assert (status, lines[-1].startswith("seen 2: 2 new")) == (0, True)
    assert not News.objects.exists()
    assert not Run.objects.exists()


def test_full_parses_what_has_not_changed(world: World) -> None:
    run("Kylä")
    world.parsed.clear()
    run("Kylä")
    assert world.parsed == []
    run("Kylä", "--full")
    assert sorted(world.parsed) == ["n1", "n2"]


def test_some_failed_is_three_and_a_failed_run_is_one(world: World) -> None:
    world.away = {"n1"}
    assert run("Kylä")[0] == 3
    world.closed = True
    assert run("Kylä")[0] == 1


def test_an_unknown_source_is_told_with_the_known_ones(world: World) -> None:
    status, lines = run("Ei ole\x1b[2J")
    assert status == 1
    assert "Kylä" in lines[-1]
    assert "\x1b" not in lines[-1]
