"""Show links, checks and rules in the admin, and give the pages of links their addresses."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register
from wagtail_modeladmin.views import IndexView, InspectView

from cms.directory.models import OrganisationPage
from cms.permissions import ReadOnly
from ingest.linkcheck import field_views, views
from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.evidence import SOON
from ingest.linkcheck.models import Check, HostRule, Link, LinkUse
from ingest.linkcheck.selectors import TROUBLED, place_of
from ingest.linkcheck.verdicts import verdict_on

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


class LinkTable(IndexView):
    """List links; the exported table's columns are named as those of the page, not In Title Case."""

    def get_heading(self, queryset: QuerySet[Link], field: str) -> str:  # noqa: ARG002 - the view's form
        """Return what a column is called."""
        label = label_for_field(field, model=self.model, model_admin=self.model_admin)
        return capfirst(str(label))


class LinkButtons(ButtonHelper):
    """Offer one button a row: everything else is on the link's own page."""

    def get_buttons_for_obj(self, obj: Link, *_args: Any, **_options: Any) -> list[dict[str, Any]]:
        """Lead to the link's page."""
        return [
            {
                "url": reverse("linkcheck_link", args=[obj.pk]),
                "label": gettext("Look and mend"),
                "classname": "button button-small",
                "title": gettext("See what is wrong with this link, and mend it"),
            }
        ]


class OwnerFilter(admin.SimpleListFilter):
    """Narrow the links to those in one organisation's content, or in the umbrella's own."""

    title = _("owner")
    parameter_name = "owner"
    UMBRELLA = "umbrella"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's form
        """Offer the organisations that have links."""
        owners = OrganisationPage.objects.filter(pk__in=LinkUse.objects.values("organisation"))
        names = [(str(key), title) for key, title in owners.order_by("title").values_list("pk", "title")]
        return [(self.UMBRELLA, _("the umbrella organisation")), *names]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:  # noqa: ARG002 - the same
        """Keep the links of the owner."""
        value = self.value()
        if not value:
            return queryset
        if value != self.UMBRELLA and not value.isdecimal():
            return queryset
        uses = LinkUse.objects.filter(organisation=None if value == self.UMBRELLA else int(value))
        return queryset.filter(pk__in=uses.values("link"))


class HostFilter(admin.SimpleListFilter):
    """Narrow the links to one host; those with most links in trouble are offered."""

    title = _("host")
    parameter_name = "host"
    OFFERED = 25

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's form
        """Offer hosts."""
        troubled = Count("pk", filter=Q(state__in=TROUBLED))
        hosts = (
            Link.objects.exclude(host="")
            .order_by()
            .values("host")
            .annotate(troubled=troubled, all=Count("pk"))
        )
        found = hosts.order_by("-troubled", "-all", "host")[: self.OFFERED]
        return [(row["host"], f"{row['host']} ({row['troubled']})") for row in found]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:  # noqa: ARG002 - the same
        """Keep the links of the host."""
        return queryset.filter(host=self.value()) if self.value() else queryset


class ContentFilter(admin.SimpleListFilter):
    """Narrow the links to those in one kind of content."""

    title = _("content")
    parameter_name = "content"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's form
        """Offer the kinds in which links stand."""
        kinds = ContentType.objects.filter(pk__in=LinkUse.objects.values("content_type"))
        return sorted(((str(kind.pk), str(kind.name)) for kind in kinds), key=lambda kind: kind[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:  # noqa: ARG002 - the same
        """Keep the links in that kind of content."""
        value = self.value() or ""
        if not value.isdecimal():
            return queryset
        return queryset.filter(pk__in=LinkUse.objects.filter(content_type=int(value)).values("link"))


class CertificateFilter(admin.SimpleListFilter):
    """Narrow the links to those whose site's certificate ends within days."""

    title = _("certificate")
    parameter_name = "certificate"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002 - Django's form
        """Offer one choice."""
        return [("soon", _("ends within two weeks"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:  # noqa: ARG002 - the same
        """Keep what ends soon."""
        return queryset.filter(certificate_ends__lt=timezone.now() + SOON) if self.value() else queryset


class LinkAdmin(ModelAdmin):
    """List the links, those whose state changed last first."""

    model = Link
    base_url_path = "linkcheck/links"
    menu_label = _("Links")
    menu_icon = "link"
    permission_helper_class = ReadOnly
    button_helper_class = LinkButtons
    index_view_class = LinkTable
    inspect_view_enabled = True
    inspect_view_class = RowView
    list_per_page = 50
    list_display = ("address", "link_class", "state", "since", "where", "checked")
    list_filter = (
        *("state", "link_class", OwnerFilter, HostFilter, ContentFilter, "ruling", CertificateFilter),
    )
    list_export = (
        *("url", "host", "link_class", "state", "state_since", "first_failed", "last_ok", "last_checked"),
        *("strikes", "final_url", "places", "problem", "fix", "ruling", "ruling_reason", "ruled_until"),
    )
    export_filename = "linkit"
    search_fields = ("url", "uses__text")
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

    def since(self, link: Link) -> str:
        """Show since when the link is in its state, short enough for a row."""
        return _short(link.state_since)

    def checked(self, link: Link) -> str:
        """Show when the link was checked last, short enough for a row."""
        return _short(link.last_checked)

    def places(self, link: Link) -> str:
        """Name every place where the link stands, for the exported table."""
        return "; ".join(dict.fromkeys(place_of(use) for use in link.uses.all()))

    def leads_to(self, link: Link) -> str:
        """Show where the link ends, if elsewhere."""
        return link.final_url

    def problem(self, link: Link) -> str:
        """Say what is wrong."""
        return str(verdict_on(LinkClass(link.link_class), link.url).problem) if link.link_class else ""

    def fix(self, link: Link) -> str:
        """Say what to do."""
        return str(verdict_on(LinkClass(link.link_class), link.url).fix) if link.link_class else ""

    address.short_description = _("address")  # type: ignore[attr-defined]  # the admin's own idiom
    address.admin_order_field = "url"  # type: ignore[attr-defined]  # the same
    since.short_description = Link._meta.get_field("state_since").verbose_name  # type: ignore[attr-defined]  # the same
    since.admin_order_field = "state_since"  # type: ignore[attr-defined]  # the same
    checked.short_description = Link._meta.get_field("last_checked").verbose_name  # type: ignore[attr-defined]  # the same
    checked.admin_order_field = "last_checked"  # type: ignore[attr-defined]  # the same
    where.short_description = _("where used")  # type: ignore[attr-defined]  # the same
    places.short_description = _("where used")  # type: ignore[attr-defined]  # the same
    leads_to.short_description = _("leads to")  # type: ignore[attr-defined]  # the same
    problem.short_description = _("what is wrong")  # type: ignore[attr-defined]  # the same
    fix.short_description = _("what to do")  # type: ignore[attr-defined]  # the same


def _short(moment: datetime | None) -> str:
    return "" if moment is None else date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


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


class HostRuleAdmin(ModelAdmin):
    """Keep the rules for hosts and forms of addresses."""

    model = HostRule
    base_url_path = "linkcheck/rules"
    menu_label = _("Rules for links")
    menu_icon = "cog"
    list_display = ("host", "pattern", "treatment", "reason", "until")
    list_filter = ("treatment",)
    search_fields = ("host", "pattern", "reason")


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
