"""Who works for whom."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from wagtail.query import PageQuerySet

from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.membership.models import Membership

UMBRELLA_GROUPS = ("Administrators", "Umbrella editors", "Moderators")
"""The groups of the umbrella organisation's own people; they work for all organisations."""


def serves_umbrella(user: User) -> bool:
    """Tell whether the person is one of the umbrella organisation's own people."""
    if not user.is_active:
        return False
    return user.is_superuser or user.groups.filter(name__in=UMBRELLA_GROUPS).exists()


def organisations_of(user: User) -> PageQuerySet:
    """Return the organisations that a person works for; the umbrella's people work for all."""
    if serves_umbrella(user):
        return OrganisationPage.objects.all()
    if not user.is_active:
        return OrganisationPage.objects.none()
    return OrganisationPage.objects.filter(memberships__user=user)


def people_of(organisation: OrganisationPage, *, role: str | None = None) -> QuerySet[User]:
    """Return the active people of one organisation, by name; of one ``Membership.Role`` if given."""
    wanted = Q(organisation=organisation) if role is None else Q(organisation=organisation, role=role)
    members = Membership.objects.filter(wanted).values("user")
    return User.objects.filter(is_active=True, pk__in=members).order_by("last_name", "first_name", "pk")


def umbrella_people(*groups: str) -> QuerySet[User]:
    """Return the active people of the umbrella's ``groups``, or of all of them."""
    return User.objects.filter(is_active=True, groups__name__in=groups or UMBRELLA_GROUPS).distinct()
