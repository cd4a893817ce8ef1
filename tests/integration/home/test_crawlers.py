"""Search engines of the web find every public page, in every language, and nothing else."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from home.models import HomePage
from tests.factories import NewsFactory, OrganisationPageFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def addresses(client: Client, path: str) -> list[str]:
    """Return the addresses that a map names."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return [place.get_text() for place in BeautifulSoup(response.content, "xml").select("loc")]


def test_robots_are_sent_to_the_map_and_kept_out_of_the_admin(site: HomePage, client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /hallinta/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_the_map_names_what_is_public_and_nothing_else(site: HomePage, client: Client) -> None:
    service = ServiceFactory(name="Perhekahvila")
    NewsFactory(title="Avajaiset", slug="avajaiset")
    NewsFactory(title="Luonnos", slug="luonnos", publish=False)
    private = OrganisationPageFactory(title="Piilotupa ry", slug="piilotupa")
    ServiceFactory(name="Piilokahvila", organisation=private)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    parts = addresses(client, "/sitemap.xml")
    named = [one for part in parts for one in addresses(client, part.removeprefix("http://testserver"))]
    for path in ("/", "/uutiset/avajaiset/", service.organisation.url, service.get_absolute_url()):
        assert any(one.endswith(path) for one in named), path
    assert any(one.endswith(f"/sv{service.get_absolute_url()}") for one in named)
    assert not [one for one in named if "luonnos" in one or "piilo" in one]
