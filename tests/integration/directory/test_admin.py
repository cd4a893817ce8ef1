"""The directory in the admin: what the roles may do, and what goes wrong without doing harm."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from cms.directory.actions import confirm_service, save_service_draft
from cms.directory.models import Challenge, OrganisationIndex, OrganisationPage, Service
from home.models import HomePage
from home.roles import ADMINISTRATORS, MODERATORS, UMBRELLA_EDITORS
from search.models import IndexChange
from tests.factories import OrganisationPageFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def log_in(site: HomePage, client: Client) -> Any:
    """Return a function that logs somebody of a role in."""

    def as_role(role: str) -> User:
        user: User = UserFactory()
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return user

    return as_role


def service_address(view: str, service: Service, *more: int) -> str:
    return reverse(f"wagtailsnippets_directory_service:{view}", args=[service.pk, *more])


def form_of(service: Service, **changed: Any) -> dict[str, Any]:
    """Return what a browser sends when it saves the form of a service."""
    values = {
        "organisation": service.organisation_id,
        "name": service.name,
        "summary": service.summary,
        "description": service.description,
        "open_to_all": "on",
        "whole_county": "on",
        "is_free": "on",
        "status": service.status,
        "tags": "",
    }
    return {**values, **changed}


def test_what_stands_above_organisations_with_services_is_not_deleted_in_bulk(
    log_in: Any, client: Client, organisation: OrganisationPage
) -> None:
    ServiceFactory(organisation=organisation)
    log_in(ADMINISTRATORS)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    answer = client.post(f"{address}?id={OrganisationIndex.objects.get().pk}&next=/hallinta/")
    assert answer.status_code == 302
    assert OrganisationPage.objects.exists()
    shown = client.get(answer["Location"])
    assert "Siskotupa ry" in " ".join(str(message) for message in shown.context["messages"])


def test_an_organisation_with_services_is_not_deleted(
    log_in: Any, client: Client, organisation: OrganisationPage
) -> None:
    ServiceFactory(organisation=organisation)
    log_in(ADMINISTRATORS)
    assert client.post(reverse("wagtailadmin_pages:delete", args=[organisation.pk])).status_code == 302
    assert OrganisationPage.objects.exists()


def test_a_draft_whose_organisation_is_gone_can_still_be_opened_and_given_another(
    log_in: Any, client: Client, organisation: OrganisationPage
) -> None:
    former = OrganisationPageFactory()
    service = ServiceFactory(organisation=former)
    old = service.latest_revision
    service = save_service_draft(service=service, values={"organisation": organisation}, publish=True)
    former.delete()
    log_in(UMBRELLA_EDITORS)
    assert client.get(service_address("revisions_revert", service, old.pk)).status_code == 200
    answer = client.post(service_address("edit", service), {**form_of(service), "revision": old.pk})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Service.objects.get(pk=service.pk).organisation == organisation


def test_an_old_revision_with_a_deleted_challenge_can_be_published(
    log_in: Any, client: Client, organisation: OrganisationPage, challenge: Challenge
) -> None:
    service = ServiceFactory(organisation=organisation, challenges=[challenge])
    challenge.delete()
    service.latest_revision.publish()
    assert not Service.objects.get(pk=service.pk).challenges.exists()


def test_a_copied_service_has_an_address_of_its_own_and_nobody_has_confirmed_it(
    log_in: Any, client: Client, organisation: OrganisationPage
) -> None:
    service = ServiceFactory(organisation=organisation, name="Perhekahvila")
    confirm_service(service=service, user=log_in(UMBRELLA_EDITORS))
    page = client.get(service_address("copy", service))
    assert page.status_code == 200
    answer = client.post(reverse("wagtailsnippets_directory_service:add"), form_of(service))
    assert answer.status_code == 302, answer.context["form"].errors
    copied = Service.objects.exclude(pk=service.pk).get()
    assert (copied.slug, copied.confirmed_at, copied.live) == ("perhekahvila-2", None, False)


def test_the_preview_of_a_service_without_its_organisation_is_no_error(log_in: Any, client: Client) -> None:
    log_in(UMBRELLA_EDITORS)
    address = reverse("wagtailsnippets_directory_service:preview_on_add")
    client.post(address, {"name": "Perhekahvila", "summary": "Kahvia.", "open_to_all": "on"})
    assert client.get(f"{address}?mode=").status_code == 200


def test_the_preview_of_a_service_shows_what_is_in_the_form(
    log_in: Any, client: Client, organisation: OrganisationPage
) -> None:
    service = ServiceFactory(organisation=organisation)
    log_in(UMBRELLA_EDITORS)
    address = service_address("preview_on_edit", service)
    assert client.post(address, form_of(service, name="Sirkuskoulu")).json()["is_valid"]
    assert "Sirkuskoulu" in client.get(f"{address}?mode=").content.decode()


@pytest.mark.parametrize(("role", "may"), [(UMBRELLA_EDITORS, False), (MODERATORS, True)])
def test_moderators_delete_services_and_editors_only_edit_them(
    log_in: Any, client: Client, organisation: OrganisationPage, role: str, may: bool
) -> None:
    service = ServiceFactory(organisation=organisation)
    log_in(role)
    assert client.get(service_address("edit", service)).status_code == 200
    assert client.post(service_address("delete", service)).status_code == 302
    assert Service.objects.filter(pk=service.pk).exists() is not may


@pytest.mark.parametrize("role", [UMBRELLA_EDITORS, MODERATORS, ADMINISTRATORS])
def test_nobody_changes_what_waits_to_be_indexed(log_in: Any, client: Client, role: str) -> None:
    change = IndexChange.objects.create(source="news", object_id=1)
    log_in(role)
    assert client.get("/hallinta/search/changes/").status_code == 200
    for view in ("create/", f"edit/{change.pk}/", f"delete/{change.pk}/"):
        assert client.post(f"/hallinta/search/changes/{view}").status_code in {302, 403, 404}
    assert IndexChange.objects.filter(pk=change.pk).exists()


@pytest.mark.parametrize(("model", "allowed"), [("municipality", False), ("targetgroup", True)])
def test_editors_keep_the_terms_but_not_the_municipalities(
    log_in: Any, client: Client, model: str, allowed: bool
) -> None:
    log_in(UMBRELLA_EDITORS)
    answer = client.get(reverse(f"wagtailsnippets_directory_{model}:list"))
    assert (answer.status_code == 200) is allowed


def test_a_deleted_account_takes_no_confirmation_with_it(organisation: OrganisationPage) -> None:
    user = UserFactory()
    service = ServiceFactory(organisation=organisation)
    confirm_service(service=service, user=user)
    draft = save_service_draft(service=service, values={"name": "Uusi nimi"}, user=user)
    user.delete()
    draft.latest_revision.publish()
    published = Service.objects.get(pk=service.pk)
    assert published.confirmed_at is not None
    assert published.confirmed_by is None
