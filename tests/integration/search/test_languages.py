"""Readers stay in the language that they search in."""

from __future__ import annotations

import pytest
from django.test import Client

from home.models import HomePage
from search import outbox
from tests.factories import NewsFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "service", "news"),
    [
        ("/haku/", "/palvelut/perhekahvila/", "/uutiset/perhekahvila-avautuu/"),
        ("/sv/haku/", "/sv/palvelut/perhekahvila/", "/sv/uutiset/perhekahvila-avautuu/"),
        ("/en/haku/", "/en/palvelut/perhekahvila/", "/en/uutiset/perhekahvila-avautuu/"),
    ],
)
def test_a_hit_leads_to_the_page_in_the_readers_language(
    search_index: None, site: HomePage, client: Client, address: str, service: str, news: str
) -> None:
    ServiceFactory(name="Perhekahvila")
    NewsFactory(title="Perhekahvila avautuu")
    outbox.drain()
    shown = client.get(address, {"q": "perhekahvila"}).context["answer"].results
    assert {hit.url for hit in shown} == {service, news}
