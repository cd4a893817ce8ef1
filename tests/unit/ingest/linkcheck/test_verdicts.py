"""Every class says in plain words what is wrong and what to do."""

from __future__ import annotations

import pytest
from django.utils import translation

from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.verdicts import VERDICTS, verdict_on

NOBODYS_WORK = {LinkClass.OK, LinkClass.REDIRECTED}


@pytest.mark.parametrize("link_class", sorted(set(LinkClass) - NOBODYS_WORK))
def test_every_problem_has_a_summary_and_a_fix(link_class: LinkClass) -> None:
    verdict = verdict_on(link_class, "https://esimerkki.example/")
    for words in (str(verdict.problem), str(verdict.fix)):
        assert words.endswith(".")
        assert words[0].isupper()


@pytest.mark.parametrize(
    ("address", "link_class", "told"),
    [
        ("mailto:info@esimerkki.example", LinkClass.DNS_ERROR, "mail"),
        ("mailto:info", LinkClass.INVALID, "mail address"),
        ("tel:12", LinkClass.INVALID, "telephone"),
    ],
)
def test_links_that_lead_to_no_site_are_not_told_of_sites(
    address: str, link_class: LinkClass, told: str
) -> None:
    with translation.override("en"):
        verdict = verdict_on(link_class, address)
        assert told in str(verdict.problem)
        assert "site" not in f"{verdict.problem} {verdict.fix}"


def test_no_class_is_without_a_verdict() -> None:
    assert set(VERDICTS) == set(LinkClass)


def test_the_classes_are_those_that_programs_know() -> None:
    assert LinkClass.values == [
        "ok", "moved_permanently", "redirected", "login_required", "temporary_failure", "blocked", "gone",
        "soft_404", "missing_fragment", "content_changed", "tls_error", "dns_error", "parked", "unsafe",
        "unsupported", "invalid",
    ]  # fmt: skip
