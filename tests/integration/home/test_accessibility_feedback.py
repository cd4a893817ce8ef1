"""The accessibility statement says what the law asks; feedback needs no login and leaves no trace."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from cms.feedback import robots
from cms.mail.models import Letter
from home.accessibility import STAMPED_FOR
from home.actions import prepare_site
from home.models import HomePage, PlainPage, SiteSettings
from tests.integration.feedback.test_giving import Earlier

pytestmark = pytest.mark.django_db
FORM = "/palaute/saavutettavuus/"


@pytest.fixture(autouse=True)
def _contact(site: HomePage) -> None:
    caches["shared"].clear()
    settings = SiteSettings.for_site(site.get_site())
    settings.contact_email = "info@vslj.example"
    settings.save()


def send(client: Client, **values: str):
    """Fill the form in and send it."""
    stamp = Earlier(salt=robots.SALT).sign(str(STAMPED_FOR))
    return client.post(FORM, {"message": "Ruudunlukija ei lue painiketta.", "stamp": stamp, **values})


def test_the_statement_says_what_the_law_asks(client: Client) -> None:
    response = client.get("/saavutettavuus/")
    text = BeautifulSoup(response.content, "lxml").main.get_text(" ", strip=True)
    for words in (
        "306/2019",
        "Mitä puutteita tiedämme",
        "14 päivän",
        "Traficom",
        "saavutettavuus@traficom.fi",
    ):
        assert words in text
    assert f'action="{FORM}"' in response.content.decode()
    assert not response.cookies


def test_editors_keep_their_own_statement() -> None:
    page = PlainPage.objects.get()
    page.body, page.asks_about_accessibility = [("paragraph", "<p>Oma.</p>")], False
    page.save_revision().publish()
    prepare_site()
    page.refresh_from_db()
    assert "Oma." in str(page.body)
    assert not page.asks_about_accessibility


def test_feedback_goes_to_the_contact_address_and_asks_for_an_answer(client: Client) -> None:
    response = send(client, page="/haku/", reply_to="vanhempi@example.org")
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200
    letter = Letter.objects.get()
    assert letter.recipient == "info@vslj.example"
    assert "Ruudunlukija ei lue painiketta." in letter.text
    assert "/haku/" in letter.text
    assert letter.headers["Reply-To"] == "vanhempi@example.org"


def test_without_a_contact_address_nothing_is_lost(client: Client, settings: Settings) -> None:
    SiteSettings.objects.update(contact_email="")
    settings.DEFAULT_FROM_EMAIL = "sivusto@vslj.example"
    send(client)
    assert Letter.objects.get().recipient == "sivusto@vslj.example"


@pytest.mark.parametrize(
    ("values", "status", "shown"),
    [
        ({"message": ""}, 422, "#accessibility-message"),
        ({"reply_to": "ei osoite"}, 422, "#accessibility-reply_to"),
        ({"stamp": "keksitty"}, 429, ""),
    ],
)
def test_what_is_refused_comes_back_with_a_reason(
    client: Client, values: dict[str, str], status: int, shown: str
) -> None:
    response = send(client, **values)
    soup = BeautifulSoup(response.content, "lxml")
    assert response.status_code == status
    assert soup.select_one("[role=alert]")
    assert [link["href"] for link in soup.select("[role=alert] a")] == ([shown] if shown else [])
    if "message" not in values:
        assert "Ruudunlukija" in soup.select_one("textarea").get_text()
    assert not Letter.objects.exists()


def test_a_robot_is_thanked_and_forgotten(client: Client) -> None:
    assert send(client, homepage="https://spam.example").status_code == 302
    assert not Letter.objects.exists()


def test_the_style_page_is_for_development_alone(client: Client, settings: Settings) -> None:
    assert client.get("/tyylit/").status_code == 200
    settings.STYLE_PAGE = False
    assert client.get("/tyylit/").status_code == 404
