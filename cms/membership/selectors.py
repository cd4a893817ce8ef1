"""Who works for whom, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import Q, QuerySet
from wagtail.models import Site
from wagtail.query import PageQuerySet

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service
from cms.membership.models import Invitation, Membership, OrganisationTerms

ADMINISTRATORS = "Administrators"
UMBRELLA_EDITORS = "Umbrella editors"
MODERATORS = "Moderators"
ROLE_OF_GROUP = {
    ADMINISTRATORS: "administrator",
    UMBRELLA_EDITORS: "umbrella_editor",
    MODERATORS: "moderator",
}
"""The groups of the umbrella organisation's own people, who work for all organisations, with their roles."""

UMBRELLA_GROUPS = tuple(ROLE_OF_GROUP)
Found = TypeVar("Found")


def serves_umbrella(user: User | AnonymousUser) -> bool:
    """Tell whether the person is one of the umbrella organisation's own people."""
    if not user.is_active:
        return False
    return user.is_superuser or not {*UMBRELLA_GROUPS}.isdisjoint(_groups(user))


def administers_umbrella(user: User | AnonymousUser) -> bool:
    """Tell whether the person keeps the accounts of everybody."""
    return bool(user.is_active and (user.is_superuser or ADMINISTRATORS in _groups(user)))


def roles_of(user: User | AnonymousUser) -> frozenset[str]:
    """Return the names of a person's roles, as the setting of the second factor uses them."""
    umbrella = {ROLE_OF_GROUP[name] for name in _groups(user)} | (
        {"administrator"} if user.is_superuser else set()
    )
    return frozenset(umbrella | {f"organisation_{role}" for role in organisation_roles(user).values()})


def organisations_of(user: User | AnonymousUser) -> PageQuerySet:
    """Return the organisations that a person works for; the umbrella's people work for all."""
    if serves_umbrella(user):
        return OrganisationPage.objects.all()
    return OrganisationPage.objects.filter(pk__in=organisation_roles(user))


def organisation_roles(user: User | AnonymousUser) -> dict[int, str]:
    """Return the keys of the organisations that a person is a member of, each with her role there.

    Remembered with the ``user`` object, as Django's own rights are: it lives as long as one request.
    """
    if not user.is_active or user.is_anonymous:
        return {}
    return _remembered(
        user, "_organisation_roles", lambda: dict(user.memberships.values_list("organisation_id", "role"))
    )


def was_let_in(user: User) -> bool:
    """Tell whether an administrator gave somebody a way into the admin that hangs on no organisation.

    Such people, in a group that somebody made for them, have the rights that Wagtail gives that group.
    """
    opens = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    of_organisations = OrganisationTerms.objects.exclude(group=None).values("group")
    groups = user.groups.filter(permissions__in=opens).exclude(pk__in=of_organisations)
    return groups.exists() or user.user_permissions.filter(pk__in=opens).exists()


def trusted_organisations(user: User | AnonymousUser) -> frozenset[int]:
    """Return the keys of those of a member's organisations that publish by themselves."""
    roles = organisation_roles(user)
    if not roles:
        return frozenset()
    return _remembered(
        user,
        "_trusted_organisations",
        lambda: frozenset(
            OrganisationPage.objects.filter(pk__in=roles, terms__trusted=True).values_list("pk", flat=True)
        ),
    )


def may_publish(user: User | AnonymousUser, organisation: OrganisationPage | int) -> bool:
    """Tell whether a person may publish for an organisation without a moderator.

    The umbrella's people may; an organisation's own people only while the umbrella trusts it.
    """
    key = organisation if isinstance(organisation, int) else organisation.pk
    return serves_umbrella(user) or key in trusted_organisations(user)


def may_keep_people(user: User | AnonymousUser, organisation: OrganisationPage | int) -> bool:
    """Tell whether a person invites and removes an organisation's people: an administrator."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    return (
        administers_umbrella(user) or organisation_roles(user).get(key) == Membership.Role.ADMINISTRATOR.value
    )


def organisations_kept_by(user: User | AnonymousUser) -> PageQuerySet:
    """Return the organisations whose people somebody may invite and remove."""
    if administers_umbrella(user):
        return OrganisationPage.objects.all()
    keys = [key for key, role in organisation_roles(user).items() if role == Membership.Role.ADMINISTRATOR]
    return OrganisationPage.objects.filter(pk__in=keys)


def services_of(user: User | AnonymousUser) -> QuerySet[Service]:
    """Return the services that a person works on, drafts included; the umbrella's people work on all."""
    if serves_umbrella(user):
        return Service.objects.all()
    return Service.objects.filter(organisation__in=organisation_roles(user))


def people_of(organisation: OrganisationPage, *, role: str | None = None) -> QuerySet[User]:
    """Return the active people of one organisation, by name; of one ``Membership.Role`` if given."""
    wanted = Q(organisation=organisation) if role is None else Q(organisation=organisation, role=role)
    members = Membership.objects.filter(wanted).values("user")
    return User.objects.filter(is_active=True, pk__in=members).order_by("last_name", "first_name", "pk")


def colleagues_of(user: User | AnonymousUser) -> QuerySet[User]:
    """Return the people of a member's organisations, herself among them."""
    return User.objects.filter(memberships__organisation__in=organisation_roles(user)).distinct()


def umbrella_people(*groups: str) -> QuerySet[User]:
    """Return the active people of the umbrella's ``groups``, or of all of them."""
    return User.objects.filter(is_active=True, groups__name__in=groups or UMBRELLA_GROUPS).distinct()


def memberships_in(organisation: OrganisationPage) -> QuerySet[Membership]:
    """Return the memberships in an organisation with their people, by name."""
    return (
        Membership.objects.filter(organisation=organisation)
        .select_related("user")
        .order_by("user__last_name", "user__first_name", "user__username")
    )


def open_invitations(organisation: OrganisationPage) -> list[Invitation]:
    """Return the invitations to an organisation whose links still work, the newest first."""
    waiting = Invitation.objects.filter(
        organisation=organisation, accepted_at=None, withdrawn_at=None
    ).select_related("invited_by")
    return [invitation for invitation in waiting if invitation.is_open]


def umbrella_contact() -> str:
    """Return the address that the site gives for questions, or an empty text."""
    settings = apps.get_model("home", "SiteSettings")
    site = Site.objects.filter(is_default_site=True).first()
    return settings.for_site(site).contact_email if site else ""


def _groups(user: User | AnonymousUser) -> frozenset[str]:
    if user.is_anonymous:
        return frozenset()
    return _remembered(
        user,
        "_umbrella_groups",
        lambda: frozenset(user.groups.filter(name__in=UMBRELLA_GROUPS).values_list("name", flat=True)),
    )


def _remembered(user: Any, name: str, find: Callable[[], Found]) -> Found:
    if not hasattr(user, name):
        setattr(user, name, find())
    found: Found = getattr(user, name)
    return found
