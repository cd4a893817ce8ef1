"""The admin's pages of links in a real browser: nothing that axe finds, nothing over the side of a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from ingest.linkcheck.actions import refresh_links
from ingest.linkcheck.classes import Treatment
from ingest.linkcheck.evidence import Evidence
from ingest.linkcheck.models import HostRule, Link
from ingest.linkcheck.recording import record_check
from tests.browser.conftest import DESK, PHONE, PublicSite
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def paths(public_site: PublicSite, client: Client) -> list[str]:
    """Log an administrator in, let a link die, and return a path of every page."""
    client.force_login(UserFactory(is_superuser=True))
    refresh_links(at=NOW)
    link = Link.objects.get(url="https://siskotupa.example/kahvila#aukiolo")
    page = "https://siskotupa.example/kahvila"
    for day in range(4):
        evidence = Evidence(
            link.url, "GET", 404, page, headers=(("server", "nginx"),), title="Sivua ei löytynyt"
        )
        record_check(link=link, evidence=evidence, at=timezone.now() - timedelta(days=4 - day))
    rule = HostRule.objects.create(
        host="*.esimerkki.example", treatment=Treatment.SKIPPED, reason="Vain jäsenille"
    )
    return [
        reverse("linkcheck_links_modeladmin_index"),
        reverse("linkcheck_links_modeladmin_inspect", args=[link.pk]),
        reverse("linkcheck_rules_modeladmin_edit", args=[rule.pk]),
        reverse("linkcheck_link", args=[link.pk]),
        f"{reverse('linkcheck_replace', args=[link.pk])}?new=https://siskotupa.example/uusi",
        reverse("linkcheck_history"),
    ]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_no_page_of_links_violates_or_runs_over_the_side(
    public_site: PublicSite,
    paths: list[str],
    client: Client,
    opened: Callable[..., Page],
    violations: Callable[[Page], list[str]],
    width: int,
) -> None:
    page = opened("about:blank", width=width)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": public_site.url}]
    )
    found: dict[str, object] = {}
    for path in paths:
        answer = page.goto(public_site.url + path)
        assert answer is not None
        assert answer.status == 200, path
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[path] = "runs over the side"
        found[path] = found.get(path) or violations(page)
    assert {path: problems for path, problems in found.items() if problems} == {}
