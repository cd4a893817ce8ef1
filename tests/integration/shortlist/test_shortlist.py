"""A shortlist opens from its address, keeps its order, and says what changed since."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.directory.models import Service
from cms.shortlist.picks import MOST, address_of, pick_of, read_picks
from home.models import HomePage
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


def titles(client: Client, address: str) -> list[str]:
    page = BeautifulSoup(client.get(address, follow=True).content, "html.parser")
    return [title.get_text(strip=True) for title in page.select(".shortlist h2")]


def test_the_list_keeps_the_order_of_its_address_and_can_be_turned(client: Client, site: HomePage) -> None:
    one, two = ServiceFactory(name="Kahvila"), ServiceFactory(name="Leiri")
    address = f"/poiminnat/?s={two.pk}&s={one.pk}"
    assert titles(client, address) == ["Leiri", "Kahvila"]
    page = client.get(address, follow=True)
    assert titles(client, page.context["entries"][1].up) == ["Kahvila", "Leiri"]
    assert titles(client, page.context["entries"][0].without) == ["Kahvila"]
    assert len(BeautifulSoup(page.content, "html.parser").select(".shortlist svg.qr")) == 2


def test_what_changed_since_is_said_until_it_was_seen(client: Client, site: HomePage) -> None:
    service = ServiceFactory(name="Kahvila", opening_hours="Tiistaisin")
    address = address_of([pick_of(service)])
    assert client.get(address).context["changed"] == []
    Service.objects.filter(pk=service.pk).update(opening_hours="Torstaisin", price="5 euroa", is_free=False)
    page = client.get(address)
    assert len(page.context["changed"][0].changes) == 2
    assert client.get(page.context["fresh"]).context["changed"] == []


def test_a_service_that_the_public_may_not_see_is_named_nowhere(client: Client, site: HomePage) -> None:
    draft, ended = (
        ServiceFactory(name="Salainen", publish=False),
        ServiceFactory(name="Vanha", status="ended"),
    )
    page = client.get(f"/poiminnat/?s={draft.pk}&s={ended.pk}", follow=True)
    assert b"Salainen" not in page.content
    assert [row.service for row in page.context["changed"]] == [None, None]


def test_a_confidential_address_leaves_no_trace_in_the_prints(site: HomePage) -> None:
    service = ServiceFactory(street_address="Salakatu 1", address_confidential=True)
    before = pick_of(service)
    service.street_address = "Muukatu 2"
    assert pick_of(service) == before


def test_words_that_are_no_picks_are_passed_over(client: Client, site: HomePage) -> None:
    assert read_picks(["<b>", "1.kovin-lyhyt", "", "7", "7"]) == read_picks(["7"])
    assert len(read_picks([str(number) for number in range(40)])) == MOST
    assert client.get("/poiminnat/").status_code == 200


def test_a_services_page_offers_to_pick_it(client: Client, site: HomePage) -> None:
    service = ServiceFactory()
    page = BeautifulSoup(client.get(service.get_absolute_url()).content, "html.parser")
    assert titles(client, page.select_one("[data-shortlist-pick]")["href"]) == [service.name]
