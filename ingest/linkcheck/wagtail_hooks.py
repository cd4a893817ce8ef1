"""Show links, checks and rules in the admin, and give the pages of links their addresses."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from ingest.linkcheck import field_views, views
from ingest.linkcheck.tables import CheckAdmin, HostRuleAdmin, LinkAdmin


class LinkCheckGroup(ModelAdminGroup):
    """Gather the tables and the chart under one entry of the menu."""

    menu_label = _("Link check")
    menu_icon = "link"
    menu_order = 710
    items = (LinkAdmin, CheckAdmin, HostRuleAdmin)


modeladmin_register(LinkCheckGroup)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail has no types
def addresses() -> list[URLPattern]:
    """Give the pages their addresses."""
    return [
        path("linkit/kehitys/", views.show_history, name="linkcheck_history"),
        path("linkit/<int:pk>/", views.show_link, name="linkcheck_link"),
        path("linkit/<int:pk>/tarkista/", views.recheck_link, name="linkcheck_recheck"),
        path("linkit/<int:pk>/ratkaise/", views.rule_on_link, name="linkcheck_rule"),
        path("linkit/<int:pk>/peru/", views.withdraw_ruling_on_link, name="linkcheck_withdraw"),
        path("linkit/<int:pk>/korvaa/", views.replace_everywhere, name="linkcheck_replace"),
        path("linkit/<int:pk>/ehdota/", views.suggest_for_link, name="linkcheck_suggest"),
        path("linkit/tila/", field_views.link_state_here, name="linkcheck_state"),
        path("linkit/kokeile/", field_views.try_link_here, name="linkcheck_try"),
    ]


class HistoryMenuItem(MenuItem):
    """Stand in the reports' menu of those who see all links."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the right to view links."""
        return bool(request.user.has_perm("linkcheck.view_link"))


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail has no types
def history_menu_item() -> MenuItem:
    """Lead to the chart."""
    address = reverse("linkcheck_history")
    return HistoryMenuItem(_("Links over time"), address, icon_name="link", order=720)


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]  # Wagtail has no types
def style() -> str:
    """Style what differs."""
    return format_html('<link rel="stylesheet" href="{}">', static("linkcheck/links.css"))


@hooks.register("insert_global_admin_js")  # type: ignore[untyped-decorator]  # Wagtail has no types
def field_script() -> str:
    """Show a link's state beside each address field of an editor."""
    return format_html(
        '<script src="{}" defer data-state="{}" data-try="{}" data-button="{}"></script>',
        static("linkcheck/fields.js"),
        reverse("linkcheck_state"),
        reverse("linkcheck_try"),
        gettext("Try the link now"),
    )
