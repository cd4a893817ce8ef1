"""Services are confirmed: at their first publication, and by whoever may change them."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import ModelLogEntry

from cms.accounts.models import User
from cms.directory.actions import save_service_draft
from cms.directory.models import OrganisationPage, Service
from cms.freshness.actions import CONFIRMED
from tests.factories.accounts import UserFactory
from tests.integration.directory.services import publish_service

pytestmark = pytest.mark.django_db
LONG_AGO = date(2020, 1, 2)


@pytest.fixture
def service(organisation: OrganisationPage) -> Service:
    """Publish a service that was last confirmed long ago."""
    return publish_service(organisation, "Perhekahvila", confirmed_at=LONG_AGO)


def address(service: Service) -> str:
    """Return where the service is confirmed."""
    return reverse("confirm_service", args=[service.pk])


def confirmed(service: Service) -> date | None:
    """Return when the stored service was confirmed."""
    return Service.objects.get(pk=service.pk).confirmed_at


def member_of(group: str) -> User:
    """Make a user with access to the admin, in a group that the site's set-up made or in one of no rights."""
    user: User = UserFactory()
    found, _ = Group.objects.get_or_create(name=group)
    found.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(found)
    return user


def test_a_first_publication_confirms(organisation: OrganisationPage) -> None:
    assert confirmed(publish_service(organisation, "Uusi")) == localdate()


def test_a_later_publication_does_not(service: Service) -> None:
    save_service_draft(service=service, values={"summary": "Kahvia."}, publish=True)
    assert confirmed(service) == LONG_AGO


def test_an_editor_confirms_with_one_press(client: Client, service: Service) -> None:
    client.force_login(member_of("Umbrella editors"))
    assert client.get(address(service)).status_code == 200
    assert confirmed(service) == LONG_AGO
    assert client.post(address(service)).status_code == 302
    assert confirmed(service) == localdate()
    assert ModelLogEntry.objects.for_instance(service).filter(action=CONFIRMED).count() == 1


def test_somebody_without_the_right_can_neither_see_nor_press(client: Client, service: Service) -> None:
    client.force_login(member_of("Organisation editors"))
    assert client.get(address(service)).status_code == 302
    assert client.post(address(service)).status_code == 302
    assert confirmed(service) == LONG_AGO


def test_a_draft_can_not_be_confirmed(client: Client, service: Service) -> None:
    service.unpublish()
    client.force_login(member_of("Umbrella editors"))
    assert client.post(address(service)).status_code == 404


def test_the_list_offers_it(client: Client, service: Service) -> None:
    client.force_login(member_of("Umbrella editors"))
    page = client.get(reverse("wagtailsnippets_directory_service:list"))
    assert address(service) in page.content.decode()
