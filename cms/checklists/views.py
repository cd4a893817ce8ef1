"""An organisation's checklists in the admin."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.checklists.actions import end_membership
from cms.checklists.selectors import joining_steps
from cms.directory.models import OrganisationPage, Service
from cms.membership.selectors import organisations_of, people_of, serves_umbrella


def may_end(user: User, organisation: OrganisationPage) -> bool:
    """Tell whether somebody ends memberships: the umbrella's people who may unpublish the page."""
    return serves_umbrella(user) and bool(organisation.permissions_for_user(user).can_publish())


def joining(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a new member has done, and what is left, to its people and to the umbrella's."""
    organisation = organisations_of(request.user).filter(pk=pk).first()
    if organisation is None:
        raise Http404
    steps = joining_steps(organisation)
    return render(
        request,
        "checklists/joining.html",
        {
            "organisation": organisation,
            "steps": steps,
            "done": sum(step.done for step in steps),
            "may_end": may_end(request.user, organisation),
        },
    )


def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what leaving does; a press of the button does it."""
    organisation = get_object_or_404(OrganisationPage, pk=pk)
    if not may_end(request.user, organisation):
        raise PermissionDenied
    if request.method == "POST":
        left = end_membership(
            organisation=organisation, user=request.user, remove_people="remove_people" in request.POST
        )
        messages.success(
            request,
            _(
                "%(name)s has left. Services ended: %(services)d, links led on: %(links)d,"
                " people removed: %(people)d."
            )
            % {
                "name": organisation.title,
                "services": left.services,
                "links": left.links,
                "people": left.people,
            },
        )
        return redirect("organisation_checklist", pk)
    public = Service.objects.filter(organisation=organisation, live=True).exclude(status=Service.Status.ENDED)
    return render(
        request,
        "checklists/leaving.html",
        {"organisation": organisation, "services": public, "people": people_of(organisation)},
    )
