"""Professionals give feedback on a service's page: without a name, a cookie or JavaScript; robots don't."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.core import signing
from django.core.cache import caches
from django.test import Client
from django.utils.timezone import now

from cms.directory.models import OrganisationPage, Service
from cms.feedback import robots
from cms.feedback.actions import forget_old_feedback, give_feedback
from cms.feedback.models import MAX_MESSAGE, Feedback
from cms.feedback.robots import SALT, check_stamp
from cms.mail.choices import choose
from cms.mail.models import Letter
from cms.membership.models import Membership
from home.models import HomePage
from tests.factories import ServiceFactory, UserFactory
from tests.integration.directory.test_confirming import member_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_counted() -> None:
    caches["shared"].clear()


@pytest.fixture
def service(site: HomePage) -> Service:
    """Publish a service."""
    made: Service = ServiceFactory(name="Perhekahvila")
    return made


class Earlier(signing.TimestampSigner):
    """Sign as if some time had gone by since."""

    age = 60

    def timestamp(self) -> str:
        """Return an earlier time."""
        return signing.b62_encode(int(now().timestamp()) - self.age)


def stamp_of(service: Service, *, age: int = 60) -> str:
    """Return the stamp of a form that was shown ``age`` seconds ago."""
    signer = Earlier(salt=SALT)
    signer.age = age
    return signer.sign(str(service.pk))


def send(client: Client, service: Service, *, age: int = 60, **values: str):
    """Fill the form in and send it."""
    form = {
        "kind": "wrong",
        "message": "Puhelinnumero on vanha.",
        "stamp": stamp_of(service, age=age),
        **values,
    }
    return client.post(f"{service.get_absolute_url()}palaute/", form)


def test_the_service_s_page_holds_the_form_and_sets_no_cookie(client: Client, service: Service) -> None:
    answer = client.get(service.get_absolute_url())
    form = BeautifulSoup(answer.content, "html.parser").select_one("form.feedback-form")
    assert form is not None
    assert {field["name"] for field in form.select("[name]")} == {"stamp", "kind", "message", "homepage"}
    assert not answer.cookies
    check_stamp(stamp_of(service), service=service.pk)


def test_a_professional_is_heard_and_thanked_without_cookie_or_token(service: Service) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = send(browser, service)
    assert answer.status_code == 302
    assert browser.get(answer["Location"]).status_code == 200
    feedback = Feedback.objects.get()
    assert (feedback.service, feedback.kind, feedback.message) == (
        service,
        "wrong",
        "Puhelinnumero on vanha.",
    )


def test_what_is_wrong_with_the_form_is_said_and_the_text_kept(client: Client, service: Service) -> None:
    answer = send(client, service, kind="", message="Pitkä ja harkittu teksti")
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("[role=alert] a")["href"] == "#feedback-kind_0"
    assert page.select_one("textarea").text == "Pitkä ja harkittu teksti"
    assert not Feedback.objects.exists()


def test_wrong_information_needs_words_and_praise_does_not(client: Client, service: Service) -> None:
    assert send(client, service, message=" ").status_code == 422
    assert send(client, service, kind="praise", message="").status_code == 302
    assert Feedback.objects.get().kind == "praise"


def test_a_text_that_is_too_long_comes_back_whole(client: Client, service: Service) -> None:
    text = "ä" * (MAX_MESSAGE + 1)
    answer = send(client, service, message=text)
    assert answer.status_code == 422
    assert BeautifulSoup(answer.content, "html.parser").select_one("textarea").text == text


def test_markup_is_shown_as_text(client: Client, service: Service) -> None:
    answer = send(client, service, kind="", message="</textarea><script>alert(1)</script>")
    assert "<script>alert(1)" not in answer.content.decode()


def test_a_personal_identity_code_is_not_kept(client: Client, service: Service) -> None:
    send(client, service, message="Asiakas 131052-308T ei saanut vastausta.")
    assert Feedback.objects.get().message == "Asiakas … ei saanut vastausta."


def test_whatever_fills_in_the_hidden_field_is_thanked_and_not_heard(
    client: Client, service: Service
) -> None:
    assert send(client, service, homepage="https://spam.example").status_code == 302
    assert not Feedback.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize("age", [0, 25 * 3600, -3600])
def test_a_form_sent_at_once_or_after_a_day_comes_back_with_its_text_and_a_new_stamp(
    client: Client, service: Service, age: int
) -> None:
    answer = send(client, service, age=age)
    assert answer.status_code == 429
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("textarea").text == "Puhelinnumero on vanha."
    fresh = page.select_one("[name=stamp]")["value"]
    assert signing.TimestampSigner(salt=SALT).unsign(fresh, max_age=30) == str(service.pk)
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("stamp", ["", "1", "1:abc:def"])
def test_a_stamp_that_is_not_ours_is_refused(client: Client, service: Service, stamp: str) -> None:
    assert send(client, service, stamp=stamp).status_code == 429
    assert not Feedback.objects.exists()


def test_a_stamp_of_another_service_is_refused(client: Client, service: Service) -> None:
    assert send(client, service, stamp=stamp_of(ServiceFactory())).status_code == 429


def test_one_address_is_heard_so_often_an_hour_and_others_still_are(
    client: Client, service: Service, settings: LazySettings
) -> None:
    settings.FEEDBACK_PER_HOUR = 2
    assert [send(client, service).status_code for _time in range(3)] == [302, 302, 429]
    assert Feedback.objects.count() == 2
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert send(elsewhere, service).status_code == 302


def test_the_address_is_kept_nowhere_in_clear(client: Client, service: Service) -> None:
    send(Client(REMOTE_ADDR="192.0.2.7"), service)
    kept = caches["shared"]._cache  # the in-process cache's own store
    assert kept
    assert "192.0.2.7" not in str(kept)
    assert "192.0.2.7" not in str(list(Feedback.objects.values()))


def test_a_new_hour_counts_anew(
    service: Service, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FEEDBACK_PER_HOUR = 1
    assert robots.within_rate("192.0.2.7")
    assert not robots.within_rate("192.0.2.7")
    later = now() + timedelta(hours=1)
    monkeypatch.setattr(robots, "now", lambda: later)
    assert robots.within_rate("192.0.2.7")


@pytest.mark.parametrize("status", ["ended", "draft"])
def test_what_is_not_public_takes_no_feedback(client: Client, site: HomePage, status: str) -> None:
    service = ServiceFactory(publish=False) if status == "draft" else ServiceFactory(status=status)
    assert send(client, service).status_code == 404


def give(service: Service) -> list[str]:
    """Give feedback and return who was written to."""
    give_feedback(service=service, kind="no_answer", message="Soitin kolmesti.")
    return sorted(Letter.objects.values_list("recipient", flat=True))


def test_it_reaches_the_organisation_s_people_by_mail(service: Service) -> None:
    people = [UserFactory() for _one in range(2)]
    for person in people:
        Membership.objects.create(user=person, organisation=service.organisation)
    OrganisationPage.objects.update(email="info@jarjesto.example")
    assert give(service) == sorted(person.email for person in people)
    letter = Letter.objects.first()
    assert letter is not None
    assert "Soitin kolmesti." in letter.text
    assert "List-Unsubscribe" in letter.headers


def test_without_people_it_goes_to_the_organisation_s_address(service: Service) -> None:
    member_of("Umbrella editors")
    OrganisationPage.objects.update(email="info@jarjesto.example")
    service.organisation.refresh_from_db()
    assert give(service) == ["info@jarjesto.example"]


def test_without_that_it_goes_to_the_umbrella(service: Service) -> None:
    editor = member_of("Umbrella editors")
    assert give(service) == [editor.email]


def test_whoever_wants_no_such_mail_gets_none(service: Service) -> None:
    person = UserFactory()
    Membership.objects.create(user=person, organisation=service.organisation)
    choose(person=person, topic="feedback", wanted=False)
    assert give(service) == []


def test_feedback_is_forgotten_after_its_months(service: Service, settings: LazySettings) -> None:
    settings.FEEDBACK_KEPT_MONTHS = 12
    feedback = give_feedback(service=service, kind="praise", message="")
    assert forget_old_feedback(at=now() + timedelta(days=360)) == 0
    assert forget_old_feedback(at=now() + timedelta(days=370)) == 1
    assert not Feedback.objects.filter(pk=feedback.pk).exists()
