"""A shortlist is kept on the device, goes onto one sheet, and is shared; no page has a violation."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PublicSite
from tests.factories import ServiceFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_one_press_picks_without_leaving_and_the_list_is_kept_ordered_printed_and_shared(
    public_site: PublicSite, opened: Callable[..., Page], violations: Callable[[Page], list[str]]
) -> None:
    page = opened(public_site.address("search with hits"), width=PHONE)
    count, status = page.locator("[data-shortlist-count]"), page.locator("[data-shortlist-status]")
    pick = page.get_by_role("button", name="Perhekahvila")
    expect(count).to_have_text("")
    pick.focus()
    page.keyboard.press("Space")
    expect(pick).to_have_attribute("aria-pressed", "true")
    expect(count).to_have_text("1")
    expect(status).to_contain_text("1")
    assert violations(page) == []
    page.goto(f"{public_site.url}/palvelut/vanhempien-chat/")
    page.get_by_role("button", name="Vanhempien chat").click()
    expect(count).to_have_text("2")
    page.locator("[data-shortlist-link]").click()
    titles = page.locator(".shortlist h2")
    expect(titles).to_have_text(["Perhekahvila", "Vanhempien chat"])
    page.locator("[data-shortlist-note]").fill("Käykää tiistaina.")
    page.locator(".shortlist > li").nth(1).locator("a.button").first.click()
    expect(titles).to_have_text(["Vanhempien chat", "Perhekahvila"])
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.locator("[data-shortlist-form] button[type=submit]:not([formaction])").click()
    expect(page.locator(".shortlist-note")).to_have_text("Käykää tiistaina.")
    expect(page.locator(".shortlist-address")).to_contain_text("/poiminnat/jaettu/")
    assert violations(page) == []

    page.goto(f"{public_site.url}/poiminnat/")
    expect(titles).to_have_text(["Vanhempien chat", "Perhekahvila"])
    page.locator("[data-shortlist-remove]").first.click()
    expect(titles).to_have_text(["Perhekahvila"])
    page.goto(f"{public_site.url}/poiminnat/")
    expect(titles).to_have_text(["Perhekahvila"])
    expect(page.locator("[data-shortlist-note]")).to_have_value("Käykää tiistaina.")
    page.locator("[formaction='/poiminnat/posti/']").click()
    expect(page.locator("#shortlist-mail-address")).to_be_visible()
    assert violations(page) == []


def test_without_javascript_the_links_make_the_list_and_five_services_print_on_one_sheet(
    public_site: PublicSite, opened: Callable[..., Page]
) -> None:
    page = opened(public_site.address("service"), javascript=False)
    page.get_by_role("link", name="Perhekahvila").first.click()
    expect(page.locator(".shortlist h2")).to_have_text(["Perhekahvila"])
    services = [
        ServiceFactory(
            name=f"Vertaisryhmä {number} vanhemmille, joiden lapsi jännittää koulunkäyntiä",
            summary=("Ryhmässä vanhemmat jakavat kokemuksiaan ja saavat tukea toisiltaan. " * 3)[:200],
            opening_hours="Tiistaisin ja torstaisin kello 17–19, ei heinäkuussa",
        )
        for number in range(5)
    ]
    page.goto(f"{public_site.url}/poiminnat/?" + "&".join(f"s={service.pk}" for service in services))
    expect(page.locator(".shortlist h2")).to_have_count(5)
    page.locator("[data-shortlist-note]").fill("Soittakaa ensin. Kahvila on avoinna tiistaisin.")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
