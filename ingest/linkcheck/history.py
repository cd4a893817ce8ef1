"""Count what broke and what was mended, week by week, and where the bars of the chart stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from ingest.linkcheck.classes import State
from ingest.linkcheck.models import Change, Link, LinkUse

WEEKS = 26
WEEK = timedelta(days=7)
COLUMN, BAR, HEIGHT = 24, 9, 120
"""Widths of a week and of one of its bars, and the height of the highest bar, in the drawing's own units."""


@dataclass(frozen=True, slots=True)
class Week:
    """Hold one week, begun on a Monday; ``x`` is where it stands in the chart, the heights its bars'."""

    begins: date
    broken: int
    mended: int
    x: int
    broken_height: float
    mended_height: float

    @property
    def broken_top(self) -> float:
        """Return where the first bar begins."""
        return HEIGHT - self.broken_height

    @property
    def mended_top(self) -> float:
        """Return where the second bar begins."""
        return HEIGHT - self.mended_height

    @property
    def second_x(self) -> int:
        """Return where the second bar stands."""
        return self.x + BAR + 2


@dataclass(frozen=True, slots=True)
class Chart:
    """Hold the weeks and how many links are dead now."""

    weeks: tuple[Week, ...]
    highest: int
    dead_now: int
    width: int
    height: int = HEIGHT
    bar: int = BAR


def weeks_of(*, at: datetime, weeks: int = WEEKS) -> Chart:
    """Return the last weeks, the current one last: links that became dead, and dead ones that work again."""
    today = timezone.localdate(at)
    first = today - timedelta(days=today.weekday()) - (weeks - 1) * WEEK
    begins = [first + number * WEEK for number in range(weeks)]
    start = datetime.combine(first, time.min, timezone.get_current_timezone())
    broken: Counter[date] = Counter()
    mended: Counter[date] = Counter()
    for moment, was, became in Change.objects.filter(at__gte=start).values_list("at", "was", "became"):
        day = timezone.localdate(moment)
        monday = day - timedelta(days=day.weekday())
        broken[monday] += became == State.DEAD
        mended[monday] += was == State.DEAD and became == State.OK
    highest = max((*broken.values(), *mended.values(), 1))
    rows = tuple(
        Week(
            monday,
            broken[monday],
            mended[monday],
            number * COLUMN,
            round(HEIGHT * broken[monday] / highest, 1),
            round(HEIGHT * mended[monday] / highest, 1),
        )
        for number, monday in enumerate(begins)
    )
    used = Link.objects.filter(state=State.DEAD, pk__in=LinkUse.objects.values("link"))
    return Chart(rows, highest, used.count(), weeks * COLUMN)
