"""The coverage in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from cms.coverage.models import CoveragePage
from cms.coverage.presenting import coverage_table, show_coverage
from cms.overview.access import umbrella_only
from cms.overview.pages import DownloadedPage
from cms.sheets.writing import Table


@method_decorator(umbrella_only, name="dispatch")
class CoverageView(DownloadedPage):
    """Show the coverage."""

    template_name = "coverage/admin/coverage.html"
    page_title = _("Coverage")
    header_icon = "globe"
    download_name = "palveluaukot"

    def table(self) -> Table:
        """Return every combination that is asked for."""
        return coverage_table(self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the table and the public pages that show it."""
        context: dict[str, Any] = super().get_context_data(
            coverage=show_coverage(self.request.GET),
            public_page=CoveragePage.objects.live().public().first(),
            **kwargs,
        )
        return context
