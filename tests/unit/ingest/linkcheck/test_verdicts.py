"""Every class says in plain words what is wrong and what to do."""

from __future__ import annotations

import pytest

from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.verdicts import VERDICTS, verdict_on

NOBODYS_WORK = {LinkClass.OK, LinkClass.REDIRECTED}


@pytest.mark.parametrize("link_class", sorted(set(LinkClass) - NOBODYS_WORK))
def test_every_problem_has_a_summary_and_a_fix(link_class: LinkClass) -> None:
    verdict = verdict_on(link_class)
    for words in (str(verdict.problem), str(verdict.fix)):
        assert words.endswith(".")
        assert words[0].isupper()


def test_no_class_is_without_a_verdict() -> None:
    assert set(VERDICTS) == set(LinkClass)


def test_the_classes_are_those_that_programs_know() -> None:
    assert LinkClass.values == [
        "ok", "moved_permanently", "redirected", "login_required", "temporary_failure", "blocked", "gone",
        "soft_404", "missing_fragment", "content_changed", "tls_error", "dns_error", "parked", "unsafe",
        "unsupported", "invalid",
    ]  # fmt: skip
