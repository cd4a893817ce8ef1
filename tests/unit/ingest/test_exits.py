"""A command speaks the language of the terminal that calls it."""

from __future__ import annotations

import pytest
from django.utils.translation import get_language

from ingest.management.exits import in_terminal_language


@in_terminal_language()
def spoken() -> str | None:
    """Return the language that is active meanwhile."""
    return get_language()


@pytest.mark.parametrize(("asked", "language"), [("sv_FI.UTF-8", "sv"), ("en_US", "en"), ("C", "fi")])
def test_the_language_is_read_at_each_call(
    asked: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", asked)
    assert spoken() == language
