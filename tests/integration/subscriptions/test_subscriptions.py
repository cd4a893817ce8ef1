"""A subscription counts from when its address was confirmed, ends by one press, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils.timezone import now

from cms.mail.delivery import deliver_due
from cms.mail.models import Letter
from cms.subscriptions import kinds
from cms.subscriptions.actions import REFUSALS_ENDURED, ask, confirm, keep_house, note_refusal, write
from cms.subscriptions.kinds import Kind, register_kind
from cms.subscriptions.links import address_for
from cms.subscriptions.models import Subscription
from cms.subscriptions.selectors import CONFIRMED_WITHIN, standing
from home.models import HomePage

pytestmark = pytest.mark.django_db

READER = "lukija@example.fi"


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(kinds, "_kinds", {})
    register_kind(
        Kind("joke", "Päivän vitsi", lambda about: f"Aihe: {about}", lasts=lambda: timedelta(days=100))
    )
    return


def asked() -> Subscription:
    """Ask for something, and return what is kept of that."""
    ask(kind="joke", address=READER, language="fi", about="kissat", rhythm="daily")
    return Subscription.objects.get()


def path_for(subscription: Subscription, name: str) -> str:
    """Return the path of a link in a letter."""
    return urlsplit(address_for(subscription, name)).path


def test_nothing_stands_until_the_link_in_the_letter_was_opened_and_the_button_pressed(
    client: Client, site: HomePage
) -> None:
    subscription = asked()
    link = address_for(subscription, "confirm_subscription")
    letter = Letter.objects.get()
    assert letter.recipient == READER
    assert link in letter.text
    assert link in letter.html
    assert client.get(urlsplit(link).path).status_code == 200  # as a mail scanner does
    assert not standing("joke").exists()
    page = client.post(urlsplit(link).path)
    assert "Aihe: kissat" in page.content.decode()
    assert list(standing("joke")) == [subscription]
    assert not page.cookies


def test_asking_again_writes_the_letter_again_and_makes_nothing_twice(site: HomePage) -> None:
    first = asked()
    confirm(first)
    assert asked() == first
    assert Letter.objects.count() == 2
    assert standing("joke").count() == 1


def test_one_press_in_the_mail_program_ends_it_and_deletes_the_address(
    client: Client, site: HomePage
) -> None:
    subscription = asked()
    confirm(subscription)
    Letter.objects.all().delete()
    letter = write(subscription, name="subscription_ends")
    assert letter is not None
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = letter.headers["List-Unsubscribe"].strip("<>")
    assert link in letter.text
    path = urlsplit(link).path
    assert client.get(path).status_code == 200
    assert standing("joke").exists()
    answer = client.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert not Subscription.objects.exists()
    assert client.post(path).status_code == 404


def test_a_letter_that_went_is_not_kept(site: HomePage) -> None:
    asked()
    assert deliver_due() == 1
    assert mail.outbox[0].to == [READER]
    assert not Letter.objects.exists()


def test_a_link_serves_no_subscription_but_its_own(client: Client, site: HomePage) -> None:
    subscription = asked()
    path = path_for(subscription, "end_subscription")
    subscription.delete()
    other = asked()
    Subscription.objects.filter(pk=other.pk).delete()
    other.pk = subscription.pk
    other.save(force_insert=True)  # a database may give a number again
    assert client.post(path).status_code == 404
    assert client.post("/viestit/lopeta/abc/").status_code == 404
    assert Subscription.objects.count() == 1


def test_what_waits_to_be_sent_does_not_go_once_the_subscription_ended(
    client: Client, site: HomePage
) -> None:
    subscription = asked()
    confirm(subscription)
    assert deliver_due() == 1
    ask(kind="joke", address=READER, language="fi", about="koirat")
    other = Subscription.objects.get(about="koirat")
    for each in (subscription, other):
        write(each, name="subscription_ends")
    client.post(path_for(subscription, "end_subscription"))
    assert [letter.kind for letter in Letter.objects.order_by("pk")] == [
        "subscription_confirm",
        "subscription_ends",
    ]
    assert "koirat" in Letter.objects.get(kind="subscription_ends").text


def test_what_waits_does_not_go_once_the_address_refused_too_often(site: HomePage) -> None:
    subscription = asked()
    confirm(subscription)
    assert deliver_due() == 1
    write(subscription, name="subscription_ends")
    for _time in range(REFUSALS_ENDURED):
        assert Letter.objects.exists()
        note_refusal(subscription)
    assert not Letter.objects.exists()
    assert not Subscription.objects.exists()


def test_a_link_that_comes_too_late_confirms_nothing_although_nobody_has_swept_yet(
    client: Client, site: HomePage
) -> None:
    subscription = asked()
    Subscription.objects.update(asked_at=now() - CONFIRMED_WITHIN - timedelta(minutes=1))
    path = path_for(subscription, "confirm_subscription")
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404
    assert not standing("joke").exists()


def test_what_nobody_confirms_is_forgotten_and_asking_again_begins_its_time_anew(site: HomePage) -> None:
    subscription = asked()
    Subscription.objects.update(asked_at=now() - CONFIRMED_WITHIN - timedelta(hours=1))
    asked()
    assert keep_house() == 0
    Subscription.objects.update(asked_at=now() - CONFIRMED_WITHIN - timedelta(hours=1))
    assert keep_house() == 1
    assert not Subscription.objects.filter(pk=subscription.pk).exists()


def test_it_says_once_that_it_ends_can_be_renewed_and_ends_else(client: Client, site: HomePage) -> None:
    subscription = asked()
    confirm(subscription)
    Letter.objects.all().delete()
    soon = now() + timedelta(days=90)
    assert [keep_house(at=soon), keep_house(at=soon)] == [0, 0]
    letter = Letter.objects.get()
    assert letter.kind == "subscription_ends"
    client.post(path_for(subscription, "confirm_subscription"))
    subscription.refresh_from_db()
    assert subscription.reminded_at is None
    assert keep_house(at=now() + timedelta(days=101)) == 1
    assert not Subscription.objects.exists()


def test_the_letters_and_pages_speak_the_language_that_was_chosen(client: Client, site: HomePage) -> None:
    ask(kind="joke", address=READER, language="sv", about="katter")
    subscription = Subscription.objects.get()
    assert path_for(subscription, "confirm_subscription").startswith("/sv/")
    assert 'lang="sv"' in Letter.objects.get().html
