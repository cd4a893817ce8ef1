"""Reports of what people search for, and of what they don't find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFromToRangeFilter  # type: ignore[import-untyped]  # it ships none
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views.reports import ReportView

from search.log.selectors import frequent_queries, unmet_queries
from search.models import SearchLogEntry

CHARTED = 12
BAR_HEIGHT = 30
BAR_START = 400
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class PeriodFilters(WagtailFilterSet):
    """Narrow the report to a period and a language."""

    created = DateFromToRangeFilter(label=_("Period"), widget=DateRangePickerWidget)
    language = ChoiceFilter(
        label=_("Language"), choices=[("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
    )

    class Meta:
        model = SearchLogEntry
        fields: ClassVar[list[str]] = []


class SynonymColumn(Column):
    """Offer to make a synonym of the row's query."""

    cell_template_name = "search/admin/_synonym_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the address of the form, begun with the query, for those who may use it."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        if parent_context["request"].user.has_perm("search.add_synonymset"):
            form = reverse("wagtailsnippets_search_synonymset:add")
            context["url"] = f"{form}?{urlencode({'labels': instance['text']})}"
            context["text"] = instance["text"]
        return context


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart; the measures are in the picture's own units."""

    text: str
    count: int
    width: int
    top: int
    label_at: int


class QueriesReport(ReportView):
    """List the most frequent queries."""

    page_title = _("Searches")
    verbose_name_plural = _("queries")
    header_icon = "search"
    index_url_name = "search_queries_report"
    index_results_url_name = "search_queries_report_results"
    results_template_name = "search/admin/queries_report_results.html"
    export_filename = "haut"
    filterset_class = PeriodFilters
    is_searchable = True
    search_fields: ClassVar[list[str]] = ["text"]
    search_backend_name = None
    default_ordering = "-searches"
    columns: ClassVar[list[Column]] = [
        Column("text", label=_("Query"), sort_key="text"),
        NumberColumn("searches", label=_("Searches"), sort_key="searches"),
        NumberColumn("unmet", label=_("Found nothing"), sort_key="unmet"),
        NumberColumn("narrowed", label=_("With filters"), sort_key="narrowed"),
        NumberColumn("opened", label=_("Opened a result"), sort_key="opened"),
        DateColumn("latest", label=_("Latest"), sort_key="latest"),
        SynonymColumn("synonym", label=""),
    ]
    list_export: ClassVar[list[str]] = ["text", "searches", "unmet", "narrowed", "opened", "latest"]
    export_headings: ClassVar[dict[str, Any]] = {
        "text": _("Query"),
        "searches": _("Searches"),
        "unmet": _("Found nothing"),
        "narrowed": _("With filters"),
        "opened": _("Opened a result"),
        "latest": _("Latest"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.custom_field_preprocess = {"text": {self.FORMAT_CSV: _harmless}}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let those in who may look at the log."""
        if not may_see_log(request):
            denied: HttpResponseBase = permission_denied(request)
            return denied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> QuerySet[SearchLogEntry, Any]:
        """Return a row a query."""
        return frequent_queries()

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Filter the rows' searches."""
        return {**super().get_filterset_kwargs(), "queryset": self.get_base_queryset()}

    def order_queryset(self, queryset: Any) -> Any:
        """Order equals by their text, so that pages are stable."""
        ordered = super().order_queryset(queryset)
        return ordered.order_by(*ordered.query.order_by, "text")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the chart of the rows on the page."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not self.is_export:
            context["object_list"] = list(context["object_list"])
            context["bars"] = bars(context["object_list"][:CHARTED])
            context["chart_height"] = len(context["bars"]) * BAR_HEIGHT
        return context


class UnmetReport(QueriesReport):
    """List the queries that found nothing."""

    page_title = _("Searches that found nothing")
    header_icon = "warning"
    index_url_name = "search_unmet_report"
    index_results_url_name = "search_unmet_report_results"
    export_filename = "haut-ilman-tulosta"

    def get_base_queryset(self) -> QuerySet[SearchLogEntry, Any]:
        """Return a row a query that found nothing."""
        return unmet_queries()


def may_see_log(request: HttpRequest) -> bool:
    """Tell whether the user may look at the log of searches."""
    return request.user.has_perm("search.view_searchlogentry")


def bars(rows: list[dict[str, Any]]) -> list[Bar]:
    """Return the chart's bars, the longest a thousand units wide."""
    most = max((row["searches"] for row in rows), default=1)
    return [
        Bar(row["text"], row["searches"], width, number * BAR_HEIGHT, BAR_START + width + 10)
        for number, row in enumerate(rows)
        for width in (max(4, row["searches"] * 1000 // most),)
    ]


def _harmless(text: str) -> str:
    """Return a reader's text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
