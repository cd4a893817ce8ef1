"""The table of contents of an annual review."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home.models import HomePage
from tests.factories import AnnualReviewFactory

pytestmark = pytest.mark.django_db


def heading(text: str, level: str = "2") -> dict[str, object]:
    """Return a heading's block."""
    return {"type": "heading", "value": {"text": text, "level": level}}


def test_a_review_begins_with_its_contents(site: HomePage, client: Client) -> None:
    page = AnnualReviewFactory(body=[heading("Vuosi lyhyesti"), heading("Luvut", "3"), heading("Äänet")])
    soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
    links = soup.select("nav.contents a")
    assert [link.get_text(strip=True) for link in links] == ["Vuosi lyhyesti", "Äänet"]
    for link in links:
        target = soup.find(id=str(link["href"]).removeprefix("#"))
        assert target is not None
        assert target.get_text(strip=True) == link.get_text(strip=True)


def test_a_short_review_has_none(site: HomePage, client: Client) -> None:
    page = AnnualReviewFactory(body=[heading("Vuosi lyhyesti")])
    assert not BeautifulSoup(client.get(page.get_url()).content, "html.parser").select("nav.contents")
