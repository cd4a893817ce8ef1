"""What goes wrong is told so that it can be kept."""

from __future__ import annotations

from ingest.outcomes import Problem
from ingest.words import kept


def test_a_foreign_error_s_text_is_kept_without_what_no_database_takes() -> None:
    problem = Problem.of(RuntimeError("x\x00y\ud800z"), "parse")
    assert problem.message == "RuntimeError: xyz"
    assert kept("a\x00b") == {"text": "ab"}
