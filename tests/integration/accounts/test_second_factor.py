"""A second factor: asked for when there is one, demanded where the role requires it."""

from __future__ import annotations

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from cms.accounts.models import User
from cms.accounts.second_factor import has_device, new_recovery_codes
from home.models import HomePage
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
HOME = "/hallinta/"


def code_of(device: TOTPDevice) -> str:
    """Return what an authenticator shows now."""
    return f"{totp(device.bin_key, step=device.step, t0=device.t0):06d}"


def with_device(user: User) -> TOTPDevice:
    """Give an account a confirmed authenticator."""
    device: TOTPDevice = TOTPDevice.objects.create(user=user, name="sovellus", confirmed=True)
    return device


def logged_in(user: User) -> Client:
    """Return a client that has given its password only."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def person(site: HomePage) -> User:
    """Make an organisation's editor."""
    user: User = MembershipFactory().user
    return user


def test_without_a_device_and_a_requirement_the_password_is_enough(person: User) -> None:
    assert logged_in(person).get(HOME).status_code == 200


def test_with_a_device_the_code_is_asked_for_and_lets_in(person: User) -> None:
    device = with_device(person)
    client = logged_in(person)
    answer = client.get("/hallinta/account/")
    assert answer.url.startswith("/hallinta/turva/koodi/?next=%2Fhallinta%2Faccount")
    refused = client.post("/hallinta/turva/koodi/", {"code": "000000"})
    assert refused.status_code == 200
    assert client.get(HOME).status_code == 302
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    let_in = client.post("/hallinta/turva/koodi/", {"code": code_of(device), "next": "/hallinta/account/"})
    assert let_in.url == "/hallinta/account/"
    assert client.get(HOME).status_code == 200


def test_guessing_codes_is_slowed_down(person: User) -> None:
    device = with_device(person)
    client = logged_in(person)
    for _attempt in range(3):
        client.post("/hallinta/turva/koodi/", {"code": "000000"})
    client.post("/hallinta/turva/koodi/", {"code": code_of(device)})
    assert client.get(HOME).status_code == 302


def test_a_recovery_code_lets_in_once(person: User) -> None:
    with_device(person)
    code = new_recovery_codes(person)[0]
    client = logged_in(person)
    client.post("/hallinta/turva/koodi/", {"code": code})
    assert client.get(HOME).status_code == 200
    assert not StaticToken.objects.filter(token=code).exists()
    again = logged_in(person)
    again.post("/hallinta/turva/koodi/", {"code": code})
    assert again.get(HOME).status_code == 302


def test_a_role_that_requires_it_must_set_it_up_first(person: User, settings: Settings) -> None:
    settings.TWO_FACTOR_ROLES = frozenset({"organisation_editor"})
    client = logged_in(person)
    assert client.get(HOME).url.startswith("/hallinta/turva/kayttoonotto/")
    page = client.get("/hallinta/turva/kayttoonotto/").content.decode()
    device = TOTPDevice.objects.get(user=person)
    assert "<svg" in page
    assert "<script>" not in page.split("account-code")[1].split("</ol>")[0]
    shown = client.post("/hallinta/turva/kayttoonotto/", {"code": code_of(device)})
    assert all(
        token.token in shown.content.decode() for token in StaticToken.objects.filter(device__user=person)
    )
    assert client.get(HOME).status_code == 200
    assert client.post("/hallinta/turva/pois/").status_code == 403
    assert has_device(person)


def test_a_role_that_does_not_require_it_may_turn_it_off(person: User, settings: Settings) -> None:
    settings.TWO_FACTOR_ROLES = frozenset({"administrator"})
    device = with_device(person)
    client = logged_in(person)
    client.post("/hallinta/turva/pois/")
    assert has_device(person)
    client.post("/hallinta/turva/koodi/", {"code": code_of(device)})
    client.post("/hallinta/turva/pois/")
    assert not has_device(person)


def test_a_session_without_its_second_factor_can_not_replace_it(person: User) -> None:
    device = with_device(person)
    client = logged_in(person)
    assert client.get("/hallinta/turva/kayttoonotto/").url == "/hallinta/turva/koodi/"
    client.post("/hallinta/turva/varakoodit/")
    assert not StaticToken.objects.exists()
    assert TOTPDevice.objects.get() == device


def test_it_does_not_lead_to_foreign_sites(person: User) -> None:
    device = with_device(person)
    answer = logged_in(person).post(
        "/hallinta/turva/koodi/", {"code": code_of(device), "next": "https://evil.example/"}
    )
    assert answer.url == HOME


def test_an_administrator_takes_a_lost_second_factor_away(person: User) -> None:
    with_device(person)
    boss = logged_in(UserFactory(is_superuser=True))
    boss.post(f"/hallinta/turva/istunnot/{person.pk}/", {"second_factor": "on"})
    assert not has_device(person)
    assert logged_in(User.objects.get(pk=person.pk)).get(HOME).status_code == 200
