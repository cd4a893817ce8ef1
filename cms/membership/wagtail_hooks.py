"""Memberships in the admin: addresses, menus, and what choosers and the home page leave out."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel, UserObjectsInWorkflowModerationPanel
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from cms.membership import listings, views
from cms.membership.border import may_open
from cms.membership.files import public_files
from cms.membership.history import ACTIONS, formatter_of
from cms.membership.selectors import (
    organisation_roles,
    organisations_kept_by,
    organisations_of,
    serves_umbrella,
)

BY_WHAT_ONE_ONCE_DID = (RecentEditsPanel, UserObjectsInWorkflowModerationPanel, LockedPagesPanel)
"""Panels that list by what a person did or locked, also for organisations that she has left."""

listings.install()


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Give the pages about people their addresses."""
    return [
        path("ihmiset/", views.organisations, name="people_by_organisation"),
        path("ihmiset/<int:pk>/", views.people, name="people"),
        path("ihmiset/<int:pk>/rooli/<int:member>/", views.change_role, name="change_role"),
        path("ihmiset/<int:pk>/poista/<int:member>/", views.remove, name="remove_member"),
        path("ihmiset/<int:pk>/peru/<int:invitation>/", views.withdraw, name="withdraw_invitation"),
        path("ihmiset/<int:pk>/luottamus/", views.trust, name="trust_organisation"),
    ]


class PeopleItem(MenuItem):
    """Lead to people those who keep them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask whether there is an organisation whose people one keeps."""
        return bool(organisations_kept_by(request.user).exists())


@hooks.register("register_admin_menu_item")
def people_item() -> MenuItem:
    """Show the people of organisations in the menu."""
    return PeopleItem(
        gettext_lazy("People"), reverse("people_by_organisation"), name="people", icon_name="group", order=160
    )


@hooks.register("construct_main_menu")
@hooks.register("construct_reports_menu")
@hooks.register("construct_settings_menu")
def hide_closed_items(request: HttpRequest, items: list[Any]) -> None:
    """Leave out what the border would refuse."""
    items[:] = [item for item in items if not getattr(item, "url", "") or may_open(request, item.url)]


@hooks.register("construct_homepage_panels")
def hide_former_work(request: HttpRequest, panels: list[Any]) -> None:
    """Show organisations' people no panel that outlives a membership."""
    if not serves_umbrella(request.user):
        panels[:] = [panel for panel in panels if not isinstance(panel, BY_WHAT_ONE_ONCE_DID)]


@hooks.register("construct_page_chooser_queryset")
def own_pages_to_choose(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Let organisations' people choose their own pages, and walk down to them."""
    if serves_umbrella(request.user):
        return pages
    above = {
        path[: length * page.steplen]
        for page in organisations_of(request.user)
        for path in (page.path,)
        for length in range(1, page.depth)
    }
    return pages.filter(Q(pk__in=organisation_roles(request.user)) | Q(path__in=above))


@hooks.register("before_serve_document")
def hide_unused_document(document: Any, request: HttpRequest) -> None:
    """Serve an organisation's document to others only once something published uses it."""
    policy = policy_registry.get_by_type(type(document))
    if policy.user_has_permission_for_instance(request.user, "choose", document):
        return
    if not public_files(type(document).objects.filter(pk=document.pk)).exists():
        raise Http404


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Say in words what happened to memberships."""
    for name, label, words in ACTIONS:
        actions.register_action(f"membership.{name}")(formatter_of(label, words))
