"""An issue as a letter says what the page says, in any mail program, and tells nobody who reads it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.timezone import now
from wagtail.images.models import AbstractImage

from cms.newsletters.models import NewsletterPage
from cms.newsletters.newly_published import bring_in, newly_published
from cms.newsletters.writing import STOP, letter_of
from home.models import HomePage
from tests.factories import NewsFactory, ServiceFactory
from tests.factories.events import EventPageFactory
from tests.factories.newsletters import NewsletterPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

BASE = "https://vslj.example"


@pytest.fixture(autouse=True)
def _address(settings: LazySettings) -> None:
    settings.WAGTAILADMIN_BASE_URL = BASE


def whole_issue(picture: AbstractImage) -> NewsletterPage:
    """Publish an issue with a block of each kind."""
    news = NewsFactory(title="Avajaiset Raisiossa", summary="Pannukakkua sadalle.")
    page: NewsletterPage = NewsletterPageFactory(
        title="Kirje & kuulumiset",
        body=[
            {"type": "heading", "value": {"text": "Ajankohtaista", "level": 2}},
            {
                "type": "paragraph",
                "value": f'<p>Lue <a linktype="page" id="{news.pk}">juttu</a> ja'
                ' <a href="https://muu.example/?a=1">muuta</a>.</p><ul><li>Yksi</li><li>Kaksi</li></ul>',
            },
            {"type": "page", "value": news.pk},
            {"type": "page", "value": EventPageFactory(title="Korttipaja").pk},
            {"type": "service", "value": ServiceFactory(name="Perhekahvila").pk},
            {"type": "picture", "value": {"image": picture.pk, "alt_text": "Punainen ovi"}},
            {"type": "button", "value": {"text": "Ilmoittaudu", "address": "https://muu.example/ilmo"}},
        ],
    )
    return page


def test_both_forms_say_everything_with_whole_addresses(picture: AbstractImage) -> None:
    issue = whole_issue(picture)
    letter = letter_of(issue)
    assert letter.subject == "Kirje & kuulumiset"
    seen = BeautifulSoup(letter.html, "html.parser").get_text(" ", strip=True)
    for told in ("Ajankohtaista", "Avajaiset Raisiossa", "Pannukakkua sadalle.", "Korttipaja", "Perhekahvila",
                 "Ilmoittaudu", "Kaksi"):  # fmt: skip
        assert told in seen
        assert told in letter.text
    assert f"juttu ({BASE}/uutiset/" in letter.text
    assert "- Yksi\n- Kaksi" in letter.text
    assert "Punainen ovi" in letter.text
    assert f"{BASE}{issue.get_url()}" in letter.text
    assert STOP in letter.text
    soup = BeautifulSoup(letter.html, "html.parser")
    assert soup.select_one("html")["lang"] == "fi"  # type: ignore[index]  # it is there
    for link in soup.select("a"):
        assert str(link["href"]).startswith(("https://", "mailto:"))
    assert soup.select_one("img")["alt"] == "Punainen ovi"  # type: ignore[index]  # the same


def test_the_letter_calls_on_no_other_host_and_knows_no_reader(picture: AbstractImage) -> None:
    html = letter_of(whole_issue(picture)).html
    soup = BeautifulSoup(html, "html.parser")
    assert [str(image["src"]).startswith(f"{BASE}/media/") for image in soup.select("img")] == [True]
    assert not soup.select("script, link, style, iframe, object, form")
    assert "url(" not in html
    assert "?a=1" in html  # links stay as they were written
    assert len(re.findall(re.escape(STOP), html)) == 1


def test_a_picture_whose_file_is_gone_is_left_out_and_keeps_no_letter_back(picture: AbstractImage) -> None:
    picture.file.storage.delete(picture.file.name)
    cache.clear()  # another test's picture of this number
    letter = letter_of(whole_issue(picture))
    assert "<img" not in letter.html
    assert "Punainen ovi" not in letter.text
    assert "Ilmoittaudu" in letter.text


def test_what_is_no_longer_public_stands_neither_in_the_letter_nor_on_the_page(client: Client) -> None:
    news, service = NewsFactory(title="Vanha uutinen"), ServiceFactory(name="Poistuva palvelu")
    issue = NewsletterPageFactory(
        body=[{"type": "page", "value": news.pk}, {"type": "service", "value": service.pk}]
    )
    news.unpublish()
    service.unpublish()
    told = letter_of(issue).text + client.get(issue.get_url()).content.decode()
    assert "Vanha uutinen" not in told
    assert "Poistuva palvelu" not in told


def test_a_picture_needs_words(picture: AbstractImage) -> None:
    for value in ({"image": picture.pk}, {"image": picture.pk, "decorative": True}):
        body = NewsletterPageFactory(body=[{"type": "picture", "value": value}]).body
        with pytest.raises(ValidationError):
            body.stream_block.clean(body)  # as the form does


def test_what_was_published_since_the_last_issue_is_brought_in_once(site: HomePage) -> None:
    before = NewsFactory()
    type(before).objects.filter(pk=before.pk).update(first_published_at=now() - timedelta(days=5))
    last = NewsletterPageFactory()
    NewsletterPage.objects.filter(pk=last.pk).update(first_published_at=now() - timedelta(days=2))
    news, event, service = NewsFactory(), EventPageFactory(), ServiceFactory()
    EventPageFactory(starts_at=now() - timedelta(days=1), ends_at=now() - timedelta(hours=20))
    issue = NewsletterPageFactory(publish=False, body=[{"type": "page", "value": news.pk}])
    assert newly_published(issue) == [event, service]
    assert bring_in(issue) == 2
    assert [(block.block_type, block.value.pk) for block in issue.body] == [
        ("page", news.pk), ("page", event.pk), ("service", service.pk),
    ]  # fmt: skip
    assert bring_in(issue) == 0


def test_editors_preview_page_letter_and_text(client: Client) -> None:
    issue = NewsletterPageFactory(body=[{"type": "paragraph", "value": "<p>Terve!</p>"}])
    modes = dict(issue.preview_modes)
    assert list(modes) == ["", "letter", "text"]
    for mode in modes:
        shown = issue.make_preview_request(preview_mode=mode)
        assert "Terve!" in shown.content.decode()
        assert issue.title in shown.content.decode()
        inline = "'unsafe-inline'" in shown["Content-Security-Policy"]
        assert inline == (mode == "letter")
