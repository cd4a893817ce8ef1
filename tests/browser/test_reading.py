"""Readers find their way by keyboard, without JavaScript, and load nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, PublicSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Opened = Callable[..., Page]
LARGEST_STYLE_AND_SCRIPT = 90_000
"""Bytes before compression; htmx is 51,000 of them."""


def focused(page: Page) -> str:
    """Return what has the focus, as tag and class or id."""
    return page.evaluate(
        """() => {
            const element = document.activeElement;
            return `${element.tagName.toLowerCase()}.${element.className || element.id}`;
        }"""
    )


def test_the_search_box_of_the_front_page_has_the_focus(public_site: PublicSite, opened: Opened) -> None:
    page = opened(public_site.address("front page"))
    assert focused(page) == "input.q"


def test_the_skip_link_comes_first_and_leads_to_the_content(public_site: PublicSite, opened: Opened) -> None:
    page = opened("about:blank")
    for kind in ("service", "search with hits", "news item", "missing page"):
        page.goto(public_site.address(kind))
        page.keyboard.press("Tab")
        assert focused(page) == "a.skip-link", kind
        assert page.locator(".skip-link").bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        assert focused(page).startswith("main."), kind


def test_three_actions_lead_from_the_front_page_to_the_services_own_page(
    public_site: PublicSite, opened: Opened
) -> None:
    page = opened(public_site.address("front page"))
    page.route("https://siskotupa.example/**", lambda route: route.fulfill(body="Perhekahvilan aukioloajat"))
    page.keyboard.type("vertaistuki")  # the box has the focus
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Siirry palveluun").first.click()
    page.wait_for_url("https://siskotupa.example/kahvila#aukiolo")


def test_the_doors_lead_to_the_services_without_javascript(public_site: PublicSite, opened: Opened) -> None:
    page = opened(public_site.address("front page"), javascript=False)
    page.locator(".door-links a", has_text="Vanhemmat").click()
    expect(page.locator(".result h3 a", has_text="Perhekahvila")).to_be_visible()
    assert urlsplit(page.url).query == "target_group=vanhemmat"


def test_the_search_works_without_javascript_on_a_phone(public_site: PublicSite, opened: Opened) -> None:
    page = opened(public_site.address("search"), javascript=False, width=PHONE)
    expect(page.locator(".filters-content")).to_be_hidden()
    page.locator("#q").fill("vertaistukea")
    page.locator("#filters > summary").click()
    page.locator("#facet-municipality > summary").click()
    page.locator("#municipality-salo").check()
    page.locator(".filters-foot button").click()
    expect(page.locator(".result h3 a")).to_have_text(["Perhekahvila"])
    expect(page.locator(".chips a").first).to_contain_text("Salo")
    page.locator(".chips a").first.click()
    assert "municipality" not in page.url


def test_no_page_asks_anything_of_another_host(public_site: PublicSite, opened: Opened) -> None:
    page = opened("about:blank")
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    for kind in public_site.paths:
        page.goto(public_site.address(kind))
    assert hosts == {urlsplit(public_site.url).netloc}


def test_styles_and_scripts_stay_small(public_site: PublicSite, opened: Opened) -> None:
    page = opened("about:blank")
    sizes: dict[str, int] = {}
    page.on(
        "response",
        lambda response: (
            sizes.update({response.url: len(response.body())}) if "/static/" in response.url else None
        ),
    )
    page.goto(public_site.address("search"), wait_until="networkidle")
    assert len(sizes) >= 3
    assert sum(sizes.values()) < LARGEST_STYLE_AND_SCRIPT


def test_no_page_has_an_error_in_the_console(public_site: PublicSite, opened: Opened) -> None:
    page = opened("about:blank")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for kind in public_site.paths:
        if kind not in {"ended service", "ended mail", "missing page", "misunderstood search"}:
            page.goto(public_site.address(kind))
    assert errors == []
