"""Show links and checks in the admin, to read only."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register
from wagtail_modeladmin.views import InspectView

from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.models import Check, Link, LinkUse
from ingest.linkcheck.selectors import place_of
from ingest.linkcheck.verdicts import verdict_on
from ingest.permissions import ReadOnly

SHOWN_PLACES = 3


class RowView(InspectView):
    """Show a row with the columns that its table computes as well as with its own fields."""

    def get_field_label(self, field_name: str, field: Any = None) -> str:
        """Take the label from the table where it has one."""
        computed = getattr(self.model_admin, field_name, None)
        label = getattr(computed, "short_description", None) or super().get_field_label(field_name, field)
        return str(label)

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        """Take the value from the table where it computes one."""
        computed = getattr(self.model_admin, field_name, None)
        if callable(computed):
            return computed(self.instance) or self.model_admin.get_empty_value_display(field_name)
        return super().get_field_display_value(field_name, field)


class LinkAdmin(ModelAdmin):
    """List the links, those whose state changed last first."""

    model = Link
    base_url_path = "linkcheck/links"
    menu_label = _("Links")
    menu_icon = "link"
    permission_helper_class = ReadOnly
    inspect_view_enabled = True
    inspect_view_class = RowView
    list_per_page = 50
    list_display = ("address", "link_class", "state", "state_since", "where", "last_checked")
    list_filter = ("state", "link_class")
    search_fields = ("url",)
    inspect_view_fields = (
        "address", "link_class", "problem", "fix", "state", "state_since", "first_failed", "last_ok",
        "strikes", "strike_days", "leads_to", "where", "last_checked", "due_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Link]:
        """Return links in use, with their places."""
        places = LinkUse.objects.select_related("content_type").prefetch_related("content_object")
        links: QuerySet[Link] = super().get_queryset(request)
        used = links.filter(pk__in=LinkUse.objects.values("link"))
        return used.prefetch_related(Prefetch("uses", places))

    def address(self, link: Link) -> str:
        """Show the address short enough for a row; it is never a live link, for it may be hostile."""
        return link.url if len(link.url) <= 90 else f"{link.url[:89]}…"

    def where(self, link: Link) -> SafeString:
        """Name the first places where the link stands."""
        places = list(dict.fromkeys(place_of(use) for use in link.uses.all()))
        more = [f"+{len(places) - SHOWN_PLACES}"] if len(places) > SHOWN_PLACES else []
        return format_html_join("", "<div>{}</div>", ((line,) for line in places[:SHOWN_PLACES] + more))

    def leads_to(self, link: Link) -> str:
        """Show where the link ends, if elsewhere."""
        return link.final_url

    def problem(self, link: Link) -> str:
        """Say what is wrong."""
        return str(verdict_on(LinkClass(link.link_class)).problem) if link.link_class else ""

    def fix(self, link: Link) -> str:
        """Say what to do."""
        return str(verdict_on(LinkClass(link.link_class)).fix) if link.link_class else ""

    address.short_description = _("address")  # type: ignore[attr-defined]  # the admin's own idiom
    address.admin_order_field = "url"  # type: ignore[attr-defined]  # the same
    where.short_description = _("where used")  # type: ignore[attr-defined]  # the same
    leads_to.short_description = _("leads to")  # type: ignore[attr-defined]  # the same
    problem.short_description = _("what is wrong")  # type: ignore[attr-defined]  # the same
    fix.short_description = _("what to do")  # type: ignore[attr-defined]  # the same


class CheckAdmin(ModelAdmin):
    """List the checks, the newest first, each with its evidence."""

    model = Check
    base_url_path = "linkcheck/checks"
    menu_label = _("Checks")
    menu_icon = "history"
    permission_helper_class = ReadOnly
    inspect_view_enabled = True
    inspect_view_class = RowView
    list_per_page = 50
    list_display = ("link", "link_class", "status", "changed", "checked_at")
    list_filter = ("link_class", "changed")
    list_select_related = ("link",)
    search_fields = ("link__url",)
    inspect_view_fields = ("link", "link_class", "status", "changed", "checked_at", "seen")

    def seen(self, check: Check) -> SafeString:
        """Show the evidence."""
        return format_html("<pre>{}</pre>", json.dumps(check.evidence, ensure_ascii=False, indent=2))

    seen.short_description = _("evidence")  # type: ignore[attr-defined]  # the admin's own idiom


class LinkCheckGroup(ModelAdminGroup):
    """Gather both tables under one entry of the menu."""

    menu_label = _("Link check")
    menu_icon = "link"
    menu_order = 710
    items = (LinkAdmin, CheckAdmin)


modeladmin_register(LinkCheckGroup)
