"""The tables of links, checks and rules in the admin."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.admin.utils import label_for_field
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from cms.permissions import ReadOnly
from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.filters import CertificateFilter, ContentFilter, HostFilter, OwnerFilter
from ingest.linkcheck.models import Check, HostRule, Link, LinkUse
from ingest.linkcheck.naming import name_of, names_of_addresses, reader_addresses
from ingest.linkcheck.references import INTERNAL
from ingest.linkcheck.selectors import place_of
from ingest.linkcheck.verdicts import verdict_on

SHOWN_PLACES = 3
SHOWN_CHARACTERS = 90


class RowView(InspectView):
    """Show a row with the columns that its table computes as well as with its own fields."""

    def get_page_subtitle(self) -> str:
        """Name the link as its table does."""
        return str(self.model_admin.name(self.instance))

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


def name_links(links: Iterable[Link]) -> None:
    """Give each link a ``name``: where it leads, in words."""
    names = names_of_addresses(link.url for link in links)
    for link in links:
        link.name = names[link.url]  # type: ignore[attr-defined]  # what only a table shows


def open_links(links: Iterable[Link]) -> None:
    """Give each link ``opened``: where a reader opens it, or what was written where nobody can."""
    addresses = reader_addresses(link.url for link in links)
    for link in links:
        written = "" if link.url.startswith(f"{INTERNAL}:") else link.url
        link.opened = addresses[link.url] or written  # type: ignore[attr-defined]  # what only a table shows


def shown_name(link: Link) -> str:
    """Return where a link leads, in words; ``name_links`` has found it if there are many."""
    return getattr(link, "name", None) or name_of(link.url)


def _short(moment: datetime | None) -> str:
    return "" if moment is None else date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


class LinkTable(IndexView):
    """List links; the exported table's columns are named as those of the page, not In Title Case."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name what the links of the page lead to, all at once."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        name_links(context["object_list"])
        return context

    def as_spreadsheet(self, queryset: QuerySet[Link], spreadsheet_format: str) -> Any:
        """Name what the exported links lead to, all at once."""
        name_links(queryset)
        open_links(queryset)
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def get_heading(self, queryset: QuerySet[Link], field: str) -> str:  # noqa: ARG002 - the view's form
        """Return what a column is called."""
        label = label_for_field(field, model=self.model, model_admin=self.model_admin)
        return capfirst(str(label))


class CheckTable(IndexView):
    """List checks."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name what the checked links of the page lead to, all at once."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        name_links([check.link for check in context["object_list"]])
        return context


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
        *("name", "opened", "host", "link_class", "state", "state_since", "first_failed", "last_ok"),
        *("last_checked", "strikes", "final_url", "places", "problem", "fix"),
        *("ruling", "ruling_reason", "ruled_until"),
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
        name = shown_name(link)
        return name if len(name) <= SHOWN_CHARACTERS else f"{name[: SHOWN_CHARACTERS - 1]}…"

    def name(self, link: Link) -> str:
        """Say where the link leads, in full."""
        return shown_name(link)

    def opened(self, link: Link) -> str:
        """Show where a reader opens the link, as ``open_links`` has found it."""
        return str(getattr(link, "opened", ""))

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

    name.short_description = _("link")  # type: ignore[attr-defined]  # the admin's own idiom
    address.short_description = _("address")  # type: ignore[attr-defined]  # the admin's own idiom
    opened.short_description = _("address")  # type: ignore[attr-defined]  # the same
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


class CheckAdmin(ModelAdmin):
    """List the checks, the newest first, each with its evidence."""

    model = Check
    base_url_path = "linkcheck/checks"
    menu_label = _("Checks")
    menu_icon = "history"
    permission_helper_class = ReadOnly
    inspect_view_enabled = True
    index_view_class = CheckTable
    inspect_view_class = RowView
    list_per_page = 50
    list_display = ("name", "link_class", "status", "changed", "checked_at")
    list_filter = ("link_class", "changed")
    list_select_related = ("link",)
    search_fields = ("link__url",)
    inspect_view_fields = ("name", "link_class", "status", "changed", "checked_at", "seen")

    def name(self, check: Check) -> str:
        """Say where the checked link leads."""
        return shown_name(check.link)

    def seen(self, check: Check) -> SafeString:
        """Show the evidence."""
        return format_html("<pre>{}</pre>", json.dumps(check.evidence, ensure_ascii=False, indent=2))

    name.short_description = _("link")  # type: ignore[attr-defined]  # the admin's own idiom
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
