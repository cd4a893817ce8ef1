"""An organisation's people in the admin, and the page to which an invitation leads."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from cms.accounts.forms import NewAccountForm
from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.membership import actions
from cms.membership.forms import InvitationForm, RoleForm
from cms.membership.models import Invitation, Membership
from cms.membership.selectors import (
    administers_umbrella,
    may_keep_people,
    memberships_in,
    open_invitations,
    organisations_kept_by,
)

BACKEND = "django.contrib.auth.backends.ModelBackend"


def organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations whose people one keeps; with one only, show its people."""
    kept = (
        organisations_kept_by(request.user)
        .order_by("title")
        .annotate(people=Count("memberships"))
        .select_related("terms")
    )
    if not kept:
        raise PermissionDenied
    if len(kept) == 1:
        return redirect("people", kept[0].pk)
    return render(request, "membership/organisations.html", {"organisations": kept})


def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an organisation's people and invitations; a POST invites somebody."""
    organisation = _kept(request, pk)
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        try:
            actions.invite(organisation=organisation, invited_by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("email", error)
        else:
            messages.success(request, _("An invitation is on its way to %(email)s.") % form.cleaned_data)
            return redirect("people", pk)
    return render(
        request,
        "membership/people.html",
        {
            "organisation": organisation,
            "memberships": memberships_in(organisation),
            "roles": Membership.Role.choices,
            "invitations": open_invitations(organisation),
            "form": form,
            "may_trust": administers_umbrella(request.user),
        },
    )


@require_POST
def change_role(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Give a member another role."""
    membership = get_object_or_404(Membership, pk=member, organisation=_kept(request, pk))
    form = RoleForm(request.POST)
    if form.is_valid():
        _tell(
            request, lambda: actions.change_role(membership=membership, by=request.user, **form.cleaned_data)
        )
    return redirect("people", pk)


def remove(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Ask, and then end a membership."""
    membership = get_object_or_404(Membership, pk=member, organisation=_kept(request, pk))
    if request.method != "POST":
        return render(request, "membership/remove.html", {"membership": membership})
    _tell(request, lambda: actions.remove(membership=membership, by=request.user))
    if membership.user_id == request.user.pk:
        return redirect("wagtailadmin_home")
    return redirect("people", pk)


@require_POST
def withdraw(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Withdraw an invitation."""
    found = get_object_or_404(Invitation, pk=invitation, organisation=_kept(request, pk))
    actions.withdraw(invitation=found)
    messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": found.email})
    return redirect("people", pk)


@require_POST
def trust(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an organisation publish by itself, or no longer; the umbrella's administrators decide."""
    organisation = _kept(request, pk)
    if not administers_umbrella(request.user):
        raise PermissionDenied
    actions.trust(organisation=organisation, trusted="trusted" in request.POST, by=request.user)
    messages.success(request, _("Saved."))
    return redirect("people", pk)


@never_cache
@sensitive_post_parameters()
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation; a press of the button makes the invited person a member."""
    try:
        invitation = actions.invitation_of(token)
        account = User.objects.filter(email__iexact=invitation.email).first()
        return _join_with(request, invitation, account) if account else _join_anew(request, invitation)
    except actions.InvitationClosed:
        return render(request, "membership/invitation_closed.html", status=410)


def _join_with(request: HttpRequest, invitation: Invitation, account: User) -> HttpResponse:
    """Let the invited account's owner join, once she has logged in."""
    mine = request.user.is_authenticated and request.user.pk == account.pk
    if request.method == "POST" and mine:
        actions.accept(invitation=invitation, user=account)
        return redirect("wagtailadmin_home")
    return render(
        request, "membership/invitation.html", {"invitation": invitation, "account": account, "mine": mine}
    )


def _join_anew(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Make an account for a new person, log her in, and let her join."""
    if request.user.is_authenticated:
        return render(request, "membership/invitation.html", {"invitation": invitation})
    person = User(username=invitation.email, email=invitation.email)
    form = NewAccountForm(person, request.POST or None)
    if not form.is_valid():
        return render(request, "membership/invitation.html", {"invitation": invitation, "form": form})
    with transaction.atomic():
        form.save()
        actions.accept(invitation=invitation, user=person)
    login(request, person, backend=BACKEND)
    return redirect("wagtailadmin_home")


def _kept(request: HttpRequest, pk: int) -> OrganisationPage:
    """Return an organisation whose people one keeps; of others not even that it exists."""
    organisation = OrganisationPage.objects.filter(pk=pk).first()
    if organisation is None or not may_keep_people(request.user, organisation):
        raise Http404
    return organisation


def _tell(request: HttpRequest, act: Callable[[], None]) -> None:
    try:
        act()
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Saved."))
