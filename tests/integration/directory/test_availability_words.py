"""Where a service is offered is said in the same words wherever it stands."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.directory.availability import availability_of
from cms.directory.models import OrganisationPage
from cms.moderation.wording import lines_of
from search import index
from tests.factories import ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db

OFFERED: list[tuple[dict[str, Any], list[str]]] = [
    ({"whole_county": True}, ["Koko Varsinais-Suomi"]),
    ({"municipalities": ["turku", "kaarina", "pyharanta", "poytya"]}, ["Kaarina, Pyhäranta, Pöytyä, Turku"]),
    ({"digital": True}, ["Digipalveluna"]),
    ({"municipalities": ["salo"], "digital": True}, ["Salo", "Digipalveluna"]),
]


@pytest.mark.parametrize(("values", "words"), OFFERED)
def test_every_place_words_it_alike(
    client: Client, organisation: OrganisationPage, search_index: None, values: Any, words: list[str]
) -> None:
    service = ServiceFactory(organisation=organisation, name="Perhekahvila", **values)
    index.rebuild()

    assert availability_of(service) == words
    assert client.get(f"/api/services/{service.pk}").json()["availability"]["words"] == words
    [found] = [
        hit
        for hit in client.get("/api/search?q=perhekahvila").json()["results"]
        if hit["title"] == "Perhekahvila"
    ]
    assert found["availability"]["words"] == words
    for address in (service.get_absolute_url(), organisation.url):
        shown = client.get(address).content.decode()
        assert all(f"<li>{line}</li>" in shown for line in words)
    assert ", ".join(words) in client.get("/haku/?q=perhekahvila").content.decode()
    assert [line.words for line in lines_of(service) if line.label == "Missä"] == ["; ".join(words)]
    client.force_login(UserFactory(is_superuser=True))
    listed = client.get(reverse("wagtailsnippets_directory_service:list")).content.decode()
    assert "; ".join(words) in listed
