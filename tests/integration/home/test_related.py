"""Pages lead on to what is like them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from factory.django import DjangoModelFactory

from cms.related import articles_about, led_on_to, services_like
from home.models import HomePage
from tests.factories import (
    ChallengeFactory,
    NewsFactory,
    OrganisationPageFactory,
    PressReleaseFactory,
    ProjectFactory,
    ServiceFactory,
    TargetGroupFactory,
)
from tests.factories.events import EventPageFactory

pytestmark = pytest.mark.django_db


def test_services_for_the_same_need_come_before_others_of_the_same_people(site: HomePage) -> None:
    parting, loss = ChallengeFactory(name_fi="Ero"), ChallengeFactory(name_fi="Suru")
    parents, young = TargetGroupFactory(), TargetGroupFactory()
    service = ServiceFactory(name="Eroneuvo", challenges=[parting, loss], target_groups=[parents])
    ServiceFactory(name="Nuorten eroryhmä", challenges=[parting], target_groups=[young])
    ServiceFactory(name="Erovertaiset", challenges=[parting], target_groups=[parents])
    ServiceFactory(name="Ero ja suru", challenges=[parting, loss], target_groups=[parents])
    ServiceFactory(name="Vanhempien kahvila", challenges=[], target_groups=[parents])
    ServiceFactory(name="Päättynyt", challenges=[parting], target_groups=[parents], status="ended")
    ServiceFactory(name="Tauolla", challenges=[parting], target_groups=[parents], status="paused")
    found = [other.title for other in services_like(service)]
    assert found == ["Ero ja suru", "Erovertaiset", "Nuorten eroryhmä"]


def test_a_service_without_a_need_leads_on_to_none(site: HomePage, client: Client) -> None:
    ServiceFactory(name="Toinen")
    service = ServiceFactory(name="Yksin", challenges=[])
    assert services_like(service) == []
    assert not BeautifulSoup(client.get(service.get_absolute_url()).content, "lxml").select(".related")


def test_an_organisation_shows_the_news_that_name_it_or_its_services(site: HomePage, client: Client) -> None:
    organisation = OrganisationPageFactory(title="Siskotupa ry", slug="siskotupa")
    service = ServiceFactory(name="Perhekahvila", organisation=organisation)
    card = [{"type": "organisation_card", "value": organisation.pk}]
    NewsFactory(title="Kortti", date="2026-01-01", body=card)
    PressReleaseFactory(
        title="Palvelukortti", date="2026-03-01", body=[{"type": "service_card", "value": service.pk}]
    )
    linked = f'<p><a linktype="page" id="{organisation.pk}">Siskotupa</a> auttaa.</p>'
    NewsFactory(title="Linkki", date="2026-02-01", body=[{"type": "paragraph", "value": linked}])
    NewsFactory(title="Muusta", date="2026-04-01")
    NewsFactory(title="Luonnos", date="2026-05-01", body=card, publish=False)
    assert [item.title for item in articles_about(organisation)] == ["Palvelukortti", "Linkki", "Kortti"]
    soup = BeautifulSoup(client.get(organisation.url).content, "lxml")
    assert [link.get_text(strip=True) for link in soup.select(".related h3 a")] == [
        "Palvelukortti",
        "Linkki",
        "Kortti",
    ]


@pytest.mark.parametrize("factory", [NewsFactory, PressReleaseFactory, ProjectFactory])
def test_an_article_leads_on_to_those_of_the_same_subjects_then_to_the_newest(
    site: HomePage, client: Client, factory: type[DjangoModelFactory[Any]]
) -> None:
    kinds = {} if factory is ProjectFactory else {"date": "2026-01-01"}
    page = factory(title="Tämä", tags=["ero", "nuoret"], **kinds)
    factory(title="Molemmista", tags=["nuoret", "ero"], **kinds)
    factory(title="Erosta", tags=["ero"], **kinds)
    factory(title="Luonnos", tags=["ero", "nuoret"], publish=False, **kinds)
    factory(title="Muusta", tags=["raha"], **kinds)
    assert [item.title for item in led_on_to(page)] == ["Molemmista", "Erosta", "Muusta"]
    soup = BeautifulSoup(client.get(page.url).content, "lxml")
    assert len(soup.select(".related h3 a")) == 3


def test_an_event_leads_on_to_its_organisers_next_events_before_others(
    site: HomePage, client: Client
) -> None:
    ours, parents = OrganisationPageFactory(), TargetGroupFactory()
    soon = timezone.now() + timedelta(days=1)
    page = EventPageFactory(title="Tämä", organisation=ours, target_groups=[parents], starts_at=soon)
    EventPageFactory(title="Muiden", organisation=None, starts_at=soon)
    EventPageFactory(title="Vanhempien", organisation=None, target_groups=[parents], starts_at=soon)
    EventPageFactory(title="Omamme", organisation=ours, starts_at=soon + timedelta(days=3))
    EventPageFactory(title="Mennyt", organisation=ours, starts_at=soon - timedelta(days=9))
    assert [item.title for item in led_on_to(page)] == ["Omamme", "Vanhempien", "Muiden"]
    soup = BeautifulSoup(client.get(page.url).content, "lxml")
    assert soup.select_one(".related h3 a").get_text(strip=True) == "Omamme"


def test_subjects_of_news_lead_to_the_archive_and_those_of_projects_to_the_search(
    site: HomePage, client: Client
) -> None:
    news, project = NewsFactory(tags=["Vertaistuki"]), ProjectFactory(tags=["Vertaistuki"])
    addresses = [
        BeautifulSoup(client.get(page.url).content, "lxml").select_one(".tags a")["href"]
        for page in (news, project)
    ]
    assert addresses == ["/uutiset/?topic=vertaistuki", "/haku/?q=Vertaistuki"]
    shown = BeautifulSoup(client.get(addresses[0]).content, "lxml")
    assert [link.get_text(strip=True) for link in shown.select("main .card a")] == [news.title]
