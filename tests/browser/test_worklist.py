"""The work list, confirming, and feedback in a real browser: no violations, on a phone, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils.timezone import localdate
from playwright.sync_api import Page

from cms.directory.models import Service
from cms.feedback.actions import give_feedback
from cms.feedback.models import Feedback
from tests.browser.conftest import DESK, PHONE, PublicSite
from tests.integration.directory.test_confirming import member_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Opened = Callable[..., Page]
Violations = Callable[[Page], list[str]]
ADMIN_PAGES = ("/hallinta/", "/hallinta/tyolista/?kind=stale", "/hallinta/vahvistus/", "/hallinta/palaute/")


def logged_in(page: Page, site: PublicSite) -> None:
    """Give the browser an umbrella editor's session, and her something to do."""
    caches["shared"].clear()
    service = Service.objects.get(slug="perhekahvila")
    Service.objects.update(confirmed_at=localdate() - timedelta(days=220))
    give_feedback(service=service, kind="wrong", message="Puhelinnumero on vanha.")
    client = Client()
    client.force_login(member_of("Umbrella editors"))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}]
    )


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_no_page_of_the_work_list_violates_or_runs_over_the_side(
    public_site: PublicSite, opened: Opened, violations: Violations, width: int
) -> None:
    page = opened("about:blank", width=width)
    logged_in(page, public_site)
    for address in ADMIN_PAGES:
        page.goto(public_site.url + address)
        assert page.locator("main h1").count() == 1, address
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_service_is_confirmed_by_keyboard(public_site: PublicSite, opened: Opened) -> None:
    page = opened("about:blank")
    logged_in(page, public_site)
    page.goto(f"{public_site.url}/hallinta/tyolista/?kind=stale")
    button = page.locator(".work-item", has_text="Perhekahvila").locator("button")
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Service.objects.get(slug="perhekahvila").confirmed_at == localdate()


def test_feedback_needs_no_javascript_and_comes_back_with_its_text(
    public_site: PublicSite, opened: Opened, violations: Violations
) -> None:
    page = opened(public_site.address("service"), width=PHONE, javascript=False)
    page.locator("details.feedback > summary").click()
    page.locator("#feedback-message").fill("Numero on vanha.")
    page.locator(".feedback-form button").click()
    assert page.locator("[role=alert] a").count() == 1
    assert page.locator("#feedback-message").input_value() == "Numero on vanha."
    assert not Feedback.objects.exists()
    again = opened(page.url, width=PHONE)
    assert violations(again) == []
