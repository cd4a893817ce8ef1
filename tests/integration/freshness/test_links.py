"""The link in a reminder confirms what the letter listed, as it stood then, and nothing else."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from cms.accounts.models import User
from cms.directory.actions import save_service_draft
from cms.directory.models import Municipality, OrganisationPage, Service
from cms.freshness.links import forget_old_links
from cms.freshness.models import ConfirmationLink, ProfileConfirmation
from cms.freshness.reminding import remind
from cms.mail.models import Letter
from cms.membership.models import Membership
from home.models import HomePage
from tests.factories import OrganisationPageFactory, ServiceFactory, TargetGroupFactory, UserFactory

pytestmark = pytest.mark.django_db
LONG_AGO = localdate() - timedelta(days=220)


@pytest.fixture
def organisation(site: HomePage) -> OrganisationPage:
    """Publish an organisation."""
    page: OrganisationPage = OrganisationPageFactory(title="Siskotupa ry")
    return page


@pytest.fixture
def person(organisation: OrganisationPage) -> User:
    """Make somebody who works there."""
    user: User = UserFactory(first_name="Vahva", last_name="Vahvistaja")
    Membership.objects.create(user=user, organisation=organisation)
    return user


@pytest.fixture
def service(organisation: OrganisationPage) -> Service:
    """Publish a service that nobody has confirmed for long."""
    made: Service = ServiceFactory(
        organisation=organisation,
        name="Perhekahvila",
        confirmed_at=LONG_AGO,
        tags=["vertaistuki"],
        target_groups=[TargetGroupFactory()],
    )
    return made


@pytest.fixture
def path(person: User, service: Service) -> str:
    """Return the path of the link in the reminder."""
    remind()
    found = re.search(r"/vahvistus/\S+", Letter.objects.get().text)
    assert found is not None
    return found[0]


def confirmed(service: Service) -> date | None:
    """Return when the stored service was confirmed."""
    return Service.objects.get(pk=service.pk).confirmed_at


def test_following_the_link_confirms_nothing_and_pressing_the_button_does(
    client: Client, path: str, service: Service, person: User
) -> None:
    page = client.get(path)
    assert "Perhekahvila" in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")
    assert client.head(path).status_code == 200
    assert confirmed(service) == LONG_AGO
    assert client.post(path, follow=True).status_code == 200
    assert confirmed(service) == localdate()
    assert Service.objects.get(pk=service.pk).confirmed_by == person


def test_it_needs_neither_login_nor_cookie(path: str, service: Service) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(path).status_code == 302
    assert confirmed(service) == localdate()


def test_a_profile_is_confirmed_with_its_services(
    client: Client, organisation: OrganisationPage, service: Service, person: User
) -> None:
    OrganisationPage.objects.filter(pk=organisation.pk).update(first_published_at="2020-01-01T12:00Z")
    remind()
    found = re.search(r"/vahvistus/\S+", Letter.objects.get().text)
    assert found is not None
    client.post(found[0])
    assert ProfileConfirmation.objects.get().confirmed_at == localdate()
    assert confirmed(service) == localdate()


@pytest.mark.parametrize(
    "changes",
    [
        {"summary": "Jotain aivan muuta."},
        {"tags": ["uusi"]},
        {"target_groups": []},
        {"link": "https://siskotupa.example/uusi"},
        {"status": "paused"},
    ],
)
def test_what_was_changed_after_the_letter_is_not_confirmed(
    client: Client, path: str, service: Service, changes: dict[str, object]
) -> None:
    save_service_draft(service=service, values=changes, publish=True)
    client.post(path)
    assert confirmed(service) == LONG_AGO


def test_a_change_that_leaves_no_revision_is_noticed_too(client: Client, path: str, service: Service) -> None:
    Service.objects.filter(pk=service.pk).update(summary="Muutettu tietokannassa.")
    client.post(path)
    assert confirmed(service) == LONG_AGO


def test_places_added_without_a_revision_are_noticed(client: Client, path: str, service: Service) -> None:
    Service.municipalities.through.objects.create(
        service_id=service.pk, municipality_id=Municipality.objects.first().pk
    )
    client.post(path)
    assert confirmed(service) == LONG_AGO


def test_a_draft_and_bookkeeping_change_nothing(client: Client, path: str, service: Service) -> None:
    save_service_draft(service=service, values={"summary": "Luonnos."})
    Service.objects.filter(pk=service.pk).update(link_state="dead", locked=True)
    client.post(path)
    assert confirmed(service) == localdate()


def test_of_several_only_the_unchanged_are_confirmed_and_the_page_says_so(
    client: Client, person: User, service: Service, organisation: OrganisationPage
) -> None:
    other = ServiceFactory(organisation=organisation, name="Chat", confirmed_at=LONG_AGO)
    remind()
    found = re.search(r"/vahvistus/\S+", Letter.objects.get().text)
    assert found is not None
    save_service_draft(service=other, values={"summary": "Uusi."}, publish=True)
    page = client.get(found[0])
    assert [subject.name for subject in page.context["listed"].holding] == ["Perhekahvila"]
    assert [subject.name for subject in page.context["listed"].changed] == ["Chat"]
    client.post(found[0])
    assert (confirmed(service), confirmed(other)) == (localdate(), LONG_AGO)


def test_what_has_ended_or_gone_is_not_confirmed(client: Client, path: str, service: Service) -> None:
    service.unpublish()
    assert client.get(path).status_code == 200
    client.post(path)
    assert confirmed(service) == LONG_AGO


def test_it_works_once(client: Client, path: str, service: Service) -> None:
    client.post(path)
    Service.objects.filter(pk=service.pk).update(confirmed_at=LONG_AGO)
    assert client.get(path).status_code == 200
    client.post(path)
    assert confirmed(service) == LONG_AGO


def test_it_expires(client: Client, path: str, service: Service, settings) -> None:
    settings.FRESHNESS_LINK_DAYS = -1
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404
    assert confirmed(service) == LONG_AGO


def test_whoever_has_left_confirms_no_more(client: Client, path: str, service: Service, person: User) -> None:
    Membership.objects.all().delete()
    assert client.post(path).status_code == 404
    assert confirmed(service) == LONG_AGO


def test_a_closed_account_confirms_no_more(client: Client, path: str, service: Service, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.post(path).status_code == 404


@pytest.mark.parametrize("token", ["x", "IjEi:1:x"])
def test_a_made_up_link_is_refused_kindly(client: Client, site: HomePage, token: str) -> None:
    assert client.get(f"/vahvistus/{token}/").status_code == 404


def test_a_token_signed_for_another_purpose_is_refused(client: Client, path: str) -> None:
    from django.core import signing

    key = str(ConfirmationLink.objects.get().pk)
    assert client.get(f"/vahvistus/{signing.dumps(key, salt='mail.choices')}/").status_code == 404


def test_old_links_are_forgotten(path: str) -> None:
    assert forget_old_links() == 0
    assert forget_old_links(at=now() + timedelta(days=100)) > 0


def test_nobody_learns_who_confirmed(client: Client, path: str, service: Service) -> None:
    client.post(path)
    text = client.get(service.get_absolute_url()).content.decode()
    assert "Vahva" not in text
    assert localdate().strftime("%-d.%-m.%Y") in text


@pytest.mark.parametrize(("days", "told"), [(300, False), (367, True)])
def test_after_a_year_the_public_page_says_so(
    client: Client, service: Service, organisation: OrganisationPage, days: int, told: bool
) -> None:
    Service.objects.filter(pk=service.pk).update(confirmed_at=localdate() - timedelta(days=days))
    OrganisationPage.objects.filter(pk=organisation.pk).update(
        first_published_at=now() - timedelta(days=days)
    )
    for address in (f"/en/palvelut/{service.slug}/", f"/en/jarjestot/{organisation.slug}/"):
        text = client.get(address).content.decode()
        assert ("has not been confirmed for a year" in text) is told
