"""The ingestion in the admin: addresses, menu, and runs, records and errors to read only."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.filters import RelatedFieldListFilter
from django.contrib.admin.utils import label_for_field
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from cms.permissions import ReadOnly
from ingest import merge_views, record_views, source_views
from ingest.models import HarvestedRecord, RecordError, Run
from ingest.permissions import may_keep_sources
from ingest.wording import field_label

COUNTS = source_views.COUNTS


class SourceFilter(RelatedFieldListFilter):
    """Filter by source without Django's own admin, which is not installed."""

    def field_admin_ordering(self, field: Any, request: HttpRequest, model_admin: Any) -> tuple[str, ...]:
        """Order the sources by name."""
        del field, request, model_admin
        return ("name",)


class ReadOnlyAdmin(ModelAdmin):
    """Be a table with a page for each row."""

    permission_helper_class = ReadOnly
    inspect_view_enabled = True
    list_per_page = 50


class RunAdmin(ReadOnlyAdmin):
    """List the runs, the newest first."""

    model = Run
    base_url_path = "ingest/runs"
    menu_icon = "history"
    list_display = ("source", "started_at", "state", "outcome")
    list_filter = (("source", SourceFilter), "state")
    list_select_related = ("source",)

    def outcome(self, run: Run) -> str:
        """Say how many records came to what, leaving out what none did."""
        return ", ".join(
            f"{label_for_field(name, Run)} {number}" for name in COUNTS if (number := getattr(run, name))
        )

    outcome.short_description = _("records")  # type: ignore[attr-defined]  # the admin's own idiom


class RecordAdmin(ReadOnlyAdmin):
    """List the records, those changed last first."""

    model = HarvestedRecord
    base_url_path = "ingest/records"
    menu_icon = "doc-full"
    list_display = ("title", "kind", "source", "external_id", "conflicting_fields", "changed_at")
    list_filter = (("source", SourceFilter), "kind")
    list_select_related = ("source",)
    search_fields = ("title", "external_id", "url")

    def get_queryset(self, request: HttpRequest) -> QuerySet[HarvestedRecord]:
        """Fetch the conflicts along with the records."""
        records: QuerySet[HarvestedRecord] = super().get_queryset(request)
        return records.prefetch_related("conflicts__record__content_type")

    def conflicting_fields(self, record: HarvestedRecord) -> str:
        """Name the fields that wait for a person."""
        return ", ".join(field_label(one) for one in record.conflicts.all() if one.settled_at is None)

    conflicting_fields.short_description = _("conflicts in")  # type: ignore[attr-defined]  # the admin's own idiom


class ErrorAdmin(ReadOnlyAdmin):
    """List the errors, the newest first."""

    model = RecordError
    base_url_path = "ingest/errors"
    menu_icon = "warning"
    list_display = (
        "external_id",
        "source",
        "stage",
        "cause",
        "advice",
        "times",
        "occurred_at",
        "settled_at",
    )
    list_filter = (("source", SourceFilter), "stage")
    list_select_related = ("source",)
    search_fields = ("external_id", "message")

    def cause(self, error: RecordError) -> str:
        """Say why, in the reader's language."""
        return error.get_message_display()

    def advice(self, error: RecordError) -> str:
        """Say what to do about it, in the reader's language."""
        return error.get_remedy_display()

    cause.short_description = _("cause")  # type: ignore[attr-defined]  # the admin's own idiom
    advice.short_description = _("remedy")  # type: ignore[attr-defined]  # the admin's own idiom


class IngestionGroup(ModelAdminGroup):
    """Gather the three tables under one entry of the menu."""

    menu_label = _("Ingestion")
    menu_icon = "download"
    menu_order = 700
    items = (RunAdmin, RecordAdmin, ErrorAdmin)


modeladmin_register(IngestionGroup)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail ships no types
def addresses() -> list[URLPattern]:
    """Give the pages their addresses."""
    return [
        path("lahteet/", source_views.sources, name="ingest_sources"),
        path("lahteet/uusi/<slug:plugin>/", source_views.add_source, name="ingest_add_source"),
        path("lahteet/<int:pk>/", source_views.source, name="ingest_source"),
        path("lahteet/<int:pk>/tila/", source_views.source_progress, name="ingest_source_progress"),
        path("lahteet/<int:pk>/muokkaa/", source_views.edit_source, name="ingest_edit_source"),
        path("lahteet/<int:pk>/aja/", source_views.ask_run, name="ingest_ask_run"),
        path("lahteet/ajo/<int:pk>/peru/", source_views.cancel_run, name="ingest_cancel_run"),
        path("lahteet/ajo/<int:pk>/jatka/", source_views.let_run_go_on, name="ingest_go_on"),
        path("lahteet/tietue/<int:pk>/", record_views.record, name="ingest_record"),
        path("lahteet/tietue/<int:pk>/lukitse/", record_views.lock, name="ingest_lock_field"),
        path("lahteet/ristiriidat/", record_views.conflicts, name="ingest_conflicts"),
        path("lahteet/ristiriidat/<int:pk>/", record_views.conflict, name="ingest_conflict"),
        path("lahteet/kaksoiskappaleet/", record_views.offers, name="ingest_offers"),
        path("lahteet/yhdista/", merge_views.pairs, name="ingest_pairs"),
        path("lahteet/yhdista/<slug:kind>/<int:keep>/<int:drop>/", merge_views.merge, name="ingest_merge"),
        path("lahteet/kaksoiskappaleet/<int:pk>/", record_views.decide, name="ingest_decide_offer"),
    ]


class SourcesMenuItem(MenuItem):
    """Stand in the menu of those who keep sources."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask whether the person is one of the umbrella's."""
        return may_keep_sources(request.user)


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]  # Wagtail ships no types
def sources_menu_item() -> MenuItem:
    """Lead to the sources."""
    return SourcesMenuItem(
        _("Sources"), reverse_lazy("ingest_sources"), name="ingest-sources", icon_name="download", order=690
    )


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]  # Wagtail ships no types
def style() -> str:
    """Style what differs."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/ingest.css"))
