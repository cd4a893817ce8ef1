"""Keep Wagtail's groups and collections in step with who works for which organisation.

Each organisation has a group and a collection of its own. The group lets its people into the admin,
change the organisation's page (and publish it, while the organisation is trusted), and keep what is in the
collection. Whoever makes, changes or deletes a ``Membership`` or ``OrganisationTerms`` causes that.
Services hang on no group: ``cms.membership.policy`` asks for the membership itself.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.directory.models import OrganisationPage
from cms.membership.models import Membership, OrganisationTerms

SHARED_COLLECTION = "Yhteiset"
"""The collection out of which every organisation may choose."""

OWN_COLLECTION = tuple(
    (application, f"{verb}_{model}")
    for application, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for verb in ("add", "change", "choose")
)
"""What keeping a collection's pictures and documents takes: application and codename of each right."""

CHOOSE_SHARED = tuple(right for right in OWN_COLLECTION if right[1].startswith("choose_"))


def listen() -> None:
    """Follow memberships and terms as they change."""
    post_save.connect(_membership_saved, sender=Membership)
    post_delete.connect(_membership_deleted, sender=Membership)
    post_save.connect(_terms_saved, sender=OrganisationTerms)
    post_delete.connect(_terms_deleted, sender=OrganisationTerms)


@transaction.atomic
def prepare_organisation(organisation: OrganisationPage) -> OrganisationTerms:
    """Make an organisation's group and collection if need be, and grant their rights. Idempotent."""
    terms, _created = OrganisationTerms.objects.get_or_create(organisation=organisation)
    if terms.group is None:
        terms.group = Group.objects.create(name=_free_name(organisation))
    if terms.collection is None:
        terms.collection = root_collection().add_child(name=organisation.title[:255])
    OrganisationTerms.objects.filter(pk=terms.pk).update(group=terms.group, collection=terms.collection)
    _grant(terms)
    return terms


def shared_collection() -> Collection:
    """Return the collection out of which every organisation may choose; make it if it is missing."""
    found = Collection.objects.filter(name=SHARED_COLLECTION, depth=2).first()
    return found or root_collection().add_child(name=SHARED_COLLECTION)


def _grant(terms: OrganisationTerms) -> None:
    group, page, collection = terms.group, terms.organisation, terms.collection
    group.permissions.set(Permission.objects.filter(codename="access_admin"))
    on_page = ["change_page", "publish_page"] if terms.trusted else ["change_page"]
    kept = GroupPagePermission.objects.filter(group=group)
    kept.exclude(page=page, permission__codename__in=on_page).delete()
    for permission in _permissions(*(("wagtailcore", name) for name in on_page)):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    for place, rights in ((collection, OWN_COLLECTION), (shared_collection(), CHOOSE_SHARED)):
        for permission in _permissions(*rights):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=place, permission=permission
            )


def _permissions(*names: tuple[str, str]) -> Any:
    wanted = Q(pk__in=())
    for application, codename in names:
        wanted |= Q(content_type__app_label=application, codename=codename)
    return Permission.objects.filter(wanted)


def _free_name(organisation: OrganisationPage) -> str:
    return f"{organisation.title[:130]} (#{organisation.pk})"


def root_collection() -> Collection:
    """Return the collection above all others; make it in an empty database."""
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


def _membership_saved(instance: Membership, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        instance.user.groups.add(prepare_organisation(instance.organisation).group)


def _membership_deleted(instance: Membership, **_kwargs: Any) -> None:
    terms = OrganisationTerms.objects.filter(organisation=instance.organisation_id).first()
    if terms is not None and terms.group is not None:
        terms.group.user_set.remove(instance.user_id)


def _terms_saved(instance: OrganisationTerms, raw: bool = False, **_kwargs: Any) -> None:
    if not raw and instance.group is not None:
        _grant(instance)


def _terms_deleted(instance: OrganisationTerms, **_kwargs: Any) -> None:
    """Take the rights away with the organisation; its files stay for the umbrella to look through."""
    Group.objects.filter(pk=instance.group_id).delete()
