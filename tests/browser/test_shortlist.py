"""A shortlist is kept on the device and comes back; its page has no violation at either width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PublicSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_picks_are_kept_ordered_and_removed_on_the_device(
    public_site: PublicSite, opened: Callable[..., Page], violations: Callable[[Page], list[str]]
) -> None:
    page = opened(public_site.address("service"), width=PHONE)
    page.locator("[data-shortlist-pick]").click()
    expect(page.locator(".shortlist h2")).to_have_text(["Perhekahvila"])
    page.goto(f"{public_site.url}/palvelut/vanhempien-chat/")
    page.locator("[data-shortlist-pick]").click()
    expect(page.locator(".shortlist h2")).to_have_text(["Perhekahvila", "Vanhempien chat"])
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"{public_site.url}/poiminnat/")
    expect(page.locator(".shortlist h2")).to_have_text(["Perhekahvila", "Vanhempien chat"])
    page.locator("[data-shortlist-remove]").first.click()
    expect(page.locator(".shortlist h2")).to_have_text(["Vanhempien chat"])
    page.goto(f"{public_site.url}/poiminnat/")
    expect(page.locator(".shortlist h2")).to_have_text(["Vanhempien chat"])
