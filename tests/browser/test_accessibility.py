"""No page has an accessibility violation that a machine can find."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, PublicSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Opened = Callable[..., Page]
Violations = Callable[[Page], list[str]]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_kind_of_page_violates(
    public_site: PublicSite, opened: Opened, violations: Violations, width: int, scheme: str
) -> None:
    page = opened("about:blank", width=width, scheme=scheme)
    found = {}
    for kind in public_site.paths:
        page.goto(public_site.address(kind))
        found[kind] = violations(page)
    assert {kind: problems for kind, problems in found.items() if problems} == {}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_language_violates(
    public_site: PublicSite, opened: Opened, violations: Violations, language: str
) -> None:
    page = opened("about:blank", width=PHONE)
    for kind in ("front page", "search with hits", "service", "news item"):
        page.goto(public_site.address(kind, language))
        assert page.get_attribute("html", "lang") == language
        assert violations(page) == [], kind


def test_opened_filters_do_not_violate(
    public_site: PublicSite, opened: Opened, violations: Violations
) -> None:
    page = opened(public_site.address("search"), width=PHONE)
    page.locator("#filters > summary").click()
    for summary in page.locator(".facet > summary").all():
        summary.click()
    assert violations(page) == []


@pytest.mark.parametrize("width", [PHONE, 320])
def test_nothing_runs_over_the_side_of_a_narrow_screen(
    public_site: PublicSite, opened: Opened, width: int
) -> None:
    page = opened("about:blank", width=width)
    for kind in public_site.paths:
        page.goto(public_site.address(kind))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind


def test_every_target_on_a_phone_is_large_enough(public_site: PublicSite, opened: Opened) -> None:
    page = opened(public_site.address("search with hits"), width=PHONE)
    page.locator("#filters > summary").click()
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, select, input, nav a, .chips a, .button")]
            .filter((element) => element.checkVisibility() && !element.closest(".breadcrumb"))
            .filter((element) => element.type !== "checkbox" && element.type !== "hidden")
            .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect().height])
            .filter(([, height]) => height < 24)"""
    )
    assert small == []
