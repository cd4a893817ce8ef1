"""A small site in a live server, and what every browser test asks of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.conf import settings as django_settings
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from cms.saved_searches.searches import KIND
from cms.subscriptions.links import address_for
from cms.subscriptions.models import Subscription
from home.actions import prepare_site
from home.models import HomePageFigure, PlainPage
from search import index
from search.engine import forget_engine
from tests.factories import (
    AnnualReviewFactory,
    ChallengeFactory,
    NewsFactory,
    OrganisationPageFactory,
    PressReleaseFactory,
    ProjectFactory,
    ServiceFactory,
    TargetGroupFactory,
)
from tests.factories.events import EventPageFactory
from tests.factories.newsletters import NewsletterPageFactory
from tests.fixtures.requests_under_way import RequestsUnderWay

PHONE, DESK = 375, 1280
ANSWERED_WITHIN_SECONDS = 20.0
AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

PARAGRAPH = {
    "type": "paragraph",
    "value": "<p>Perhetupaan voi tulla <a href='/haku/'>ilman ajanvarausta</a>.</p>",
}


@dataclass(frozen=True, slots=True)
class PublicSite:
    """The live server's address, and a path for every kind of page."""

    url: str
    paths: dict[str, str]

    def address(self, kind: str, language: str = "fi") -> str:
        """Return the address of the page of ``kind`` with the interface in ``language``."""
        prefix = "" if language == django_settings.LANGUAGE_CODE else f"/{language}"
        return f"{self.url}{prefix}{self.paths[kind]}"


@pytest.fixture(autouse=True)
def answered(request: pytest.FixtureRequest) -> Iterator[None]:
    """Have what a page asked for at its end, such as its preview, answered before the database is emptied."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("live_server")
    with RequestsUnderWay() as under_way:
        yield
        under_way.wait_for_their_end(ANSWERED_WITHIN_SECONDS)


@pytest.fixture
def public_site(
    transactional_db: None,
    live_server: LiveServer,
    settings: Settings,
    tmp_path: Path,
) -> Iterator[PublicSite]:
    """Publish one page of every kind, index them, and serve them.

    The test before has emptied the database, and with it what the migrations had put there.
    """
    import_module("cms.directory.migrations.0002_municipalities").add(apps, None)
    settings.SEARCH = {**settings.SEARCH, "engine": "embedded", "directory": tmp_path / "search"}
    forget_engine()
    front_page = prepare_site()
    HomePageFigure.objects.create(page=front_page, value="42", label="jäsenjärjestöä", sort_order=0)
    paths = {"front page": "/", **publish_directory(), **publish_articles()}
    paths |= {"accessibility feedback": "/palaute/saavutettavuus/", "styles": "/tyylit/", **wish_for_mail()}
    index.rebuild()
    yield PublicSite(live_server.url, paths)
    forget_engine()


def publish_directory() -> dict[str, str]:
    """Publish an organisation and three services, one of which has ended; return their paths."""
    organisation = OrganisationPageFactory(
        title="Siskotupa ry",
        slug="siskotupa",
        website="https://siskotupa.example/",
        email="info@siskotupa.example",
    )
    parents, lonely = (
        TargetGroupFactory(name_fi="Vanhemmat", slug="vanhemmat"),
        ChallengeFactory(name_fi="Ero"),
    )
    ServiceFactory(
        name="Perhekahvila",
        summary="Vertaistukea vanhemmille aamukahvin äärellä.",
        description="Kahvilaan voi tulla koska vain.\n\nIlmoittautua ei tarvitse.",
        organisation=organisation,
        municipalities=["turku", "salo"],
        target_groups=[parents],
        challenges=[lonely],
        tags=["vertaistuki"],
        channels=["place"],
        languages=["fi", "sv"],
        opening_hours="Tiistaisin kello 9–11",
        age_from="0",
        age_to="6",
        anonymous=True,
        link="https://siskotupa.example/kahvila#aukiolo",
    )
    ServiceFactory(name="Vanhempien chat", organisation=organisation, digital=True, channels=["chat"])
    ServiceFactory(name="Vanha ryhmä", organisation=organisation, status="ended", challenges=[lonely])
    return {
        "organisations": "/jarjestot/",
        "organisation": "/jarjestot/siskotupa/",
        "service": "/palvelut/perhekahvila/",
        "ended service": "/palvelut/vanha-ryhma/",
        "missing page": "/ei-ole/",
        "search": "/haku/",
        "search with hits": "/haku/?q=vertaistukea&municipality=turku",
        "search without hits": "/haku/?q=kvanttimekaniikka",
        "misunderstood search": "/haku/?municipality=atlantis",
    }


def wish_for_mail() -> dict[str, str]:
    """Save a search; return the paths that its subscriber meets, and of the rooms beside the search."""
    wish = Subscription.objects.create(
        kind=KIND, about="q=perhe", address="minna@example.fi", language="fi", rhythm="weekly"
    )
    links = {deed: address_for(wish, f"{deed}_subscription") for deed in ("confirm", "end")}
    return {
        **{f"{deed} mail": urlsplit(link).path for deed, link in links.items()},
        "save search": "/haku/tallenna/?q=perhe",
        "letter sent": "/viestit/kirje/",
        "ended mail": "/viestit/vahvista/vanha/",
        "empty shortlist": "/poiminnat/",
        "embedding": "/upotus/rakenna/",
    }


def publish_articles() -> dict[str, str]:
    """Publish one article of every kind; return their paths."""
    quote = {"type": "quote", "value": {"text": "Täällä kuunnellaan.", "attribution": "Vanhempi"}}
    heading = {"type": "heading", "value": {"text": "Mitä seuraavaksi", "level": "2"}}
    NewsFactory(
        title="Avajaiset", slug="avajaiset", body=[PARAGRAPH, quote, heading, PARAGRAPH], tags=["avajaiset"]
    )
    PressReleaseFactory(
        slug="tiedote", body=[PARAGRAPH], contacts=[{"name": "Viestintä", "email": "viestinta@vslj.example"}]
    )
    AnnualReviewFactory(
        slug="vuosi", year=2024, body=[PARAGRAPH], figures=[{"value": "27", "label": "kuntaa"}]
    )
    ProjectFactory(slug="hanke", purpose=[PARAGRAPH], funders="STEA", links=[{"text": "Loppuraportti"}])
    EventPageFactory(slug="ilta", body=[PARAGRAPH], registration_url="https://siskotupa.example/ilmoittaudu")
    button = {"type": "button", "value": {"text": "Ilmoittaudu", "address": "https://siskotupa.example/ilmo"}}
    NewsletterPageFactory(slug="kirje", body=[heading, PARAGRAPH, button])
    plain = PlainPage.objects.get()
    plain.body = [("paragraph", PARAGRAPH["value"])]
    plain.save_revision().publish()
    return {
        "news index": "/uutiset/",
        "news item": "/uutiset/avajaiset/",
        "press release": "/uutiset/tiedote/",
        "annual review": "/vuosikertomukset/vuosi/",
        "project": "/hankkeet/hanke/",
        "events": "/tapahtumat/",
        "event": "/tapahtumat/ilta/",
        "plain page": "/saavutettavuus/",
        "newsletter": "/uutiskirje/",
        "issue": "/uutiskirje/kirje/",
        "subscribing": "/viestit/uutiskirje/",
    }


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of a given width, colour scheme, and perhaps no JavaScript."""
    contexts = []

    def open_page(
        address: str, *, width: int = DESK, scheme: str = "light", javascript: bool = True, scale: float = 1
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=javascript,
            device_scale_factor=scale,
            locale="fi-FI",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def violations() -> Callable[..., list[str]]:
    """Return a function that lists what axe finds wrong with a page, and where; by all rules or some."""
    axe = Axe()

    def find(page: Page, *, rules: Sequence[str] = ()) -> list[str]:
        chosen = {"type": "rule", "values": list(rules)} if rules else list(AXE_RULES)
        results = axe.run(page, options={"runOnly": chosen, "resultTypes": ["violations"]})
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]

    return find
