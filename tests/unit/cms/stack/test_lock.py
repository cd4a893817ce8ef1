"""One supervisor keeps a state directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from cms.stack.errors import AlreadyRunning
from cms.stack.lock import sole_supervisor


def test_a_second_supervisor_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    with (
        sole_supervisor(tmp_path, "http://127.0.0.1:8000"),
        pytest.raises(AlreadyRunning, match=r"http://127\.0\.0\.1:8000"),
        sole_supervisor(tmp_path, "other"),
    ):
        pytest.fail("two supervisors on one state directory")


def test_the_state_directory_is_free_again_after_a_stop(tmp_path: Path) -> None:
    with sole_supervisor(tmp_path, "first"):
        pass
    with sole_supervisor(tmp_path, "second"):
        assert "second" in (tmp_path / "up.lock").read_text(encoding="utf-8")
