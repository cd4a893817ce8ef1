"""What the admin's own pages have in common: a place in the breadcrumbs, and their tables as files."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.sheets.downloads import FORMATS, download
from cms.sheets.writing import Table


class AdminPage(WagtailAdminTemplateMixin):
    """Be a page of the admin with its place in the breadcrumbs."""

    above: tuple[tuple[str, Any], ...] = ()
    """Names of addresses and labels of the pages above."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the pages above."""
        steps = [{"url": reverse(name), "label": label} for name, label in self.above]
        return [*self.breadcrumbs_items, *steps, {"url": "", "label": self.get_page_title()}]


class DownloadedPage(AdminPage, TemplateView):
    """Be a page that with ``export`` answers its table as a file instead."""

    download_name: str

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the page or the file."""
        form = request.GET.get("export")
        if form in FORMATS:
            return download(tables=[self.table()], name=self.download_name, form=form)
        return super().get(request, *args, **kwargs)

    def table(self) -> Table:
        """Return what the page shows, whole, as a table."""
        raise NotImplementedError
