"""A state directory that has been prepared once and is copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from search.analysis.dictionaries import cache_directory
from tests.stack.running import running_stack


@pytest.fixture(scope="session")
def prepared_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Start the stack on an empty directory, stop it in order, and return the directory.

    Only the dictionaries, which are large and always the same, are those of the other tests.
    """
    state = tmp_path_factory.mktemp("prepared") / "var"
    state.mkdir()
    dictionaries = cache_directory().parent
    dictionaries.mkdir(parents=True, exist_ok=True)
    (state / "dictionaries").symlink_to(dictionaries)
    with running_stack(state) as stack:
        stack.stop()
    return state


@pytest.fixture
def state(prepared_state: Path, tmp_path: Path) -> Path:
    """Return a copy of the prepared state that the test may change."""
    copy = tmp_path / "var"
    shutil.copytree(prepared_state, copy, symlinks=True)
    return copy
