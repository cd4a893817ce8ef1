"""Guessing passwords is slowed down, and sessions can be ended."""

from __future__ import annotations

import pytest
from django.conf import settings as project
from django.test import Client, RequestFactory
from pytest_django import Settings

from cms.accounts.actions import end_sessions
from cms.accounts.models import User
from cms.accounts.throttling import client_address
from home.models import HomePage
from tests.factories import MembershipFactory, UserFactory
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/hallinta/login/"
HOME = "/hallinta/"


@pytest.fixture
def person(site: HomePage) -> User:
    """Make an organisation's editor."""
    user: User = MembershipFactory().user
    return user


def attempt(username: str, password: str, address: str = "192.0.2.1") -> int:
    """Try to log in from an address and return the answer's status."""
    return Client(REMOTE_ADDR=address).post(LOGIN, {"username": username, "password": password}).status_code


def test_an_account_pauses_after_too_many_failures_from_wherever(person: User) -> None:
    for number in range(project.AXES_FAILURE_LIMIT):
        attempt(person.username, "väärä", f"192.0.2.{number}")
    assert attempt(person.username.upper(), "väärä", "192.0.2.99") == 429
    assert attempt(person.username, PASSWORD, "192.0.2.99") == 429
    assert attempt(MembershipFactory().user.username, PASSWORD, "192.0.2.99") == 302


def test_an_address_pauses_after_too_many_failures_with_whatever_account(person: User) -> None:
    for number in range(project.AXES_FAILURE_LIMIT):
        attempt(f"arvaus-{number}", "väärä")
    assert attempt(person.username, PASSWORD) == 429
    assert attempt(person.username, PASSWORD, "192.0.2.2") == 302


def test_a_success_forgets_the_failures_before_it(person: User) -> None:
    for _round in range(2):
        for _attempt in range(project.AXES_FAILURE_LIMIT - 1):
            attempt(person.username, "väärä")
        assert attempt(person.username, PASSWORD) == 302


def test_the_address_is_what_our_own_proxy_saw(settings: Settings) -> None:
    asked = RequestFactory().get(
        "/", headers={"X-Forwarded-For": "1.1.1.1, 203.0.113.7"}, REMOTE_ADDR="10.0.0.1"
    )
    settings.TRUSTED_PROXIES = 0
    assert client_address(asked) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert client_address(asked) == "203.0.113.7"


def test_one_logs_out_everywhere_else_and_stays_in_here(person: User) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.post(LOGIN, {"username": person.username, "password": PASSWORD})
        assert client.get(HOME).status_code == 200
    here.post("/hallinta/turva/muut-istunnot/")
    assert here.get(HOME).status_code == 200
    assert there.get(HOME).status_code == 302


def test_administrators_end_somebodys_sessions_and_others_do_not(person: User) -> None:
    session = Client()
    session.force_login(person)
    colleague = Client()
    colleague.force_login(MembershipFactory(organisation=person.memberships.get().organisation).user)
    assert colleague.post(f"/hallinta/turva/istunnot/{person.pk}/").status_code == 403
    assert session.get(HOME).status_code == 200
    boss = Client()
    boss.force_login(UserFactory(is_superuser=True))
    boss.post(f"/hallinta/turva/istunnot/{person.pk}/")
    assert session.get(HOME).status_code == 302


def test_a_new_password_ends_every_session(person: User) -> None:
    session = Client()
    session.force_login(person)
    person.set_password("aivan-toinen-salasana")
    person.save()
    assert session.get(HOME).status_code == 302


def test_a_deactivated_account_is_out_and_its_old_sessions_stay_ended(person: User) -> None:
    session = Client()
    session.force_login(person)
    person.is_active = False
    person.save()
    assert session.get(HOME).status_code == 302
    person.is_active = True
    person.save()
    assert session.get(HOME).status_code == 302


def test_ending_sessions_twice_ends_those_between(person: User) -> None:
    end_sessions(user=person)
    session = Client()
    session.force_login(User.objects.get(pk=person.pk))
    assert session.get(HOME).status_code == 200
    end_sessions(user=person)
    assert session.get(HOME).status_code == 302
