"""Judge a link over days: dead only after three strikes on at least three different days.

Pure: time is a parameter. A day is a calendar day of the moment's own time zone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from ingest.linkcheck.classes import GOOD, LinkClass, State
from ingest.linkcheck.classification import Finding

STRIKES_TO_DEATH = 3
DAYS_TO_DEATH = 3

AGAIN_AFTER_STRIKE = (timedelta(hours=1), timedelta(days=1), timedelta(days=3))
"""When a failed link is tried again, by how many strikes it has; a dead one weekly, it may come back."""

AGAIN_AFTER_DOUBT = timedelta(days=3)
AGAIN_AFTER_DEATH = timedelta(days=7)
JITTER = 0.1
"""Up to a tenth of the wait is added, by the address, so that checks spread out by themselves."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold what is known of a link before or after a check."""

    state: State = State.UNKNOWN
    link_class: LinkClass | None = None
    state_since: datetime | None = None
    first_failed: datetime | None = None
    last_ok: datetime | None = None
    strikes: int = 0
    strike_days: int = 0
    last_strike: datetime | None = None


def judge(standing: Standing, finding: Finding, at: datetime) -> Standing:
    """Return the standing after a check at ``at``, which is aware and no earlier than the last one."""
    if finding.link_class in GOOD:
        same = standing.state == State.OK and standing.state_since is not None
        since = standing.state_since if same else at
        return Standing(State.OK, finding.link_class, since, last_ok=at)
    if finding.strikes:
        last = standing.last_strike
        new_day = last is None or last.astimezone(at.tzinfo).date() < at.date()
        strikes, days = standing.strikes + 1, standing.strike_days + new_day
        dead = strikes >= STRIKES_TO_DEATH and days >= DAYS_TO_DEATH
        new = replace(
            standing,
            state=State.DEAD if dead else State.DOUBTFUL,
            first_failed=standing.first_failed or at,
            strikes=strikes,
            strike_days=days,
            last_strike=at,
        )
    else:
        new = replace(standing, state=State.DOUBTFUL, first_failed=standing.first_failed or at)
    changed = new.state != standing.state or standing.state_since is None
    return replace(new, link_class=finding.link_class, state_since=at if changed else standing.state_since)


def next_check(standing: Standing, *, url: str, at: datetime, interval: timedelta) -> datetime:
    """Return when a link with this standing is due again; ``interval`` is for those that work."""
    if standing.state == State.OK:
        wait = interval
    elif standing.state == State.DEAD:
        wait = AGAIN_AFTER_DEATH
    elif standing.strikes:
        wait = AGAIN_AFTER_STRIKE[min(standing.strikes, len(AGAIN_AFTER_STRIKE)) - 1]
    else:
        wait = AGAIN_AFTER_DOUBT
    return at + wait + spread_of(url, wait * JITTER)


def spread_of(url: str, most: timedelta) -> timedelta:
    """Return a wait between nothing and ``most``, the same for an address each time."""
    return most * (int.from_bytes(sha256(url.encode("utf-8", "replace")).digest()[:4], "big") / 2**32)
