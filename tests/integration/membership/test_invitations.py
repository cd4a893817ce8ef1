"""An organisation's administrator invites colleagues; a link works once, for seven days."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils.timezone import now

from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.mail.delivery import deliver_due
from cms.membership.actions import InvitationClosed, accept, invitation_of, invite, token_of
from cms.membership.models import Invitation, Membership
from home.models import HomePage
from tests.factories import InvitationFactory, MembershipFactory, OrganisationPageFactory, UserFactory
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "pitka-ja-oma-salasana"


def administrator(organisation: OrganisationPage) -> User:
    """Make an organisation's administrator."""
    user: User = MembershipFactory(organisation=organisation, role=Membership.Role.ADMINISTRATOR).user
    return user


def test_a_new_colleague_gets_a_letter_makes_an_account_and_is_in(organisation: OrganisationPage) -> None:
    client = Client()
    client.force_login(administrator(organisation))
    address = f"/hallinta/ihmiset/{organisation.pk}/"
    answer = client.post(address, {"email": "Uusi@Siskotupa.example", "role": "editor"})
    assert answer.status_code == 302
    assert "uusi@siskotupa.example" in client.get(address).content.decode()

    deliver_due()
    assert mail.outbox[0].to == ["uusi@siskotupa.example"]
    link = re.search(r"/kutsu/\S+/", mail.outbox[0].body)
    assert link is not None

    invited = Client()
    assert organisation.title in invited.get(link[0]).content.decode()
    filled = {
        "first_name": "Uuno",
        "last_name": "Uusi",
        "new_password1": NEW_PASSWORD,
        "new_password2": NEW_PASSWORD,
    }
    assert invited.post(link[0], filled).url == "/hallinta/"
    assert invited.get("/hallinta/").status_code == 200
    membership = Membership.objects.get(user__email="uusi@siskotupa.example")
    assert (membership.organisation_id, membership.role) == (organisation.pk, "editor")
    assert invited.get(f"/hallinta/pages/{organisation.pk}/edit/").status_code == 200
    assert Client().get(link[0]).status_code == 410


def test_a_weak_password_makes_no_account(organisation: OrganisationPage) -> None:
    invitation = InvitationFactory(organisation=organisation)
    filled = {"first_name": "A", "last_name": "B", "new_password1": "salasana", "new_password2": "salasana"}
    answer = Client().post(f"/kutsu/{token_of(invitation)}/", filled)
    assert answer.status_code == 200
    assert not User.objects.filter(email=invitation.email).exists()


def test_somebody_with_an_account_logs_in_and_accepts(organisation: OrganisationPage) -> None:
    known = MembershipFactory().user
    invitation = InvitationFactory(organisation=organisation, email=known.email.upper())
    link = f"/kutsu/{token_of(invitation)}/"
    client = Client()
    assert f"/hallinta/login/?next={link}".replace(":", "%3A") in client.get(link).content.decode()
    client.post(link)
    assert not Membership.objects.filter(user=known, organisation=organisation).exists()
    client.force_login(known)
    assert client.post(link).url == "/hallinta/"
    assert Membership.objects.filter(user=known).count() == 2


def test_nobody_accepts_with_another_account(organisation: OrganisationPage) -> None:
    invitation = InvitationFactory(organisation=organisation, email=UserFactory().email)
    thief = UserFactory()
    client = Client()
    client.force_login(thief)
    assert client.post(f"/kutsu/{token_of(invitation)}/").status_code == 200
    assert not thief.memberships.exists()


def test_a_link_stops_working_after_seven_days(organisation: OrganisationPage) -> None:
    invitation = InvitationFactory(organisation=organisation)
    token = token_of(invitation)
    assert invitation_of(token) == invitation
    Invitation.objects.update(created_at=now() - timedelta(days=7, seconds=1))
    with pytest.raises(InvitationClosed):
        invitation_of(token)


def test_a_changed_link_is_nobodys(organisation: OrganisationPage) -> None:
    token = token_of(InvitationFactory(organisation=organisation))
    with pytest.raises(InvitationClosed):
        invitation_of(token[:-1] + ("A" if token[-1] != "A" else "B"))


def test_a_withdrawn_or_replaced_invitation_is_closed(organisation: OrganisationPage) -> None:
    keeper = administrator(organisation)
    first = invite(organisation=organisation, email="k@vslj.example", role="editor", invited_by=keeper)
    second = invite(organisation=organisation, email="K@vslj.example", role="editor", invited_by=keeper)
    with pytest.raises(InvitationClosed):
        invitation_of(token_of(first))
    client = Client()
    client.force_login(keeper)
    client.post(f"/hallinta/ihmiset/{organisation.pk}/peru/{second.pk}/")
    with pytest.raises(InvitationClosed):
        invitation_of(token_of(second))


def test_of_two_who_are_equally_quick_one_joins(organisation: OrganisationPage) -> None:
    invitation = InvitationFactory(organisation=organisation)
    accept(invitation=invitation, user=UserFactory())
    with pytest.raises(InvitationClosed):
        accept(invitation=invitation, user=UserFactory())


def test_an_editor_and_anothers_administrator_invite_nobody(organisation: OrganisationPage) -> None:
    for person in (
        MembershipFactory(organisation=organisation).user,
        administrator(OrganisationPageFactory()),
    ):
        client = Client()
        client.force_login(person)
        posted = client.post(
            f"/hallinta/ihmiset/{organisation.pk}/", {"email": "a@b.example", "role": "editor"}
        )
        assert posted.status_code in {403, 404}
    assert not Invitation.objects.exists()


def test_the_umbrella_administrator_invites_for_any_organisation(
    organisation: OrganisationPage, site: HomePage
) -> None:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    OrganisationPageFactory()
    assert organisation.title in client.get("/hallinta/ihmiset/").content.decode()
    client.post(f"/hallinta/ihmiset/{organisation.pk}/", {"email": "a@b.example", "role": "administrator"})
    assert Invitation.objects.get().organisation_id == organisation.pk


def test_a_logged_in_password_is_the_factories(organisation: OrganisationPage) -> None:
    assert MembershipFactory(organisation=organisation).user.check_password(PASSWORD)
