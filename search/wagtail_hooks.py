"""The search in the admin: synonym sets, names, reports of searches, what waits to be indexed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from search.log.report import QueriesReport, UnmetReport, may_see_log
from search.models import IndexChange
from search.names.admin import NameViewSet
from search.synonyms.admin import SynonymViewSet

register_snippet(SynonymViewSet)
register_snippet(NameViewSet)


class ReadOnly(PermissionHelper):
    """Let nobody add, change or delete: a worker does."""

    def user_can_create(self, user: Any) -> bool:  # noqa: ARG002  modeladmin's signature
        """Refuse."""
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:  # noqa: ARG002  modeladmin's signature
        """Refuse."""
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:  # noqa: ARG002  modeladmin's signature
        """Refuse."""
        return False


class IndexChangeAdmin(ModelAdmin):
    """List the changes that have yet to reach the index."""

    model = IndexChange
    base_url_path = "search/changes"
    menu_icon = "rotate"
    menu_label = _("Index changes")
    add_to_settings_menu = True
    permission_helper_class = ReadOnly
    inspect_view_enabled = True
    list_display = ("source", "object_id", "created", "attempts", "retry_at", "error")
    list_filter = ("source",)
    list_per_page = 50


modeladmin_register(IndexChangeAdmin)


class ReportMenuItem(MenuItem):
    """Lead to a report of searches those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the right to look at the log."""
        return may_see_log(request)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail has no types
def report_urls() -> list[URLPattern]:
    """Give the two reports their addresses."""
    return [
        path(f"reports/{address}{suffix}", report.as_view(results_only=bool(suffix)), name=name)
        for address, report in (("haut/", QueriesReport), ("haut-ilman-tulosta/", UnmetReport))
        for suffix, name in (
            ("", report.index_url_name),
            ("results/", report.index_results_url_name),
        )
    ]


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail has no types
def queries_menu_item() -> MenuItem:
    """Show the report of queries in the menu."""
    return ReportMenuItem(
        _("Searches"), reverse("search_queries_report"), name="searches", icon_name="search", order=1300
    )


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail has no types
def unmet_menu_item() -> MenuItem:
    """Show the report of unmet queries in the menu."""
    return ReportMenuItem(
        _("Searches that found nothing"),
        reverse("search_unmet_report"),
        name="unmet-searches",
        icon_name="warning",
        order=1310,
    )
