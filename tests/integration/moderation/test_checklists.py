"""New members see what is left to do; a member that leaves leaves no dead links."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.accounts.models import User
from cms.checklists.actions import end_membership
from cms.checklists.selectors import joining_steps
from cms.directory.models import Challenge, OrganisationPage, Service
from cms.directory.selectors import searchable_services
from cms.membership.actions import InvitationClosed, invitation_of, invite, token_of
from cms.membership.models import Membership
from home.roles import UMBRELLA_EDITORS
from tests.factories import OrganisationPageFactory, ServiceFactory, UserFactory
from tests.integration.moderation.conftest import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def umbrella_editor(organisation: OrganisationPage) -> User:
    user: User = UserFactory()
    user.groups.add(Group.objects.get(name=UMBRELLA_EDITORS))
    return user


def open_steps(organisation: OrganisationPage) -> int:
    """Return how many steps are left."""
    stored = OrganisationPage.objects.get(pk=organisation.pk)
    return sum(not step.done for step in joining_steps(stored))


def test_a_step_is_done_when_the_thing_is_there(organisation: OrganisationPage, editor: User) -> None:
    before = open_steps(organisation)

    ServiceFactory(organisation=organisation)

    assert open_steps(organisation) == before - 3  # there, found, and confirmed by its first publication


def test_an_organisations_people_see_their_own_checklist_alone(
    editor: User, organisation: OrganisationPage
) -> None:
    other = OrganisationPageFactory()
    client = logged_in(editor)
    assert client.get(reverse("organisation_checklist", args=[organisation.pk])).status_code == 200
    assert client.get(reverse("organisation_checklist", args=[other.pk])).status_code == 404


def test_leaving_is_the_umbrellas_to_decide(editor: User, organisation: OrganisationPage) -> None:
    client = logged_in(editor)
    assert client.post(reverse("end_membership", args=[organisation.pk])).status_code in {302, 403}
    assert OrganisationPage.objects.get(pk=organisation.pk).live


def test_leaving_ends_services_archives_the_page_and_leads_links_on(
    umbrella_editor: User, editor: User, organisation: OrganisationPage, challenge: Challenge
) -> None:
    service = ServiceFactory(organisation=organisation, challenges=[challenge])
    draft = ServiceFactory(organisation=organisation, publish=False)
    page_address, service_address = organisation.url, service.get_absolute_url()
    client = logged_in(umbrella_editor)
    assert client.get(reverse("end_membership", args=[organisation.pk])).status_code == 200
    assert Service.objects.get(pk=service.pk).status == Service.Status.ACTIVE

    client.post(reverse("end_membership", args=[organisation.pk]), {"remove_people": "on"})

    assert not OrganisationPage.objects.get(pk=organisation.pk).live
    assert OrganisationPage.objects.get(pk=organisation.pk).member_until is not None
    assert Service.objects.get(pk=service.pk).status == Service.Status.ENDED
    assert not searchable_services().exists()
    assert Service.objects.get(pk=draft.pk).live is False
    assert not Membership.objects.filter(user=editor).exists()
    reader = Client()
    assert reader.get(page_address)["Location"] == "/jarjestot/"
    assert reader.get(service_address)["Location"] == f"/haku/?challenge={challenge.slug}"
    assert reader.get(f"/sv{page_address}").status_code == 302
    assert reader.get(page_address, follow=True).status_code == 200


def test_old_addresses_lead_on_whatever_language_the_admin_was_used_in(
    umbrella_editor: User, organisation: OrganisationPage
) -> None:
    service = ServiceFactory(organisation=organisation)
    address = service.get_absolute_url()
    with override("sv"):
        end_membership(organisation=organisation, user=umbrella_editor, remove_people=False)
    assert Client().get(address)["Location"] == "/haku/"
    assert Client().get(f"/sv{address}").status_code == 302


def test_an_open_invitation_lets_nobody_into_a_member_that_left(
    umbrella_editor: User, organisation: OrganisationPage
) -> None:
    invitation = invite(
        organisation=organisation, email="uusi@vslj.example", role="editor", invited_by=umbrella_editor
    )
    end_membership(organisation=organisation, user=umbrella_editor, remove_people=True)
    with pytest.raises(InvitationClosed):
        invitation_of(token_of(invitation))


def test_leaving_twice_changes_nothing_more(umbrella_editor: User, organisation: OrganisationPage) -> None:
    ServiceFactory(organisation=organisation)

    def leave() -> Any:
        return end_membership(organisation=organisation, user=umbrella_editor, remove_people=False)

    first, second = leave(), leave()
    assert (first.services, second.services, second.links) == (1, 0, 0)


def test_a_change_that_waits_does_not_come_back_after_leaving(
    umbrella_editor: User, editor: User, service: Service, organisation: OrganisationPage
) -> None:
    service.get_workflow().start(service, editor)
    end_membership(organisation=organisation, user=umbrella_editor, remove_people=True)
    stored = Service.objects.get(pk=service.pk)
    assert (stored.workflow_in_progress, stored.status) == (False, Service.Status.ENDED)
