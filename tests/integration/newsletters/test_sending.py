"""An issue goes to each subscriber at most once, through a real server, whatever dies or refuses."""

from __future__ import annotations

import signal
import threading
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils.timezone import now

from cms.mail.models import Letter
from cms.newsletters import sending, writing
from cms.newsletters.actions import AlreadyBegun, AlreadyOrdered, NotPublished, call_off, order
from cms.newsletters.models import Delivery, Mailing, NewsletterIndexPage, NewsletterPage
from cms.newsletters.sending import send_due
from cms.newsletters.subscribing import KIND
from cms.subscriptions.actions import REFUSALS_ENDURED
from cms.subscriptions.models import Subscription
from home.models import HomePage
from tests.factories import UserFactory
from tests.factories.newsletters import NewsletterPageFactory, SubscriberFactory
from tests.fixtures.killing import Killed
from tests.fixtures.mail_server import GREYLISTED, REFUSED, MailServer, use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def issue(site: HomePage) -> NewsletterPage:
    """Publish an issue."""
    page: NewsletterPage = NewsletterPageFactory(
        title="Marraskuun kirje", body=[{"type": "paragraph", "value": "<p>Terve!</p>"}]
    )
    return page


def ordered(issue: NewsletterPage) -> Mailing:
    """Order the sending of an issue, now."""
    return order(issue=issue, by=UserFactory())


def make_due() -> None:
    """Let the time pass until every letter is due."""
    Delivery.objects.update(due_at=now() - timedelta(seconds=1))


def counts(mailing: Mailing) -> tuple[int, int, int, int]:
    """Return recipients, sent, refused and unsure."""
    mailing.refresh_from_db()
    return mailing.recipients, mailing.sent, mailing.refused, mailing.unsure


def test_each_subscriber_gets_it_once_in_a_letter_that_ends_hers_by_one_press(
    issue: NewsletterPage, mail_server: MailServer, client: Client
) -> None:
    index = NewsletterIndexPage.objects.get()
    index.sender_name, index.reply_address = "Järjestöt ry", "toimisto@jarjesto.example"
    index.save_revision().publish()
    first, second = SubscriberFactory(), SubscriberFactory()
    SubscriberFactory(confirmed_at=None)
    mailing = ordered(issue)
    assert send_due() == 2
    assert send_due() == 0
    assert {letter["To"] for letter in mail_server.received} == {first.address, second.address}
    assert counts(mailing) == (2, 2, 0, 0)
    assert mailing.state == Mailing.State.OVER
    assert not Delivery.objects.exists()
    letter = next(letter for letter in mail_server.received if letter["To"] == first.address)
    assert letter["Subject"] == "Marraskuun kirje"
    assert letter["From"].startswith("Järjestöt ry <")
    assert letter["Reply-To"] == "toimisto@jarjesto.example"
    assert letter["List-Id"].startswith("<uutiskirje.")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = letter["List-Unsubscribe"].strip(" <>")
    for form in ("plain", "html"):
        words = letter.get_body((form,)).get_content()
        assert link in words
        assert "lopeta.invalid" not in words
        assert "Terve!" in words
    assert client.post(urlsplit(link).path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert list(Subscription.objects.filter(confirmed_at__isnull=False)) == [second]


def test_an_issue_is_sent_once_whoever_presses_again(issue: NewsletterPage, mail_server: MailServer) -> None:
    SubscriberFactory()
    ordered(issue)
    with pytest.raises(AlreadyOrdered):
        ordered(issue)
    send_due()
    with pytest.raises(AlreadyOrdered):
        ordered(issue)
    assert (send_due(), len(mail_server.received)) == (0, 1)


def test_a_killed_worker_is_followed_by_one_that_goes_on_without_doubles(
    issue: NewsletterPage, mail_server: MailServer, killer: None
) -> None:
    for _number in range(4):
        SubscriberFactory()
    mailing = ordered(issue)
    main = threading.main_thread().ident
    assert main is not None

    def kill_at_the_second() -> None:
        if len(mail_server.received) == 1:
            signal.pthread_kill(main, signal.SIGUSR1)

    mail_server.on_message = kill_at_the_second
    with pytest.raises(Killed):
        send_due()
    mail_server.on_message = lambda: None
    while send_due():
        pass
    recipients, sent, refused, unsure = counts(mailing)
    assert (recipients, sent, refused, unsure) == (4, 3, 0, 1)
    addresses = [letter["To"] for letter in mail_server.received]
    assert len(addresses) == len(set(addresses))
    assert len(addresses) >= sent
    assert mailing.state == Mailing.State.OVER


def test_two_workers_at_once_send_nothing_twice(
    issue: NewsletterPage, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    SubscriberFactory()
    mailing = ordered(issue)
    others: list[int] = []
    hand_over = sending._hand_over

    def with_another_at_it(moment: object) -> int:
        others.append(send_due())  # asks while the first holds the lock
        return hand_over(moment)  # type: ignore[arg-type]  # the moment it was given

    monkeypatch.setattr(sending, "_hand_over", with_another_at_it)
    assert send_due() == 1
    assert others[0] == 0
    assert counts(mailing) == (1, 1, 0, 0)


def test_batches_follow_each_other(
    issue: NewsletterPage, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    for _number in range(5):
        SubscriberFactory()
    mailing = ordered(issue)
    assert [send_due() for _round in range(4)] == [2, 2, 1, 0]
    assert counts(mailing) == (5, 5, 0, 0)


def test_an_address_that_refuses_for_good_too_often_in_a_row_is_removed(
    site: HomePage, mail_server: MailServer
) -> None:
    refusing = SubscriberFactory(address=REFUSED)
    other = SubscriberFactory(refusals=REFUSALS_ENDURED - 1)
    for number in range(REFUSALS_ENDURED):
        assert Subscription.objects.filter(pk=refusing.pk).exists(), number
        mailing = ordered(NewsletterPageFactory())
        send_due()
        assert counts(mailing) == (2, 1, 1, 0)
    assert not Subscription.objects.filter(pk=refusing.pk).exists()
    other.refresh_from_db()
    assert other.refusals == 0


def test_an_address_that_refuses_for_now_is_tried_again_and_given_up_without_blame(
    issue: NewsletterPage, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "ATTEMPTS", 2)
    waiting = SubscriberFactory(address=GREYLISTED)
    mailing = ordered(issue)
    send_due()
    assert mailing.deliveries.get().due_at > now()
    assert counts(mailing) == (1, 0, 0, 0)
    make_due()
    send_due()
    assert counts(mailing) == (1, 0, 1, 0)
    waiting.refresh_from_db()
    assert waiting.refusals == 0


def test_while_the_server_is_away_everything_waits_and_says_why(
    issue: NewsletterPage, settings: LazySettings, mail_server: MailServer, free_port: int
) -> None:
    SubscriberFactory()
    mailing = ordered(issue)
    use(settings, "smtp://127.0.0.1:1")
    assert send_due() == 0
    mailing.refresh_from_db()
    assert "ConnectionRefusedError" in mailing.problem
    assert mailing.deliveries.get().attempts == 0
    use(settings, f"smtp://127.0.0.1:{free_port}")
    assert send_due() == 1
    assert counts(mailing) == (1, 1, 0, 0)
    assert mailing.problem == ""


def test_an_issue_whose_letter_cant_be_written_says_which_block_and_keeps_no_other_back(
    site: HomePage, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    def broken(_value: object, _base: str) -> None:
        raise OverflowError("too large")

    SubscriberFactory()
    heading = {"text": "Uutta", "level": 2}
    body = [{"type": "paragraph", "value": "<p>Terve!</p>"}, {"type": "heading", "value": heading}]
    ailing, sound = NewsletterPageFactory(body=body), NewsletterPageFactory(title="Terve kirje")
    with monkeypatch.context() as patch:
        patch.setitem(writing.PART_OF, "heading", broken)
        kept_back, sent = ordered(ailing), ordered(sound)
        assert send_due() == 1
        assert (counts(kept_back), counts(sent)) == ((0, 0, 0, 0), (1, 1, 0, 0))
        assert kept_back.state == Mailing.State.SCHEDULED
        assert kept_back.problem.startswith("2. ")
        client.force_login(UserFactory(is_superuser=True))
        for address in (f"/hallinta/uutiskirje/{ailing.pk}/laheta/", f"/hallinta/pages/{ailing.pk}/edit/"):
            assert "OverflowError: too large" in client.get(address).content.decode()
        answer = client.post(f"/hallinta/uutiskirje/{ailing.pk}/laheta/", {"try": "1"}, follow=True)
        assert answer.status_code == 200
        for mode in ("letter", "text"):
            shown = ailing.make_preview_request(preview_mode=mode)
            assert "OverflowError: too large" in shown.content.decode()
    assert send_due() == 1
    assert counts(kept_back) == (1, 1, 0, 0)
    assert kept_back.problem == ""


def test_a_letter_that_ends_in_an_error_of_ours_keeps_no_other_back(
    issue: NewsletterPage, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _second = SubscriberFactory(), SubscriberFactory()
    made = sending.letter_to

    def fail_for_the_first(subscription: Subscription, mailing: Mailing) -> Letter:
        if subscription == first:
            raise RuntimeError("ours")
        return made(subscription, mailing)

    monkeypatch.setattr(sending, "letter_to", fail_for_the_first)
    mailing = ordered(issue)
    assert send_due() == 2
    assert counts(mailing) == (2, 1, 0, 1)
    assert mailing.state == Mailing.State.OVER


def test_a_letter_for_later_waits_for_its_time_and_for_the_page_and_can_be_called_off(
    site: HomePage, mail_server: MailServer
) -> None:
    SubscriberFactory()
    draft = NewsletterPageFactory(publish=False)
    person = UserFactory()
    with pytest.raises(NotPublished):
        order(issue=draft, by=person)
    tomorrow = now() + timedelta(days=1)
    mailing = order(issue=draft, by=person, at=tomorrow)
    assert send_due() == 0
    assert send_due(at=tomorrow) == 0
    assert mailing.state == Mailing.State.SCHEDULED
    call_off(issue=draft, by=person)
    assert not Mailing.objects.exists()
    order(issue=draft, by=person, at=tomorrow)
    draft.save_revision().publish()
    assert send_due(at=tomorrow) == 1
    with pytest.raises(AlreadyBegun):
        call_off(issue=draft, by=person)


def test_who_ends_the_subscription_meanwhile_gets_nothing_and_who_begins_waits_for_the_next(
    issue: NewsletterPage, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 1)
    first, second = SubscriberFactory(), SubscriberFactory()
    ordered(issue)
    send_due()
    second.delete()
    SubscriberFactory()
    send_due()
    assert [letter["To"] for letter in mail_server.received] == [first.address]
    assert Mailing.objects.get().state == Mailing.State.OVER


def test_a_version_in_another_language_takes_its_readers_and_nobody_gets_both(
    issue: NewsletterPage, mail_server: MailServer
) -> None:
    from wagtail.models import Locale

    swedish, english = SubscriberFactory(language="sv"), SubscriberFactory(language="en")
    version = issue.copy_for_translation(Locale.objects.get(language_code="sv"), copy_parents=True)
    mailing = ordered(issue)
    send_due()
    assert [letter["To"] for letter in mail_server.received] == [english.address]
    version.title = "Novemberbrevet"
    version.save_revision().publish()
    version.refresh_from_db()
    ordered(version)
    send_due()
    assert mail_server.received[-1]["To"] == swedish.address
    assert 'lang="sv"' in mail_server.received[-1].get_body(("html",)).get_content()
    assert counts(mailing)[1] == 1
    assert Subscription.objects.filter(kind=KIND).count() == 2
