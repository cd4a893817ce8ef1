"""Show runs, records and errors in the admin, to read only."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.filters import RelatedFieldListFilter
from django.contrib.admin.utils import label_for_field
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from ingest.models import HarvestedRecord, RecordError, Run
from ingest.permissions import ReadOnly

COUNTS = ("seen", "new", "changed", "unchanged", "conflicting", "failed", "published")


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
        return records.prefetch_related("conflicts")

    def conflicting_fields(self, record: HarvestedRecord) -> str:
        """Name the fields that wait for a person."""
        return ", ".join(one.field for one in record.conflicts.all() if one.settled_at is None)

    conflicting_fields.short_description = _("conflicts in")  # type: ignore[attr-defined]  # the admin's own idiom


class ErrorAdmin(ReadOnlyAdmin):
    """List the errors, the newest first."""

    model = RecordError
    base_url_path = "ingest/errors"
    menu_icon = "warning"
    list_display = ("external_id", "source", "stage", "message", "remedy", "occurred_at")
    list_filter = (("source", SourceFilter), "stage")
    list_select_related = ("source",)
    search_fields = ("external_id", "message")


class IngestionGroup(ModelAdminGroup):
    """Gather the three tables under one entry of the menu."""

    menu_label = _("Ingestion")
    menu_icon = "download"
    menu_order = 700
    items = (RunAdmin, RecordAdmin, ErrorAdmin)


modeladmin_register(IngestionGroup)
