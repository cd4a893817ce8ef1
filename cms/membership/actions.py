"""What changes who works for whom."""

from __future__ import annotations

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.accounts.actions import end_sessions
from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.mail.actions import write_letter
from cms.membership.grants import prepare_organisation
from cms.membership.models import Invitation, Membership
from cms.membership.selectors import open_invitations, serves_umbrella

SALT = "cms.membership.invitation"


class InvitationClosed(Exception):
    """Report that an invitation's link has been used, withdrawn, or is too old or not ours."""


@transaction.atomic
def invite(*, organisation: OrganisationPage, email: str, role: str, invited_by: User) -> Invitation:
    """Invite somebody by mail; an older open invitation to the same address ends.

    Raises:
        django.core.exceptions.ValidationError: the address belongs to one of the organisation's people.
    """
    address = email.strip().lower()
    if Membership.objects.filter(organisation=organisation, user__email__iexact=address).exists():
        raise ValidationError(_("%(email)s works for this organisation already.") % {"email": address})
    for older in open_invitations(organisation):
        if older.email.lower() == address:
            withdraw(invitation=older)
    invitation = Invitation.objects.create(
        organisation=organisation, email=address, role=role, invited_by=invited_by
    )
    known = User.objects.filter(email__iexact=address).first()
    write_letter(
        name="membership_invitation",
        to=known or address,
        context={"invitation": invitation, "path": reverse("accept_invitation", args=[token_of(invitation)])},
    )
    log(instance=organisation, action="membership.invite", user=invited_by, data={"person": address})
    return invitation


def token_of(invitation: Invitation) -> str:
    """Return what stands in the invitation's link: its key, signed with the time."""
    return signing.dumps(invitation.pk, salt=SALT)


def invitation_of(token: str) -> Invitation:
    """Return the invitation of a link, or raise ``InvitationClosed``."""
    try:
        key = signing.loads(token, salt=SALT, max_age=Invitation.LIFETIME)
    except signing.BadSignature as error:
        raise InvitationClosed from error
    invitation = Invitation.objects.select_related("organisation", "invited_by").filter(pk=key).first()
    if invitation is None or not invitation.is_open:
        raise InvitationClosed
    return invitation


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> Membership:
    """Make the invited person a member; the link is used up.

    Raises:
        InvitationClosed: somebody was quicker.
    """
    used = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        accepted_at=now()
    )
    if not used:
        raise InvitationClosed
    return join(organisation=invitation.organisation, user=user, role=invitation.role)


@transaction.atomic
def join(*, organisation: OrganisationPage, user: User, role: str, by: User | None = None) -> Membership:
    """Let a person work for an organisation in a role; a member of it gets that role."""
    membership, _created = Membership.objects.update_or_create(
        organisation=organisation, user=user, defaults={"role": role}
    )
    log(
        instance=organisation,
        action="membership.join",
        user=by or user,
        data={"person": user.get_username(), "role": role},
    )
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User) -> None:
    """Give a member another role; an organisation keeps an administrator unless the umbrella decides so."""
    _keep_an_administrator(membership, by, staying=role == Membership.Role.ADMINISTRATOR)
    membership.role = role
    membership.save()
    log(
        instance=membership.organisation,
        action="membership.role",
        user=by,
        data={"person": membership.user.get_username(), "role": role},
    )


@transaction.atomic
def remove(*, membership: Membership, by: User) -> None:
    """End a membership and every session of that person; her account stays."""
    _keep_an_administrator(membership, by, staying=False)
    membership.delete()
    end_sessions(user=membership.user)
    log(
        instance=membership.organisation,
        action="membership.remove",
        user=by,
        data={"person": membership.user.get_username()},
    )


def withdraw(*, invitation: Invitation) -> None:
    """Make an invitation's link worthless."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(withdrawn_at=now())


@transaction.atomic
def trust(*, organisation: OrganisationPage, trusted: bool, by: User) -> None:
    """Let an organisation's people publish by themselves, or no longer."""
    terms = prepare_organisation(organisation)
    terms.trusted = trusted
    terms.save()
    log(instance=organisation, action="membership.trust", user=by, data={"trusted": trusted})


def _keep_an_administrator(membership: Membership, by: User, *, staying: bool) -> None:
    others = Membership.objects.filter(
        organisation=membership.organisation, role=Membership.Role.ADMINISTRATOR
    ).exclude(pk=membership.pk)
    is_administrator = membership.role == Membership.Role.ADMINISTRATOR
    stored = Membership.objects.filter(pk=membership.pk, role=Membership.Role.ADMINISTRATOR).exists()
    if (is_administrator or stored) and not staying and not others.exists() and not serves_umbrella(by):
        raise ValidationError(_("An organisation needs an administrator. Make somebody else one first."))
