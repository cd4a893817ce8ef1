"""Who belongs where: what memberships give, and what their end takes."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.membership import actions
from cms.membership.models import Membership
from cms.membership.selectors import may_publish, organisations_of, roles_of
from tests.factories import MembershipFactory, OrganisationPageFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


def logged_in(user: User) -> Client:
    """Return a client that is logged in."""
    client = Client()
    client.force_login(user)
    return client


def fresh(user: User) -> User:
    """Return the account as the next request sees it."""
    return User.objects.get(pk=user.pk)


def test_an_account_without_organisation_is_told_so_and_whom_to_ask(organisation: OrganisationPage) -> None:
    answer = logged_in(UserFactory()).get("/hallinta/")
    assert answer.status_code == 403
    assert "membership/no_organisation.html" in [template.name for template in answer.templates]
    assert organisation.title not in answer.content.decode()


def test_a_person_of_two_organisations_sees_both_and_no_third(organisation: OrganisationPage) -> None:
    second, third = OrganisationPageFactory(title="Toinen ry"), OrganisationPageFactory(title="Kolmas ry")
    user = MembershipFactory(organisation=organisation).user
    MembershipFactory(organisation=second, user=user)
    for page in (organisation, second, third):
        ServiceFactory(organisation=page, name=f"Ryhmä: {page.title}", publish=False)
    client = logged_in(user)
    services = client.get("/hallinta/snippets/directory/service/").content.decode()
    pages = client.get(f"/hallinta/pages/{organisation.get_parent().pk}/").content.decode()
    for text in (services, pages):
        assert organisation.title in text
        assert "Toinen ry" in text
        assert "Kolmas ry" not in text
    assert {page.pk for page in organisations_of(fresh(user))} == {organisation.pk, second.pk}


def test_removal_ends_rights_and_sessions_but_not_the_account(organisation: OrganisationPage) -> None:
    keeper = MembershipFactory(organisation=organisation, role=Membership.Role.ADMINISTRATOR).user
    gone = MembershipFactory(organisation=organisation)
    session = logged_in(gone.user)
    assert session.get("/hallinta/").status_code == 200
    removal = logged_in(keeper).post(f"/hallinta/ihmiset/{organisation.pk}/poista/{gone.pk}/")
    assert removal.status_code == 302
    assert session.get("/hallinta/").status_code == 302
    again = logged_in(fresh(gone.user))
    assert again.get("/hallinta/").status_code == 403
    assert again.get(f"/hallinta/pages/{organisation.pk}/edit/").status_code == 403
    assert fresh(gone.user).is_active


def test_the_last_administrator_stays_unless_the_umbrella_decides(organisation: OrganisationPage) -> None:
    last = MembershipFactory(organisation=organisation, role=Membership.Role.ADMINISTRATOR)
    with pytest.raises(ValidationError):
        actions.remove(membership=last, by=last.user)
    with pytest.raises(ValidationError):
        actions.change_role(membership=last, role=Membership.Role.EDITOR, by=last.user)
    actions.remove(membership=Membership.objects.get(pk=last.pk), by=UserFactory(is_superuser=True))
    assert not Membership.objects.exists()


def test_trust_lets_an_organisation_publish_its_own_and_nothing_else(organisation: OrganisationPage) -> None:
    other = OrganisationPageFactory()
    user = MembershipFactory(organisation=organisation).user
    MembershipFactory(organisation=other, user=user)
    assert not may_publish(fresh(user), organisation)
    actions.trust(organisation=organisation, trusted=True, by=UserFactory(is_superuser=True))
    assert may_publish(fresh(user), organisation)
    assert not may_publish(fresh(user), other)
    assert organisation.permissions_for_user(fresh(user)).can_publish()
    assert not other.permissions_for_user(fresh(user)).can_publish()
    draft = ServiceFactory(organisation=other, publish=False)
    answer = logged_in(fresh(user)).post(
        f"/hallinta/snippets/directory/service/edit/{draft.pk}/", {"action-publish": "1", "name": "x"}
    )
    assert answer.status_code == 404
    actions.trust(organisation=organisation, trusted=False, by=UserFactory(is_superuser=True))
    assert not organisation.permissions_for_user(fresh(user)).can_publish()


def test_only_the_umbrella_grants_trust(organisation: OrganisationPage) -> None:
    keeper = MembershipFactory(organisation=organisation, role=Membership.Role.ADMINISTRATOR).user
    answer = logged_in(keeper).post(f"/hallinta/ihmiset/{organisation.pk}/luottamus/", {"trusted": "on"})
    assert answer.status_code in {302, 403}
    assert not may_publish(fresh(keeper), organisation)


def test_roles_carry_the_names_that_the_second_factor_setting_uses(organisation: OrganisationPage) -> None:
    assert roles_of(MembershipFactory(organisation=organisation).user) == {"organisation_editor"}
    assert roles_of(UserFactory(is_superuser=True)) == {"administrator"}
    assert roles_of(UserFactory()) == frozenset()


def test_a_member_may_not_hide_a_foreign_picture_in_her_page(organisation: OrganisationPage) -> None:
    from tests.integration.permissions.world import holding

    other = holding("KETUNPESA")
    client = logged_in(MembershipFactory(organisation=organisation).user)
    answer = client.post(
        f"/hallinta/pages/{organisation.pk}/edit/",
        {"title": "", "summary": "x", "slug": organisation.slug, "body-count": "0", "logo": other.image.pk},
    )
    assert answer.status_code in {302, 403}
    assert "KETUNPESA" not in answer.content.decode()
    organisation.refresh_from_db()
    assert organisation.get_latest_revision_as_object().logo is None
