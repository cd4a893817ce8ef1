"""The umbrella's pages in a real browser: nothing that axe finds, nothing over the side of a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from cms.coverage.models import CoveragePage
from cms.directory.models import OrganisationPage, Service
from cms.exchange.actions import keep_upload
from cms.exchange.planning import read_directory_file
from cms.overview.messages import draft_message
from cms.publishing.actions import save_page_draft
from home.models import HomePage
from tests.browser.conftest import DESK, PHONE, PublicSite
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Opened = Callable[..., Page]
Violations = Callable[[Page], list[str]]


@pytest.fixture
def paths(public_site: PublicSite, client: Client) -> list[str]:
    """Log an administrator in and return a path of every page, the public one last."""
    person = UserFactory(is_superuser=True)
    client.force_login(person)
    message = draft_message(
        sender=person, organisations=OrganisationPage.objects.all(), subject="Kokous", text="Tervetuloa."
    )
    key = Service.objects.get(name="Perhekahvila").pk
    file = f"Palvelun tunniste;Linkki;Kunnat\n{key};https://siskotupa.example/;Turku\n;;Atlantis\n"
    sheets = read_directory_file("a.csv", file.encode())
    upload = keep_upload(user=person, name="a.csv", sheets=sheets, publishes=True)
    save_page_draft(
        model=CoveragePage, parent=HomePage.objects.get(), values={"title": "Palveluaukot"}, publish=True
    )
    return [
        "/hallinta/palveluaukot/",
        "/hallinta/jasenet/?order=-services",
        "/hallinta/jasenet/viestit/",
        "/hallinta/jasenet/viestit/uusi/?everybody=1",
        f"/hallinta/jasenet/viestit/{message.pk}/",
        "/hallinta/muutokset/",
        "/hallinta/vienti-ja-tuonti/",
        f"/hallinta/vienti-ja-tuonti/{upload.pk}/",
        "/palveluaukot/",
    ]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_overview_violates_or_runs_over_the_side(
    public_site: PublicSite,
    paths: list[str],
    client: Client,
    opened: Opened,
    violations: Violations,
    width: int,
    scheme: str,
) -> None:
    page = opened("about:blank", width=width, scheme=scheme)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": public_site.url}]
    )
    found: dict[str, object] = {}
    for path in paths:
        answer = page.goto(public_site.url + path)
        assert answer is not None
        assert answer.status == 200, path
        found[path] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert {path: problems for path, problems in found.items() if problems} == {}


def test_the_coverage_is_walked_with_the_keyboard_alone(
    public_site: PublicSite, paths: list[str], opened: Opened
) -> None:
    page = opened(f"{public_site.url}{paths[-1]}?offered=local", width=PHONE)
    page.locator("select[name=municipality]").focus()
    page.keyboard.type("Turku")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**municipality=turku**")
    cell = page.locator(".coverage-table td a").first
    count = int("".join(sign for sign in cell.inner_text() if sign.isdigit()) or 0)
    cell.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/haku/**")
    assert page.locator(".result").count() == count
