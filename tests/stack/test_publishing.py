"""The way of one news item: an editor publishes it, a reader finds it."""

from __future__ import annotations

import json
import time
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cms.demo.accounts import demo_accounts
from tests.stack.running import RunningStack, running_stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]

TITLE = "Revontulikahvila avaa ovensa perheille"
INFLECTED = "revontulikahvilassa"
FOUND_WITHIN_SECONDS = 5.0


def test_a_page_published_in_the_admin_is_found_by_search_within_five_seconds(
    state: Path, page: Page
) -> None:
    with running_stack(state) as stack:
        log_in(stack, page)
        publish_news(stack, page, TITLE)
        published = time.monotonic()
        while TITLE not in titles_found(stack, INFLECTED):
            assert time.monotonic() - published < FOUND_WITHIN_SECONDS, "published, and not found in time"
            time.sleep(0.1)
        page.goto(f"{stack.site}/haku/?q={INFLECTED}")
        expect(page.get_by_role("link", name=TITLE)).to_be_visible()


def log_in(stack: RunningStack, page: Page) -> None:
    """Log in as the umbrella organisation's administrator."""
    account = next(account for account in demo_accounts() if account.superuser)
    page.goto(f"{stack.site}/hallinta/login/")
    page.locator("input[name=username]").fill(account.username)
    page.locator("input[name=password]").fill(account.password)
    page.get_by_role("button", name="Kirjaudu sisään").click()
    page.wait_for_url("**/hallinta/")


def publish_news(stack: RunningStack, page: Page, title: str) -> None:
    """Write a news item under the news index and publish it, as an editor does."""
    page.goto(f"{stack.site}/hallinta/pages/")
    page.get_by_role("link", name="Etusivu", exact=True).first.click()
    page.goto(page.url.replace("/edit/", "/"))
    page.get_by_role("link", name="Uutiset", exact=True).first.click()
    page.goto(page.url.replace("/edit/", "/add_subpage/"))
    page.locator("a[href*='/publishing/news/']").first.click()
    page.locator("input[name=title]").fill(title)
    page.locator("input[name=date]").fill("22.11.2026")
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)  # it opens a moment after focus
    summary = page.locator("textarea[name=summary], input[name=summary]")
    summary.click()
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)
    summary.fill("Kahvila on auki lauantaisin.")
    page.locator("footer").get_by_role("button", name="Lisää toimintoja").click()
    page.locator("footer").get_by_role("button", name="Julkaise").click()
    expect(page.get_by_text("on julkaistu").or_(page.get_by_text("julkaistu")).first).to_be_visible()


def titles_found(stack: RunningStack, query: str) -> list[str]:
    """Return the titles that the search API answers."""
    address = f"{stack.site}/api/search?{urllib.parse.urlencode({'q': query})}"
    with urllib.request.urlopen(address, timeout=10) as answer:
        return [hit["title"] for hit in json.load(answer)["results"]]
