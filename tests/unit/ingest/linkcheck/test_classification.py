"""Evidence leads to the class that a fair person would give."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.http import Redirect
from ingest.linkcheck.classes import DEAD_AT_ONCE, GOOD, NEVER_DEAD, STRIKING, LinkClass
from ingest.linkcheck.classification import classify, says_not_found
from ingest.linkcheck.evidence import Evidence, Failure, Fragment

URL = "https://www.example.org/palvelut/kohtaamo"
SEEN = Evidence(URL, method="GET", status=200, final_url=URL)


def redirected(final: str, *statuses: int, **facts: object) -> Evidence:
    """Make the evidence of a chain that ends at ``final``."""
    steps = tuple(Redirect(URL, status, final) for status in statuses)
    return replace(SEEN, final_url=final, redirects=steps, **facts)  # type: ignore[arg-type]  # its own fields


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, LinkClass.OK),
        (204, LinkClass.OK),
        (206, LinkClass.OK),
        (304, LinkClass.OK),
        (302, LinkClass.TEMPORARY_FAILURE),
        (400, LinkClass.BLOCKED),
        (401, LinkClass.BLOCKED),
        (403, LinkClass.BLOCKED),
        (404, LinkClass.GONE),
        (405, LinkClass.BLOCKED),
        (408, LinkClass.TEMPORARY_FAILURE),
        (410, LinkClass.GONE),
        (425, LinkClass.TEMPORARY_FAILURE),
        (429, LinkClass.TEMPORARY_FAILURE),
        (451, LinkClass.BLOCKED),
        (500, LinkClass.TEMPORARY_FAILURE),
        (503, LinkClass.TEMPORARY_FAILURE),
        (599, LinkClass.TEMPORARY_FAILURE),
        (999, LinkClass.BLOCKED),
    ],
)
def test_a_status_has_its_class(status: int, expected: LinkClass) -> None:
    assert classify(replace(SEEN, status=status)).link_class == expected


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (Failure.INVALID, LinkClass.INVALID),
        (Failure.UNSUPPORTED, LinkClass.UNSUPPORTED),
        (Failure.UNSAFE, LinkClass.UNSAFE),
        (Failure.DNS, LinkClass.DNS_ERROR),
        (Failure.DNS_TEMPORARY, LinkClass.TEMPORARY_FAILURE),
        (Failure.TLS, LinkClass.TLS_ERROR),
        (Failure.TIMEOUT, LinkClass.TEMPORARY_FAILURE),
        (Failure.CONNECTION, LinkClass.TEMPORARY_FAILURE),
        (Failure.REDIRECT_LOOP, LinkClass.TEMPORARY_FAILURE),
        (Failure.BUSY, LinkClass.TEMPORARY_FAILURE),
    ],
)
def test_a_failure_has_its_class(failure: Failure, expected: LinkClass) -> None:
    assert classify(Evidence(URL, failure=failure)).link_class == expected


def test_every_failure_has_a_class() -> None:
    assert {classify(Evidence(URL, failure=failure)).link_class for failure in Failure} <= set(LinkClass)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (redirected("https://example.org/uusi", 301), LinkClass.MOVED_PERMANENTLY),
        (redirected("https://example.org/uusi", 308, 301), LinkClass.MOVED_PERMANENTLY),
        (redirected("https://example.org/uusi", 301, 302), LinkClass.REDIRECTED),
        (redirected("https://example.org/uusi", 307), LinkClass.REDIRECTED),
        (redirected("https://www.example.org/", 301), LinkClass.SOFT_404),
        (redirected("https://example.org/fi/", 302), LinkClass.SOFT_404),
        (redirected("https://www.example.org/index.html", 302), LinkClass.SOFT_404),
        (redirected("https://toinen.example/", 301), LinkClass.MOVED_PERMANENTLY),
        (redirected("https://www.example.org/login?next=x", 302), LinkClass.LOGIN_REQUIRED),
        (redirected("https://www.example.org/fi/kirjaudu/", 302), LinkClass.LOGIN_REQUIRED),
        (redirected("https://login.example.com/x", 302), LinkClass.LOGIN_REQUIRED),
        (redirected("https://www.example.org/blogin-uusi-osoite", 301), LinkClass.MOVED_PERMANENTLY),
        (redirected("https://sedoparking.com/x", 302), LinkClass.PARKED),
        (replace(SEEN, for_sale=True), LinkClass.PARKED),
        (replace(SEEN, fragment=Fragment.MISSING), LinkClass.MISSING_FRAGMENT),
        (replace(SEEN, fragment=Fragment.FOUND), LinkClass.OK),
        (replace(SEEN, title="Just a moment..."), LinkClass.BLOCKED),
        (replace(SEEN, status=503, headers=(("cf-mitigated", "challenge"),)), LinkClass.BLOCKED),
        (replace(SEEN, status=404, title="Just a moment..."), LinkClass.GONE),
    ],
)
def test_a_page_has_its_class(evidence: Evidence, expected: LinkClass) -> None:
    assert classify(evidence).link_class == expected


def test_a_front_page_that_moves_to_its_encrypted_self_is_no_soft_404() -> None:
    step = Redirect("http://example.org/", 301, "https://www.example.org/fi/")
    evidence = Evidence("http://example.org/", "GET", 200, "https://www.example.org/fi/", (step,))
    assert classify(evidence).link_class == LinkClass.MOVED_PERMANENTLY


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 | Esimerkki ry",
        "Esimerkki ry – 404",
        "Error 404",
        "HTTP error 404",
        "Virhe 404 - Esimerkki ry",
        "404 Not Found",
        "Page not found",
        "Page Not Found · Example",
        "Sivua ei löytynyt",
        "Sivua ei löydy – Esimerkki ry",
        "404: Sivua ei löytynyt",
        "Etsimääsi sivua ei löytynyt.",
        "Hakemaasi sivua ei ole olemassa",
        "Sidan hittades inte",
        "Sidan kunde inte hittas | Exempel rf",
        "Sidan finns inte längre",
        "The page you requested could not be found",
        "This page doesn’t exist",
    ],
)
def test_a_title_that_says_not_found_is_believed(title: str) -> None:
    assert says_not_found(title)
    assert classify(replace(SEEN, title=title)).link_class == LinkClass.SOFT_404
    assert classify(replace(SEEN, heading=title)).link_class == LinkClass.SOFT_404


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Huone 404 | Esimerkki ry",
        "Peugeot 404 – historia",
        "Bussi 404 ajaa kesällä",
        "Miksi apua ei löydy?",
        "Kun sopivaa tukea ei löydy – perheet kertovat",
        "Not found in translation",
        "Lost and not found: a story",
        "Näin korjaat 404-virheen",
        "1404 perhettä sai apua",
    ],
)
def test_a_title_that_only_mentions_it_is_not(title: str) -> None:
    assert classify(replace(SEEN, title=title)).link_class == LinkClass.OK


@pytest.mark.parametrize("link_class", sorted(NEVER_DEAD | GOOD))
def test_doubt_and_success_are_no_strikes(link_class: LinkClass) -> None:
    assert link_class not in STRIKING
    assert link_class not in DEAD_AT_ONCE


def test_a_host_that_asks_for_patience_gets_no_strike() -> None:
    assert not classify(replace(SEEN, status=429)).strikes
    assert not classify(Evidence(URL, failure=Failure.BUSY)).strikes
    assert classify(replace(SEEN, status=503)).strikes


def test_a_section_of_a_page_made_by_script_is_doubtful_not_struck() -> None:
    assert not classify(replace(SEEN, fragment=Fragment.UNSURE)).strikes
    assert classify(replace(SEEN, fragment=Fragment.MISSING)).strikes
