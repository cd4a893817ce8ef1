"""The roles of the umbrella organisation's own people: groups and what they may do.

All three publish. Moderators also approve what others send to moderation (see ``home.workflow``) and
delete services; administrators keep the accounts and the site.
"""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from cms.membership.grants import OWN_COLLECTION, root_collection
from cms.membership.selectors import ADMINISTRATORS, MODERATORS, UMBRELLA_EDITORS
from cms.translation.pages import TRANSLATE

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
        ("figures", "keyfigure"),
        ("figures", "collection"),
        ("search", "synonymset"),
        ("search", "name"),
        ("term_mapping", "termrule"),
    )
    for verb in ("add", "change", "delete", "view")
)
MODEL_PERMISSIONS: dict[str, tuple[str, ...]] = {
    UMBRELLA_EDITORS: ("wagtailadmin.access_admin", TRANSLATE, *PUBLISH_SERVICES, *KEEP_TERMS),
    MODERATORS: (
        "wagtailadmin.access_admin",
        TRANSLATE,
        *PUBLISH_SERVICES,
        "directory.delete_service",
        *KEEP_TERMS,
    ),
}
"""The permissions by role; administrators have those of every application, without exception."""

OPERATIONAL_APPS = ("ingest", "linkcheck", "search")
"""Applications whose tables editors and moderators may look at, but not change."""


def prepare_roles(*, root: Page) -> None:
    """Make the groups and add the rights they lack, below ``root``; take none away. Idempotent."""
    collection = root_collection()
    named = {_name(permission): permission for permission in _all_permissions()}
    pages: list[GroupPagePermission] = []
    files: list[GroupCollectionPermission] = []
    for role, page_permissions in PAGE_PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=role)
        on_page = set(group.page_permissions.filter(page=root).values_list("permission_id", flat=True))
        in_collection = set(
            group.collection_permissions.filter(collection=collection).values_list("permission_id", flat=True)
        )
        for permission in (named[f"wagtailcore.{codename}"] for codename in page_permissions):
            if permission.pk not in on_page:
                pages.append(GroupPagePermission(group=group, page=root, permission=permission))
        for permission in (named[f"{application}.{codename}"] for application, codename in OWN_COLLECTION):
            if permission.pk not in in_collection:
                files.append(
                    GroupCollectionPermission(group=group, collection=collection, permission=permission)
                )
        group.permissions.add(*_model_permissions(role, named))
    GroupPagePermission.objects.bulk_create(pages)
    GroupCollectionPermission.objects.bulk_create(files)


def _all_permissions() -> QuerySet[Permission]:
    return Permission.objects.select_related("content_type")


def _name(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"


def _model_permissions(role: str, named: dict[str, Permission]) -> list[Permission]:
    if role == ADMINISTRATORS:
        return list(named.values())
    looking = (
        permission
        for permission in named.values()
        if permission.content_type.app_label in OPERATIONAL_APPS and permission.codename.startswith("view_")
    )
    return [*(named[name] for name in MODEL_PERMISSIONS[role]), *looking]
