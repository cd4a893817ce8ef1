"""The overview in the admin: one submenu for the umbrella's people, and what the log calls a message."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem

from cms.membership.selectors import serves_umbrella
from cms.overview.access import MENU_HOOK, UmbrellaMenuItem, overview_menu
from cms.overview.messages import LOGGED
from cms.overview.views import ChangesView, MembersView, MessagesView, MessageView, WriteView


@hooks.register("register_admin_urls")
def overview_addresses() -> list[URLPattern]:
    """Give the pages their addresses."""
    return [
        path("jasenet/", MembersView.as_view(), name="overview_members"),
        path("jasenet/viestit/", MessagesView.as_view(), name="overview_messages"),
        path("jasenet/viestit/uusi/", WriteView.as_view(), name="overview_write"),
        path("jasenet/viestit/<int:pk>/", MessageView.as_view(), name="overview_message"),
        path("jasenet/viestit/<int:pk>/muokkaa/", WriteView.as_view(), name="overview_rewrite"),
        path("muutokset/", ChangesView.as_view(), name="overview_changes"),
    ]


@hooks.register("register_admin_menu_item")
def overview_menu_item() -> MenuItem:
    """Show the submenu to those who have something in it."""
    return SubmenuMenuItem(_("The whole"), overview_menu, name="overview", icon_name="globe", order=140)


@hooks.register(MENU_HOOK)
def members_menu_item() -> MenuItem:
    """Lead to the members."""
    return UmbrellaMenuItem(
        _("Members"), reverse("overview_members"), name="overview-members", icon_name="group", order=20
    )


@hooks.register(MENU_HOOK)
def changes_menu_item() -> MenuItem:
    """Lead to the log."""
    return UmbrellaMenuItem(
        _("Log of changes"),
        reverse("overview_changes"),
        name="overview-changes",
        icon_name="history",
        order=40,
    )


class OwnChangesMenuItem(MenuItem):
    """Stand in the menu of an organisation's people."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Leave it to the submenu for the umbrella's people; nothing to those who work for nobody."""
        return not serves_umbrella(request.user) and request.user.memberships.exists()


@hooks.register("register_reports_menu_item")
def own_changes_menu_item() -> MenuItem:
    """Lead an organisation's people to their own part of the log."""
    return OwnChangesMenuItem(
        _("Log of changes"), reverse("overview_changes"), name="own-changes", icon_name="history", order=1200
    )


@hooks.register("register_log_actions")
def message_in_log(actions: Any) -> None:
    """Tell the log what a message to members is called."""
    actions.register_action(LOGGED, _("Message to the organisation"), _("Message sent to the organisation"))
