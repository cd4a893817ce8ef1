"""The overview in the admin: one submenu for the umbrella's people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem

from cms.overview.access import overview_menu


@hooks.register("register_admin_menu_item")
def overview_menu_item() -> MenuItem:
    """Show the submenu to those who have something in it."""
    return SubmenuMenuItem(_("The whole"), overview_menu, name="overview", icon_name="globe", order=140)
