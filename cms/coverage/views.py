"""The coverage in the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.coverage.models import CoveragePage
from cms.coverage.presenting import coverage_table, show_coverage
from cms.overview.access import umbrella_only
from cms.sheets.downloads import FORMATS, download


@method_decorator(umbrella_only, name="dispatch")
class CoverageView(WagtailAdminTemplateMixin, TemplateView):
    """Show the coverage, or with ``export`` its numbers as a file."""

    template_name = "coverage/admin/coverage.html"
    page_title = _("Coverage")
    header_icon = "globe"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the page or the file."""
        form = request.GET.get("export")
        if form in FORMATS:
            return download(tables=[coverage_table(request.GET)], name="palveluaukot", form=form)
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Stand at the top."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the table and the public pages that show it."""
        context: dict[str, Any] = super().get_context_data(
            coverage=show_coverage(self.request.GET),
            public_page=CoveragePage.objects.live().public().first(),
            **kwargs,
        )
        return context
