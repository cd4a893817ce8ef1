"""A link is dead only after three strikes on three days, and any success forgives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.linkcheck.classes import LinkClass, State
from ingest.linkcheck.classification import Finding
from ingest.linkcheck.judgement import Standing, judge, next_check

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GONE = Finding(LinkClass.GONE, strikes=True)
OK = Finding(LinkClass.OK, strikes=False)
BLOCKED = Finding(LinkClass.BLOCKED, strikes=False)
WEEK = timedelta(days=7)


def after(*checks: tuple[timedelta, Finding]) -> Standing:
    """Return the standing after checks at these times from the start."""
    standing = Standing()
    for when, finding in checks:
        standing = judge(standing, finding, START + when)
    return standing


def test_three_strikes_on_three_days_are_death() -> None:
    assert after((0 * DAY, GONE), (1 * DAY, GONE)).state == State.DOUBTFUL
    dead = after((0 * DAY, GONE), (1 * DAY, GONE), (2 * DAY, GONE))
    assert dead.state == State.DEAD
    assert dead.first_failed == START
    assert dead.state_since == START + 2 * DAY


def test_any_number_of_strikes_within_two_days_is_only_doubt() -> None:
    standing = after(*[(number * HOUR, GONE) for number in range(36)])
    assert (standing.state, standing.strikes, standing.strike_days) == (State.DOUBTFUL, 36, 2)


def test_one_success_resets_everything() -> None:
    standing = after((0 * DAY, GONE), (1 * DAY, GONE), (2 * DAY, OK), (3 * DAY, GONE), (4 * DAY, GONE))
    assert standing.state == State.DOUBTFUL
    assert standing.strikes == 2
    assert standing.last_ok == START + 2 * DAY
    assert standing.first_failed == START + 3 * DAY


def test_a_dead_link_that_works_again_is_ok_at_once() -> None:
    dead = after((0 * DAY, GONE), (1 * DAY, GONE), (2 * DAY, GONE))
    alive = judge(dead, OK, START + 9 * DAY)
    assert (alive.state, alive.strikes, alive.first_failed) == (State.OK, 0, None)


def test_blocked_links_never_die() -> None:
    standing = after(*[(number * DAY, BLOCKED) for number in range(100)])
    assert (standing.state, standing.strikes) == (State.DOUBTFUL, 0)


def test_the_state_is_kept_from_when_it_began() -> None:
    standing = after((0 * DAY, OK), (7 * DAY, OK), (14 * DAY, GONE), (15 * DAY, GONE))
    assert standing.state_since == START + 14 * DAY


def test_days_are_those_of_the_readers_own_calendar() -> None:
    helsinki = ZoneInfo("Europe/Helsinki")
    late = datetime(2026, 11, 2, 23, 30, tzinfo=helsinki)
    early = datetime(2026, 11, 3, 0, 30, tzinfo=helsinki)
    assert late.astimezone(UTC).date() == early.astimezone(UTC).date()
    assert judge(judge(Standing(), GONE, late), GONE, early).strike_days == 2


findings = st.sampled_from([GONE, OK, BLOCKED, Finding(LinkClass.TEMPORARY_FAILURE, strikes=True)])


@given(st.lists(st.tuples(st.integers(0, 60), findings), max_size=30))
def test_death_always_has_three_strikes_on_three_days_since_the_last_success(
    steps: list[tuple[int, Finding]],
) -> None:
    standing, at = Standing(), START
    strikes: list[datetime] = []
    for hours, finding in steps:
        at += hours * HOUR
        standing = judge(standing, finding, at)
        if finding is OK:
            strikes = []
        elif finding.strikes:
            strikes.append(at)
        if standing.state == State.DEAD:
            assert len(strikes) >= 3
            assert len({moment.date() for moment in strikes}) >= 3
        elif finding.strikes:
            assert len(strikes) < 3 or len({moment.date() for moment in strikes}) < 3


@pytest.mark.parametrize(
    ("checks", "least"),
    [
        ([(0 * DAY, OK)], WEEK),
        ([(0 * DAY, GONE)], HOUR),
        ([(0 * DAY, GONE), (1 * HOUR, GONE)], DAY),
        ([(0 * DAY, GONE), (1 * HOUR, GONE), (1 * DAY, GONE)], 3 * DAY),
        ([(0 * DAY, BLOCKED)], 3 * DAY),
    ],
)
def test_doubtful_links_are_tried_sooner(checks: list[tuple[timedelta, Finding]], least: timedelta) -> None:
    due = next_check(after(*checks), url="https://example.org/", at=START, interval=WEEK)
    assert least <= due - START <= least * 1.1


def test_a_link_that_stays_gone_is_dead_within_five_days_of_its_own_schedule() -> None:
    standing, at = Standing(), START
    while standing.state != State.DEAD:
        standing = judge(standing, GONE, at)
        at = next_check(standing, url="https://example.org/", at=at, interval=WEEK)
    assert standing.state_since is not None
    assert standing.state_since - START < 5 * DAY
    assert standing.strikes == 4


def test_checks_of_many_links_spread_out() -> None:
    standing = after((0 * DAY, OK))
    due = {next_check(standing, url=f"https://example.org/{n}", at=START, interval=WEEK) for n in range(50)}
    assert len(due) == 50
