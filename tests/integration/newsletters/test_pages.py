"""Anybody subscribes without an account or a script; editors send an issue on purpose and once."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils.timezone import now
from wagtail.images.models import AbstractImage

from cms.accounts.models import User
from cms.feedback.robots import stamp
from cms.mail.delivery import deliver_due
from cms.mail.models import Letter
from cms.newsletters.indexing import SOURCE, issue_documents
from cms.newsletters.models import Mailing, NewsletterPage
from cms.newsletters.sending import send_due
from cms.newsletters.subscribing import KIND, subscribe
from cms.subscriptions.actions import confirm, write
from cms.subscriptions.links import address_for
from cms.subscriptions.models import Subscription
from cms.subscriptions.selectors import standing
from home.models import HomePage
from ingest.linkcheck.finders import references_of
from ingest.linkcheck.references import internal_address
from search.fields import Facet, Kind
from search.models import IndexChange
from tests.factories import MembershipFactory, NewsFactory
from tests.factories.newsletters import NewsletterPageFactory, SubscriberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

READER = "lukija@jarjesto.example"


@pytest.fixture
def editor(client: Client) -> User:
    """Log an administrator in."""
    person = User.objects.create_superuser("hallinta", "hallinta@vslj.example", "salasana-1")
    client.force_login(person)
    return person


def form(**values: str) -> dict[str, str]:
    """Return what a person's browser sends, long enough after the page was shown."""
    shown = (now() - timedelta(minutes=1)).timestamp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.signing.time.time", lambda: shown)
        return {"address": READER, "language": "fi", "stamp": stamp(KIND), **values}


def test_the_page_offers_the_form_and_the_past_issues_and_sets_no_cookie(client: Client) -> None:
    NewsletterPageFactory(title="Lokakuun kirje")
    NewsletterPageFactory(title="Kesken", publish=False)
    answer = client.get("/uutiskirje/")
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select_one("form[action='/viestit/uutiskirje/'] input[type=email][required]")
    assert "Lokakuun kirje" in soup.get_text()
    assert "Kesken" not in soup.get_text()
    assert not answer.cookies
    front = BeautifulSoup(client.get("/").content, "html.parser")
    assert front.select_one("main a[href='/uutiskirje/#tilaa']")
    assert front.select_one("footer a[href='/uutiskirje/']")


def test_a_subscription_begins_when_the_link_in_the_letter_was_confirmed(client: Client) -> None:
    answer = client.post("/viestit/uutiskirje/", form(), follow=True)
    assert answer.status_code == 200
    assert not answer.cookies
    assert not standing(KIND).exists()
    letter = Letter.objects.get()
    assert letter.recipient == READER
    assert "Uutiskirje" in letter.text
    link = address_for(Subscription.objects.get(), "confirm_subscription")
    assert link in letter.text
    assert "Uutiskirje" in client.post(urlsplit(link).path).content.decode()
    assert standing(KIND).get().ends_at is None


@pytest.mark.parametrize(
    ("values", "status"),
    [({"address": "ei osoite"}, 422), ({"language": "xx"}, 422), ({"stamp": ""}, 429)],
)
def test_what_is_refused_comes_back_with_its_reason(
    client: Client, values: dict[str, str], status: int
) -> None:
    answer = client.post("/viestit/uutiskirje/", form(**values))
    assert answer.status_code == status
    assert BeautifulSoup(answer.content, "html.parser").select_one("[role=alert]")
    assert not Subscription.objects.exists()


def test_a_robot_learns_nothing_and_begins_nothing(client: Client) -> None:
    answer = client.post("/viestit/uutiskirje/", form(homepage="https://robotti.example/"))
    assert answer.status_code == 302
    assert not Subscription.objects.exists()


def test_an_address_reads_one_language_at_a_time(site: HomePage) -> None:
    SubscriberFactory(address=READER, language="fi")
    subscribe(address=READER, language="sv")
    assert standing(KIND).get().language == "fi"
    confirm(Subscription.objects.get(language="sv"))
    assert standing(KIND).get().language == "sv"


def test_an_issue_is_found_among_the_news_and_described(client: Client) -> None:
    issue = NewsletterPageFactory(
        title="Lokakuun kirje", body=[{"type": "paragraph", "value": "<p>Omenasato.</p>"}]
    )
    (document,) = issue_documents([issue.pk])
    assert (document.kind, document.url) == (Kind.NEWS, issue.get_url())
    assert document.facets[Facet.KIND] == ("news",)
    assert "Omenasato." in document.body
    IndexChange.objects.all().delete()
    issue.unpublish()
    assert IndexChange.objects.filter(source=SOURCE, object_id=issue.pk).exists()
    issue.save_revision().publish()
    soup = BeautifulSoup(client.get(issue.get_url()).content, "html.parser")
    told = [json.loads(script.string or "") for script in soup.select("script[type='application/ld+json']")]
    (article,) = [one for one in told if one["@type"] == "Article"]
    assert article["headline"] == "Lokakuun kirje"
    assert soup.select_one("meta[property='og:title']")
    shown = client.get(f"/api/v2/pages/{issue.pk}/").json()
    assert shown["body"][0]["value"] == "<p>Omenasato.</p>"
    assert issue.get_url() in client.get("/sitemap-pages.xml").content.decode()


def test_the_link_check_finds_the_links_and_pictures_of_an_issue(picture: AbstractImage) -> None:
    issue = NewsletterPageFactory(
        body=[
            {"type": "picture", "value": {"image": picture.pk, "alt_text": "Punainen ovi"}},
            {"type": "paragraph", "value": '<p><a href="https://muu.example/sivu">Muualla</a></p>'},
            {"type": "button", "value": {"text": "Ilmoittaudu", "address": "https://muu.example/ilmo"}},
        ]
    )
    found = {reference.address for reference in references_of(issue)}
    wanted = {internal_address("image", picture.pk), "https://muu.example/sivu", "https://muu.example/ilmo"}
    assert wanted <= found


def test_an_editor_brings_in_what_is_new_without_losing_what_she_wrote(client: Client, editor: User) -> None:
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    news = NewsFactory()
    issue = NewsletterPageFactory(publish=False)
    address = f"/hallinta/pages/{issue.pk}/edit/"
    page = client.get(address).content.decode()
    assert 'name="bring-in"' in page
    assert news.title in page
    posted = {
        "title": "Uusi otsikko", "slug": issue.slug, "date": "2026-11-23", "summary": "",
        "body": streamfield([]), "bring-in": "1", "seo_title": "", "search_description": "",
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""},
    }  # fmt: skip
    answer = client.post(address, nested_form_data(posted))
    assert answer["Location"] == address
    draft = NewsletterPage.objects.get().get_latest_revision_as_object()
    assert draft.title == "Uusi otsikko"
    assert [block.value.pk for block in draft.body] == [news.pk]


def test_an_editor_tries_it_on_herself_and_then_sends_it_to_the_number_she_saw(
    client: Client, editor: User
) -> None:
    issue = NewsletterPageFactory(title="Lokakuun kirje")
    SubscriberFactory()
    SubscriberFactory()
    address = f"/hallinta/uutiskirje/{issue.pk}/laheta/"
    client.post(address, {"try": "1"})
    deliver_due()
    assert [letter.to for letter in mail.outbox] == [[editor.email]]
    assert "Lokakuun kirje" in mail.outbox[0].subject
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    assert soup.select_one("input[name=counted]")["value"] == "2"  # type: ignore[index]  # it is there
    client.post(address, {"counted": "2"})
    assert not Mailing.objects.exists()
    SubscriberFactory()
    answer = client.post(address, {"counted": "2", "sure": "on"})
    assert not Mailing.objects.exists()
    assert 'value="3"' in answer.content.decode()
    client.post(address, {"counted": "3", "sure": "on"})
    assert send_due() == 3
    told = client.get(address).content.decode()
    assert 'name="counted"' not in told
    assert "3" in BeautifulSoup(told, "html.parser").select_one("section p").get_text()  # type: ignore[union-attr]  # the same
    client.post(address, {"counted": "3", "sure": "on"})
    assert (send_due(), Mailing.objects.count()) == (0, 1)
    assert client.get(f"/hallinta/pages/{issue.pk}/edit/").status_code == 200


def test_the_umbrella_sees_numbers_and_removes_an_address_but_sees_none(client: Client, editor: User) -> None:
    SubscriberFactory(address=READER)
    SubscriberFactory(language="sv")
    page = client.get("/hallinta/uutiskirje/").content.decode()
    assert READER not in page
    assert "suomi: 1" in " ".join(page.split())
    client.post("/hallinta/uutiskirje/", {"address": READER.upper()})
    assert not Subscription.objects.filter(address=READER).exists()
    assert Subscription.objects.count() == 1


def test_letters_that_wait_do_not_go_to_who_was_removed_or_reads_another_language(
    client: Client, editor: User
) -> None:
    finnish = SubscriberFactory(address=READER)
    write(finnish, name="subscription_ends")
    swedish = SubscriberFactory(address=READER, language="sv", confirmed_at=None)
    confirm(swedish)
    assert not Letter.objects.exists()
    write(swedish, name="subscription_ends")
    client.post("/hallinta/uutiskirje/", {"address": READER})
    assert not Letter.objects.exists()


def test_members_people_see_nothing_of_it(client: Client, site: HomePage) -> None:
    client.force_login(MembershipFactory().user)
    issue = NewsletterPageFactory()
    for address in ("/hallinta/uutiskirje/", f"/hallinta/uutiskirje/{issue.pk}/laheta/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"address": READER}).status_code == 403
