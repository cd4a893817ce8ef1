"""An organisation with an editor, a moderator, and a published service."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service
from cms.membership.models import Membership
from home.roles import MODERATORS
from tests.factories import ServiceFactory, UserFactory


@pytest.fixture
def editor(organisation: OrganisationPage) -> User:
    """Make an editor of the organisation."""
    user: User = UserFactory(first_name="Eeva")
    Membership.objects.create(user=user, organisation=organisation)
    return user


@pytest.fixture
def colleague(organisation: OrganisationPage) -> User:
    """Make another editor of the organisation."""
    user: User = UserFactory(first_name="Kaisa")
    Membership.objects.create(user=user, organisation=organisation)
    return user


@pytest.fixture
def moderator(organisation: OrganisationPage) -> User:
    """Make a moderator."""
    user: User = UserFactory(first_name="Mauri")
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


@pytest.fixture
def service(organisation: OrganisationPage) -> Service:
    """Publish a service of the organisation."""
    return ServiceFactory(organisation=organisation, name="Perhekahvila", municipalities=["turku", "salo"])


def logged_in(user: User) -> Client:
    """Return a browser of somebody who has logged in."""
    client = Client()
    client.force_login(user)
    return client


def address_of(service: Service, view: str = "edit", *more: int | str) -> str:
    """Return where something is done with a service."""
    return reverse(f"wagtailsnippets_directory_service:{view}", args=[service.pk, *more])


def shown_form(client: Client, address: str, **changed: Any) -> dict[str, Any]:
    """Open a form and return what a browser would send, with some answers changed."""
    page = client.get(address)
    assert page.status_code == 200, page
    form = page.context["form"]
    values: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False:
            continue
        if value is True:
            values[bound.html_name] = "on"
        elif isinstance(value, list | tuple) or hasattr(value, "all"):
            kept = value.all() if hasattr(value, "all") else value
            values[bound.html_name] = [str(getattr(item, "pk", item)) for item in kept]
        else:
            values[bound.html_name] = value
    values["tags"] = ""
    stored = page.context["form"].instance
    values["loaded_revision_id"] = stored.latest_revision_id
    values["loaded_revision_created_at"] = page.context["loaded_revision_created_at"]
    return {**values, **changed}
