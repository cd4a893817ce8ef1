"""The week's digest: once a week and person, only if something waits, and not for those who don't want it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now
from django.utils.translation import override
from wagtail.users.models import UserProfile

from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.feedback.actions import give_feedback
from cms.feedback.models import Feedback
from cms.mail.choices import choose
from cms.mail.models import Letter
from cms.membership.models import Membership
from cms.worklist.digest import LINES, TOPIC, send_digests
from home.models import HomePage
from ingest.linkcheck.actions import refresh_links
from ingest.linkcheck.evidence import Evidence
from ingest.linkcheck.models import Link
from ingest.linkcheck.recording import record_check
from tests.factories import OrganisationPageFactory, ServiceFactory, UserFactory
from tests.integration.directory.test_confirming import member_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def organisation(site: HomePage) -> OrganisationPage:
    """Publish an organisation."""
    page: OrganisationPage = OrganisationPageFactory(title="Siskotupa ry")
    return page


@pytest.fixture
def person(organisation: OrganisationPage) -> User:
    """Make somebody who works there."""
    user: User = UserFactory()
    Membership.objects.create(user=user, organisation=organisation)
    return user


def complain(organisation: OrganisationPage, times: int = 1) -> None:
    """Have professionals complain."""
    service = ServiceFactory(organisation=organisation, name="Perhekahvila", confirmed_at=localdate())
    for number in range(times):
        give_feedback(service=service, kind="no_answer", message=f"Viesti {number}.")
    Letter.objects.all().delete()


def test_it_says_what_waits_and_can_be_stopped(organisation: OrganisationPage, person: User) -> None:
    complain(organisation, LINES + 2)
    assert send_digests(today=MONDAY) == 1
    letter = Letter.objects.get()
    assert letter.recipient == person.email
    assert "Perhekahvila" in letter.text
    assert f"({LINES + 2})" in letter.text
    assert "Viesti 0." in letter.text
    assert f"Viesti {LINES}." not in letter.text
    assert "/posti/lopeta/" in letter.text
    assert "List-Unsubscribe" in letter.headers


def test_it_goes_once_a_week_however_often_it_runs(organisation: OrganisationPage, person: User) -> None:
    complain(organisation)
    sent = [send_digests(today=MONDAY + timedelta(days=day)) for day in range(8)]
    assert sent == [1, 0, 0, 0, 0, 0, 0, 1]


def test_a_missed_monday_is_made_up_for(organisation: OrganisationPage, person: User) -> None:
    complain(organisation)
    assert send_digests(today=MONDAY + timedelta(days=3)) == 1


def test_whoever_has_nothing_to_do_hears_nothing(person: User) -> None:
    OrganisationPage.objects.update(live=False)  # so that not even its profile lacks anything
    assert send_digests(today=MONDAY) == 0
    assert not Letter.objects.exists()


def test_whoever_does_not_want_it_gets_none(organisation: OrganisationPage, person: User) -> None:
    complain(organisation)
    choose(person=person, topic=TOPIC, wanted=False)
    assert send_digests(today=MONDAY) == 0


def test_nobody_reads_of_other_organisations(organisation: OrganisationPage, person: User) -> None:
    complain(organisation)
    stranger = UserFactory()
    other = OrganisationPageFactory(title="Veljestö ry")
    Membership.objects.create(user=stranger, organisation=other)
    send_digests(today=MONDAY)
    assert "Perhekahvila" not in Letter.objects.get(recipient=stranger.email).text


def test_the_umbrella_reads_of_all_with_names(organisation: OrganisationPage) -> None:
    complain(organisation)
    editor = member_of("Umbrella editors")
    send_digests(today=MONDAY)
    text = Letter.objects.get(recipient=editor.email).text
    assert "Perhekahvila (Siskotupa ry)" in text


def test_closed_accounts_and_strangers_get_none(organisation: OrganisationPage, person: User) -> None:
    complain(organisation)
    UserFactory()
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert send_digests(today=MONDAY) == 0
    assert Feedback.objects.exists()


@pytest.mark.parametrize(
    ("language", "words", "others"),
    [
        ("fi", "Sivua ei enää ole.", "The page"),
        ("sv", "Sidan finns inte längre.", "Sivua"),
        ("en", "The page is no longer there.", "Sivua"),
    ],
)
def test_what_is_wrong_is_told_in_the_readers_own_language(
    organisation: OrganisationPage, person: User, language: str, words: str, others: str
) -> None:
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": language})
    address = "https://siskotupa.example/poissa"
    ServiceFactory(organisation=organisation, link=address, confirmed_at=localdate())
    refresh_links(at=now())
    link = Link.objects.get(url=address)
    for day in (3, 2, 1):
        evidence = Evidence(address, "GET", 404, address)
        record_check(link=link, evidence=evidence, at=now() - timedelta(days=day))
    with override("fi"):
        send_digests(today=MONDAY)
    letter = Letter.objects.get()
    assert words in letter.text
    assert others not in letter.text
