"""A plugin's mistakes are the problem of one thing; only a list that can't be read ends the harvest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import pytest
from pydantic import BaseModel

from ingest.errors import FetchError, GatherError, ParseError
from ingest.harvesting import gather, harvest
from ingest.outcomes import Harvested
from ingest.protocols import Fetched, Reference, Unreadable
from ingest.records import NewsRecord


class Scripted:
    """Do for each reference what its location says."""

    name: ClassVar[str] = "scripted"
    titles: ClassVar[dict[str, str]] = {}
    api_version: ClassVar[int] = 1
    settings_model: ClassVar[type[BaseModel]] = BaseModel

    def gather(self, settings: Any, cursor: str | None) -> Iterator[Reference]:
        """Yield what the settings list; an exception among them is raised."""
        for number, script in enumerate(settings):
            if isinstance(script, Exception):
                raise script
            yield Reference(f"thing-{number}", script)

    def fetch(self, reference: Reference) -> Fetched | None:
        """Fetch, unless the script says otherwise."""
        if reference.location == "unchanged":
            return None
        if reference.location == "unreachable":
            raise FetchError("It is away.", remedy="Wait.")
        if reference.location == "fetch bug":
            raise KeyError("x")
        return Fetched(reference, reference.location.encode(), "text/plain", reference.location)

    def parse(self, fetched: Fetched) -> Iterable[Any]:
        """Give a record, unless the script says otherwise."""
        match fetched.location:
            case "unreadable":
                raise ParseError("It is no such thing.")
            case "parse bug":
                return 1 / 0  # type: ignore[return-value]  # the bug
            case "nothing":
                return []
            case "no record":
                return [{"title": "x"}]
            case "invalid":
                return [NewsRecord(external_id="x", title="")]
            case "half" | "one unreadable":
                return self._partly(whole=fetched.location == "one unreadable")
            case title:
                return [NewsRecord(external_id=title, title=title)]

    def _partly(self, *, whole: bool) -> Iterator[NewsRecord | Unreadable]:
        yield NewsRecord(external_id="first half", title="x")
        if whole:
            yield Unreadable("b", "Torn.", "Mend it.")
            return
        raise ParseError("The rest is torn off.")


def run(*scripts: str) -> list[Harvested]:
    """Return what is harvested of the scripts."""
    plugin = Scripted()
    items = harvest(plugin, gather(plugin, scripts).references)
    return [item for item in items if isinstance(item, Harvested)]


@pytest.mark.parametrize(
    ("script", "stage", "message"),
    [
        ("unreachable", "fetch", "It is away."),
        ("fetch bug", "fetch", "KeyError"),
        ("unreadable", "parse", "It is no such thing."),
        ("parse bug", "parse", "ZeroDivisionError"),
        ("nothing", "parse", "nothing in it"),
        ("no record", "validate", "gave a dict"),
        ("invalid", "validate", "title"),
    ],
)
def test_a_problem_is_told_with_its_stage_and_the_others_come(script: str, stage: str, message: str) -> None:
    first, second, third = run("good", script, "better")
    assert first.record is not None
    assert third.record is not None
    assert second.record is None
    assert second.problem is not None
    assert (second.name, second.problem.stage) == ("thing-1", stage)
    assert message in second.problem.message


def test_what_came_before_a_problem_in_one_thing_is_kept() -> None:
    first, second = run("half")
    assert first.name == "first half"
    assert second.problem is not None


def test_an_unchanged_thing_gives_nothing() -> None:
    assert run("unchanged") == []


def test_the_second_record_of_one_identifier_is_a_problem_that_names_the_first() -> None:
    _, second = run("same", "same")
    assert second.problem is not None
    assert "thing-0" in second.problem.message


@pytest.mark.parametrize("error", [GatherError("It is closed."), ValueError("bug")])
def test_a_list_that_breaks_off_ends_the_harvest(error: Exception) -> None:
    with pytest.raises(GatherError):
        gather(Scripted(), ["good", error])


def test_a_records_hash_is_of_the_bytes_it_came_from() -> None:
    first, second, third = run("a", "b", "c")
    assert len({first.raw_hash, second.raw_hash, third.raw_hash}) == 3


def test_a_record_that_is_unreadable_stops_no_other_of_the_same_bytes() -> None:
    """It is told under its own identifier."""
    good, torn = run("one unreadable")
    assert good.record is not None
    assert torn.name == "b"
    assert torn.problem is not None
    assert (torn.problem.stage, torn.problem.message, torn.problem.remedy) == ("parse", "Torn.", "Mend it.")
