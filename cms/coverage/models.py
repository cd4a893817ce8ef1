"""The public page that shows the coverage, where editors want one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from cms.coverage.presenting import coverage_table, show_coverage
from cms.sheets.downloads import FORMATS, download
from cms.translation.pages import MultilingualPage


class CoveragePage(MultilingualPage):
    """Show the public where there are services and where there are none."""

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("What the table tells, in a sentence or two.")
    )

    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("introduction")]
    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("introduction")]
    api_fields: ClassVar[list[APIField]] = [APIField("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1
    template = "coverage/coverage_page.html"

    class Meta:
        verbose_name = _("coverage page")
        verbose_name_plural = _("coverage pages")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the page, or with ``export`` the numbers as a file."""
        form = request.GET.get("export")
        if form in FORMATS:
            return download(tables=[coverage_table(request.GET)], name="palveluaukot", form=form)
        response: HttpResponseBase = super().serve(request, *args, **kwargs)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``coverage``, as the address asks for it."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["coverage"] = show_coverage(request.GET)
        return context
