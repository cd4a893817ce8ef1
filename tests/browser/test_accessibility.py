"""No page has an accessibility violation that a machine can find, and the keyboard reaches everything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PublicSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Opened = Callable[..., Page]
Violations = Callable[..., list[str]]
ZOOMED = 320
"""What is left of a desk's 1280 pixels at 400 per cent."""
CONTRAST = ("color-contrast", "link-in-text-block")
"""The rules that another colour scheme can break."""


def resize(page: Page, width: int) -> None:
    """Give the page another width."""
    page.set_viewport_size({"width": width, "height": 900})


def test_no_kind_of_page_violates(public_site: PublicSite, opened: Opened, violations: Violations) -> None:
    page = opened("about:blank")
    found = {}
    for kind in public_site.paths:
        page.goto(public_site.address(kind))
        for width in (DESK, PHONE):
            resize(page, width)
            page.emulate_media(color_scheme="light")
            found[kind, width, "light"] = violations(page)
            page.emulate_media(color_scheme="dark")
            found[kind, width, "dark"] = violations(page, rules=CONTRAST)
        for width in (PHONE, ZOOMED):
            resize(page, width)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found[kind, width, "over the side"] = ["scrolls sideways"]
    assert {where: problems for where, problems in found.items() if problems} == {}


def test_no_language_violates(public_site: PublicSite, opened: Opened, violations: Violations) -> None:
    page = opened("about:blank", width=PHONE)
    for language in ("sv", "en"):
        for kind in (
            "front page",
            "search with hits",
            "organisation",
            "service",
            "news item",
            "event",
            "plain page",
            "save search",
            "empty shortlist",
            "confirm mail",
        ):
            page.goto(public_site.address(kind, language))
            assert page.get_attribute("html", "lang") == language
            page.locator(".site-menu > summary").click()
            assert violations(page) == [], (kind, language)


def test_opened_menu_filters_and_sheet_do_not_violate(
    public_site: PublicSite, opened: Opened, violations: Violations
) -> None:
    page = opened(public_site.address("search with hits"), width=DESK)
    for summary in page.locator(".facet > summary").all():
        summary.click()
    assert violations(page) == []
    resize(page, PHONE)
    page.locator(".site-menu > summary").click()
    page.locator("#filters > summary").click()
    expect(page.locator("dialog.sheet #sort")).to_be_visible()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, rules=CONTRAST) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_the_sheet_of_filters_works_by_keyboard_alone(public_site: PublicSite, opened: Opened) -> None:
    page = opened(public_site.address("search"), width=PHONE)
    within = "document.activeElement === document.body || !!document.activeElement.closest('dialog.sheet')"
    page.locator("#filters > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".filters-close")).to_be_focused()
    expect(page.get_by_role("dialog", name="Rajaa tuloksia")).to_be_visible()
    for _press in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(within)
    page.locator("#facet-channel > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".result h3 a")).to_have_count(1)
    expect(page.locator("dialog.sheet #facet-channel input:focus")).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("#filters > summary")).to_be_focused()
    page.locator(".chips a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chips")).to_have_count(0)
    expect(page.locator("#results-title")).to_be_focused()


WALK = """() => {
    document.querySelectorAll("iframe").forEach((frame) => frame.remove());  // test_embed walks in it
    const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)
        .filter((one) => one.tabIndex >= 0 && one.type !== "hidden");
    window.walked = [];
    document.addEventListener("focusin", ({ target }) => {
        const style = getComputedStyle(target), box = target.getBoundingClientRect();
        const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        window.walked.push([stops.indexOf(target), marked && box.width > 0 && box.height > 0]);
    });
    stops[0].focus();
    return stops.length;
}"""


def test_the_keyboard_walks_every_kind_of_page_in_order_and_its_place_is_marked(
    public_site: PublicSite, opened: Opened
) -> None:
    page = opened("about:blank")
    for kind in public_site.paths:
        page.goto(public_site.address(kind))
        stops = page.evaluate(WALK)
        for _press in range(stops - 1):
            page.keyboard.press("Tab")
        walked = page.evaluate("window.walked.slice(1)")
        assert walked == [[number, True] for number in range(1, stops)], kind


def test_the_header_goes_by_keyboard_as_it_is_seen(public_site: PublicSite, opened: Opened) -> None:
    page = opened(public_site.address("service"))
    places = []
    page.locator(".brand").focus()
    while page.evaluate("!!document.activeElement.closest('.site-header')"):
        places.append(
            page.evaluate(
                """() => {
                    const box = document.activeElement.getBoundingClientRect();
                    return [Math.round((box.top + box.bottom) / 60), box.left];
                }"""
            )
        )
        page.keyboard.press("Tab")
    assert len(places) > 8
    assert places == sorted(places)  # row by row, and in a row from left to right
    resize(page, PHONE)
    menu = page.locator(".site-menu > summary")
    expect(page.locator(".main-menu")).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".main-menu")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".main-menu")).to_be_hidden()
    expect(menu).to_be_focused()


def test_nothing_moves_for_those_who_asked_for_that_and_targets_are_large(
    public_site: PublicSite, opened: Opened
) -> None:
    page = opened("about:blank", width=PHONE)
    page.emulate_media(reduced_motion="reduce")
    for kind in ("front page", "service", "search with hits"):
        page.goto(public_site.address(kind))
        moving = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter((element) => {
                const style = getComputedStyle(element);
                return style.animationName !== "none" || /[1-9]/.test(style.transitionDuration)
                    || style.scrollBehavior === "smooth";
            }).map((element) => element.outerHTML.slice(0, 80))"""
        )
        assert moving == [], kind
    page.locator("#filters > summary").click()
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, select, input, nav a, .chips a, .button")]
            .filter((element) => element.checkVisibility() && !element.closest(".breadcrumb"))
            .filter((element) => element.type !== "checkbox" && element.type !== "hidden")
            .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect().height])
            .filter(([, height]) => height < 24)"""
    )
    assert small == []
