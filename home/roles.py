"""The roles of the umbrella organisation's own people: groups and what they may do.

All three publish. Moderators also approve what others send to moderation (see ``home.workflow``) and
delete services; administrators keep the accounts and the site.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

ADMINISTRATORS = "Administrators"
UMBRELLA_EDITORS = "Umbrella editors"
MODERATORS = "Moderators"

PUBLISH_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
PAGE_PERMISSIONS: dict[str, tuple[str, ...]] = {
    ADMINISTRATORS: (*PUBLISH_PAGES, "bulk_delete_page"),
    UMBRELLA_EDITORS: PUBLISH_PAGES,
    MODERATORS: PUBLISH_PAGES,
}
PUBLISH_SERVICES = tuple(
    f"directory.{verb}_service" for verb in ("add", "change", "publish", "lock", "unlock", "view")
)
KEEP_TERMS = tuple(
    f"{application}.{verb}_{model}"
    for application, model in (
        ("directory", "targetgroup"),
        ("directory", "challenge"),
        ("search", "synonymset"),
        ("search", "name"),
        ("term_mapping", "termrule"),
    )
    for verb in ("add", "change", "delete", "view")
)
MODEL_PERMISSIONS: dict[str, tuple[str, ...]] = {
    UMBRELLA_EDITORS: ("wagtailadmin.access_admin", *PUBLISH_SERVICES, *KEEP_TERMS),
    MODERATORS: ("wagtailadmin.access_admin", *PUBLISH_SERVICES, "directory.delete_service", *KEEP_TERMS),
}
"""The permissions by role; administrators have those of every application, without exception."""

OPERATIONAL_APPS = ("ingest", "linkcheck", "search")
"""Applications whose tables editors and moderators may look at, but not change."""

COLLECTION_PERMISSIONS = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)


def prepare_roles(*, root: Page) -> None:
    """Make the groups and add the rights they lack, below ``root``; take none away. Idempotent."""
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for name, page_permissions in PAGE_PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=name)
        for permission in _named(f"wagtailcore.{codename}" for codename in page_permissions):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        for permission in _named(COLLECTION_PERMISSIONS):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )
        group.permissions.add(*_model_permissions(name))


def _model_permissions(role: str) -> QuerySet[Permission]:
    if role == ADMINISTRATORS:
        return Permission.objects.all()
    looking = Q(content_type__app_label__in=OPERATIONAL_APPS, codename__startswith="view_")
    return _named(MODEL_PERMISSIONS[role]) | Permission.objects.filter(looking)


def _named(names: Iterable[str]) -> QuerySet[Permission]:
    """Return the permissions with these names, each ``"<application>.<codename>"``."""
    wanted = Q(pk__in=())
    for name in names:
        application, codename = name.split(".")
        wanted |= Q(content_type__app_label=application, codename=codename)
    return Permission.objects.filter(wanted)
