"""Organisations are reminded once a stage, in one letter, until somebody confirms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from cms.directory.models import OrganisationPage, Service
from cms.freshness.actions import confirm
from cms.freshness.models import ConfirmationLink, Reminder
from cms.freshness.periods import Stage, months_before, months_between, stage_on
from cms.freshness.reminding import remind
from cms.freshness.selectors import aging_subjects
from cms.mail.models import Letter
from cms.membership.models import Membership
from cms.worklist.items import Scope
from home.models import HomePage
from tests.factories import OrganisationPageFactory, ServiceFactory, UserFactory
from tests.integration.directory.test_confirming import member_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
MAY, FEBRUARY = date(2026, 5, 22), date(2026, 2, 22)
"""Six and nine months before today, to the day."""


@pytest.fixture
def organisation(site: HomePage) -> OrganisationPage:
    """Publish an organisation whose profile is fresh, with one person and one umbrella editor beside."""
    page: OrganisationPage = OrganisationPageFactory(title="Siskotupa ry")
    OrganisationPage.objects.filter(pk=page.pk).update(first_published_at="2026-11-01T12:00Z")
    Membership.objects.create(user=UserFactory(username="tyontekija", email="tyontekija@siskotupa.example"),
                              organisation=page)  # fmt: skip
    editor = member_of("Umbrella editors")
    editor.email = "toimittaja@vslj.example"
    editor.save()
    return page


def letters_to(address: str) -> list[Letter]:
    """Return the letters to an address, the oldest first."""
    return list(Letter.objects.filter(recipient=address).order_by("pk"))


PERSON, EDITOR = "tyontekija@siskotupa.example", "toimittaja@vslj.example"


def test_what_is_not_yet_six_months_old_is_left_in_peace(organisation: OrganisationPage) -> None:
    ServiceFactory(organisation=organisation, confirmed_at=MAY + timedelta(days=1))
    assert remind(today=TODAY) == 0
    assert not Letter.objects.exists()


def test_all_that_is_due_comes_in_one_letter_with_an_edit_link_each(organisation: OrganisationPage) -> None:
    services = [
        ServiceFactory(organisation=organisation, name=name, confirmed_at=MAY)
        for name in ("Perhekahvila", "Chat & tuki")
    ]
    assert remind(today=TODAY) == 1
    [letter] = letters_to(PERSON)
    for service in services:
        assert service.name in letter.text
        assert f"/hallinta/snippets/directory/service/edit/{service.pk}/" in letter.text
    assert letter.text.count("/vahvistus/") == 1
    assert letters_to(EDITOR) == []


def test_running_twice_or_every_day_sends_each_stage_once(organisation: OrganisationPage) -> None:
    ServiceFactory(organisation=organisation, confirmed_at=MAY)
    sent = [day for day in range(200) if remind(today=TODAY + timedelta(days=day)) + remind(
        today=TODAY + timedelta(days=day))]  # fmt: skip
    stages = list(
        Reminder.objects.filter(service__isnull=False).order_by("stage").values_list("stage", flat=True)
    )
    assert stages == [Stage.FIRST, Stage.SECOND, Stage.OVERDUE]
    # The profile, published on 1 November, has stages of its own; what is due within two weeks goes along.
    assert len(letters_to(PERSON)) == len(sent)
    assert sent[:2] == [0, 92]


def test_after_weeks_without_a_run_only_the_stage_that_is_reached_is_written(
    organisation: OrganisationPage,
) -> None:
    ServiceFactory(organisation=organisation, confirmed_at=MAY)
    remind(today=TODAY)
    assert remind(today=TODAY + timedelta(days=150)) == 1
    assert remind(today=TODAY + timedelta(days=150)) == 0
    assert len(letters_to(PERSON)) == 2


def test_a_confirmation_begins_everything_anew(organisation: OrganisationPage) -> None:
    service = ServiceFactory(organisation=organisation, confirmed_at=MAY)
    remind(today=TODAY)
    Service.objects.filter(pk=service.pk).update(confirmed_at=TODAY)
    assert remind(today=TODAY + timedelta(days=100)) == 0
    assert remind(today=date(2027, 5, 22)) == 1
    assert Reminder.objects.filter(service=service, stage=Stage.FIRST).count() == 2


def test_what_is_due_soon_goes_along_but_never_causes_a_letter(organisation: OrganisationPage) -> None:
    soon = ServiceFactory(organisation=organisation, name="Pian", confirmed_at=MAY + timedelta(days=10))
    assert remind(today=TODAY) == 0
    ServiceFactory(organisation=organisation, name="Nyt", confirmed_at=MAY)
    assert remind(today=TODAY) == 1
    assert "Pian" in letters_to(PERSON)[0].text
    assert remind(today=TODAY + timedelta(days=10)) == 0
    assert Reminder.objects.filter(service=soon).count() == 1


def test_without_any_confirmation_the_publication_counts_for_services_and_profiles(
    organisation: OrganisationPage,
) -> None:
    service = ServiceFactory(organisation=organisation, name="Vahvistamaton")
    long_ago = {"first_published_at": "2026-05-01T12:00Z"}
    Service.objects.filter(pk=service.pk).update(confirmed_at=None, **long_ago)
    OrganisationPage.objects.filter(pk=organisation.pk).update(**long_ago)
    remind(today=TODAY)
    [letter] = letters_to(PERSON)
    assert "Vahvistamaton" in letter.text
    assert f"/hallinta/pages/{organisation.pk}/edit/" in letter.text


def test_after_a_year_the_umbrella_s_editors_are_told_too_once(organisation: OrganisationPage) -> None:
    ServiceFactory(organisation=organisation, name="Unohdettu", confirmed_at=date(2025, 11, 22))
    remind(today=TODAY)
    remind(today=TODAY)
    assert len(letters_to(PERSON)) == 1
    [told] = letters_to(EDITOR)
    assert "Siskotupa ry" in told.text
    assert "Unohdettu" in told.text
    assert "/vahvistus/" not in told.text  # nobody confirms for another organisation by mail


def test_nobody_is_told_of_a_year_before_it_is_over(organisation: OrganisationPage) -> None:
    ServiceFactory(organisation=organisation, confirmed_at=date(2025, 11, 30))
    remind(today=TODAY)
    assert letters_to(EDITOR) == []


def test_without_people_the_umbrella_gets_it_at_the_first_stage(organisation: OrganisationPage) -> None:
    Membership.objects.all().delete()
    OrganisationPage.objects.filter(pk=organisation.pk).update(email="info@siskotupa.example")
    ServiceFactory(organisation=organisation, confirmed_at=MAY)
    assert remind(today=TODAY) == 1
    assert len(letters_to(EDITOR)) == 1
    assert letters_to("info@siskotupa.example") == []  # a link for nobody in particular confirms for nobody


def test_drafts_and_ended_services_and_organisations_that_are_off_the_site_are_left_out(
    organisation: OrganisationPage,
) -> None:
    ServiceFactory(organisation=organisation, confirmed_at=FEBRUARY, publish=False)
    ServiceFactory(organisation=organisation, confirmed_at=FEBRUARY, status=Service.Status.ENDED)
    away = ServiceFactory(confirmed_at=FEBRUARY)
    away.organisation.unpublish()
    assert remind(today=TODAY) == 0


def test_each_person_has_a_link_of_her_own(organisation: OrganisationPage) -> None:
    Membership.objects.create(user=UserFactory(), organisation=organisation)
    ServiceFactory(organisation=organisation, confirmed_at=MAY)
    remind(today=TODAY)
    assert ConfirmationLink.objects.values("person").distinct().count() == 2


def test_intervals_are_settings(organisation: OrganisationPage, settings) -> None:
    settings.FRESHNESS_MONTHS = (1, 2, 3)
    ServiceFactory(organisation=organisation, confirmed_at=date(2026, 10, 22))
    assert remind(today=TODAY) == 1
    assert stage_on(TODAY, date(2026, 8, 22)) == Stage.OVERDUE


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_months_end_where_the_calendar_says(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before
    assert months_between(before, day) == months


def test_confirming_counts_from_today(organisation: OrganisationPage) -> None:
    ServiceFactory(organisation=organisation, confirmed_at=localdate() - timedelta(days=250))
    OrganisationPage.objects.filter(pk=organisation.pk).update(first_published_at="2020-01-01T12:00Z")
    scope = Scope(frozenset({organisation.pk}))
    assert confirm(subjects=aging_subjects(scope=scope), user=None) == 2
    assert list(aging_subjects(scope=scope)) == []
