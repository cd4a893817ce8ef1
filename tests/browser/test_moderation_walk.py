"""An editor's way in a real browser: the work list, a correction, a return, an approval, and the search.

Each step leaves a picture under ``build/moderation-walk``, which the CI keeps.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service
from cms.membership.models import Membership
from home.roles import MODERATORS
from search import index
from tests.browser.conftest import DESK, PHONE, PublicSite
from tests.factories import UserFactory
from tests.factories.accounts import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURES = Path(__file__).resolve().parents[2] / "build" / "moderation-walk"
Opened = Callable[..., Page]
Violations = Callable[[Page], list[str]]


class Album:
    """Keep numbered pictures of a walk, at the width of a desk and of a telephone."""

    def __init__(self) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.number = 0

    def keep(self, page: Page, name: str) -> None:
        """Take the pictures of a page."""
        self.number += 1
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=PICTURES / f"{self.number:02}-{name}-{width}.png", full_page=True)


def log_in(page: Page, user: User) -> None:
    """Log somebody in by the form that she sees first."""
    page.locator("#id_username").fill(user.username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url(lambda address: "/login/" not in address)


def submit_to_moderation(page: Page) -> None:
    """Choose the submission among the form's actions."""
    button = page.locator("button[name=action-submit]")
    if not button.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle], footer .w-dropdown__toggle").last.click()
    button.click()
    page.wait_for_load_state("networkidle")


def write_summary(page: Page, text: str) -> None:
    """Replace the summary, and wait until the browser has kept it as a draft."""
    page.locator("#id_summary").fill(text)
    page.locator("#id_summary").blur()


def test_an_editor_corrects_a_service_until_it_is_approved_and_found(
    public_site: PublicSite, opened: Opened, violations: Violations
) -> None:
    album = Album()
    organisation = OrganisationPage.objects.get(slug="siskotupa")
    service = Service.objects.get(slug="perhekahvila")
    editor = UserFactory(first_name="Eeva", last_name="Editori")
    Membership.objects.create(user=editor, organisation=organisation)
    moderator = UserFactory(first_name="Mauri", last_name="Moderaattori")
    moderator.groups.add(Group.objects.get(name=MODERATORS))
    edit = f"/hallinta/snippets/directory/service/edit/{service.pk}/"

    hers = opened(f"{public_site.url}/hallinta/")
    album.keep(hers, "login")
    log_in(hers, editor)
    expect(hers.locator(f'main a[href*="{edit}"]').first).to_be_visible()
    album.keep(hers, "work-list")

    hers.locator(f'main a[href*="{edit}"]').first.click()
    hers.wait_for_url(f"**{edit}**")
    write_summary(hers, "SISKOTUPA: KAHVIA!!!")
    expect(hers.locator(".field-hints li").first).to_be_visible()
    album.keep(hers, "correction-with-hints")
    assert violations(hers) == []
    submit_to_moderation(hers)
    assert Service.objects.get(pk=service.pk).summary == service.summary

    his = opened(f"{public_site.url}/hallinta/moderointi/")
    log_in(his, moderator)
    his.goto(f"{public_site.url}/hallinta/moderointi/")
    his.get_by_role("link", name="Perhekahvila").click()
    expect(his.locator(".differences ins").first).to_contain_text("SISKOTUPA")
    album.keep(his, "differences")
    his.locator("textarea[name=comment]").fill("Kirjoita rauhallisemmin: mitä kahvilassa tapahtuu?")
    his.locator("button[value=return]").click()
    his.wait_for_url("**/hallinta/moderointi/")

    hers.goto(f"{public_site.url}/hallinta/")
    expect(hers.locator("main")).to_contain_text("Kirjoita rauhallisemmin")
    album.keep(hers, "returned")
    hers.locator(f'main a[href*="{edit}"]').first.click()
    write_summary(hers, "Kahvilassa jutellaan vauvavuodesta toisten vanhempien kanssa.")
    submit_to_moderation(hers)

    his.goto(f"{public_site.url}/hallinta/moderointi/")
    his.get_by_role("link", name="Perhekahvila").click()
    his.locator("button[value=approve]").click()
    his.wait_for_url("**/hallinta/moderointi/")
    album.keep(his, "approved")

    index.rebuild()
    reader = opened(f"{public_site.url}/haku/?q=vauvavuosi")
    expect(reader.locator(".result h3 a")).to_have_text(["Perhekahvila"])
    expect(reader.locator(".result")).to_contain_text("Kahvilassa jutellaan vauvavuodesta")
    album.keep(reader, "found")
