"""Beat is well while it writes its schedule."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings

from cms.stack.beat_health import SCHEDULE, SILENT_SECONDS, goes_round

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("age", "well"), [(0.0, True), (SILENT_SECONDS - 1, True), (SILENT_SECONDS + 1, False)]
)
def test_a_schedule_that_was_written_lately_is_a_sign_of_health(
    tmp_path: Path, age: float, well: bool
) -> None:
    for ending, behind in ((".dat", 0), (".bak", 50_000)):
        file = tmp_path / f"{SCHEDULE}{ending}"
        file.touch()
        os.utime(file, (NOW - age - behind, NOW - age - behind))
    assert goes_round(tmp_path, NOW) is well


def test_without_a_schedule_beat_is_not_well(tmp_path: Path) -> None:
    assert not goes_round(tmp_path, NOW)


def test_beat_writes_the_schedule_where_it_is_looked_for() -> None:
    assert Path(settings.CELERY_BEAT_SCHEDULE_FILENAME).name == SCHEDULE
