"""What a new member has done already: reckoned from what is there, ticked off by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.directory.models import OrganisationPage, Service
from cms.directory.selectors import searchable_services
from cms.membership.selectors import open_invitations, people_of
from cms.moderation.subjects import edit_address


@dataclass(frozen=True, slots=True)
class Step:
    """Be one line of a checklist: what is to be done, whether it is, and where one does it."""

    words: str
    done: bool
    address: str = ""


def joining_steps(organisation: OrganisationPage) -> list[Step]:
    """Return what a new member needs before professionals can rely on it, in a sensible order."""
    return list(_steps(organisation))


def _steps(page: OrganisationPage) -> Iterator[Step]:
    edit = edit_address(page)
    services = reverse("wagtailsnippets_directory_service:list")
    found = searchable_services().filter(organisation=page)
    yield Step(_("The organisation has people, or somebody is invited"), _has_people(page))
    yield Step(_("The profile says in short what the organisation does"), bool(page.summary), edit)
    yield Step(_("The profile has a text"), bool(page.body), edit)
    yield Step(_("There is a website"), bool(page.website), edit)
    yield Step(_("There is an email address or a telephone number"), bool(page.email or page.telephone), edit)
    yield Step(_("The operating municipalities are chosen"), page.municipalities.exists(), edit)
    yield Step(_("There is a logo"), page.logo_id is not None, edit)
    yield Step(_("The logo is described in words"), _logo_is_described(page), _logo_address(page))
    yield Step(_("The profile is public"), page.is_public, edit)
    yield Step(_("There is a first service"), Service.objects.filter(organisation=page).exists(), services)
    yield Step(_("A service can be found by search"), found.exists(), services)
    yield Step(
        _("Every public service is confirmed"),
        found.exists() and not found.filter(confirmed_at=None).exists(),
        services,
    )


def _has_people(page: OrganisationPage) -> bool:
    return people_of(page).exists() or bool(open_invitations(page))


def _logo_is_described(page: OrganisationPage) -> bool:
    return page.logo is not None and bool(page.logo.description)


def _logo_address(page: OrganisationPage) -> str:
    return reverse("wagtailimages:edit", args=[page.logo_id]) if page.logo_id else ""
