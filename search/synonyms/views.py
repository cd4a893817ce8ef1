"""The admin's way to import synonyms: a file, what it would change, then yes or no."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from search.models import SynonymUpload
from search.synonyms.actions import import_sets
from search.synonyms.forms import SynonymFileForm
from search.synonyms.reading import read_file

INDEX = "wagtailsnippets_search_synonymset:list"
SHOWN_CHANGES = 200


class _ImportStep(WagtailAdminTemplateMixin):
    page_title = gettext_lazy("Import synonyms")
    header_icon = "upload"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let those in who may add and change synonym sets."""
        if not request.user.has_perms(["search.add_synonymset", "search.change_synonymset"]):
            denied: HttpResponseBase = permission_denied(request)
            return denied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(INDEX), "label": _("Synonym sets")},
            {"url": "", "label": self.page_title},
        ]


class ImportView(_ImportStep, FormView):  # type: ignore[type-arg]  # generic in the stubs alone
    """Take the file."""

    template_name = "search/admin/synonym_import.html"
    form_class = SynonymFileForm

    def form_valid(self, form: SynonymFileForm) -> HttpResponse:
        """Go on to the preview."""
        return redirect("wagtailsnippets_search_synonymset:import_preview", upload_id=form.save().pk)


class PreviewView(_ImportStep, TemplateView):
    """Show what the file would change; do it when it is confirmed."""

    template_name = "search/admin/synonym_preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the file and reckon the difference."""
        upload = self._upload()
        read = read_file(upload.name, bytes(upload.content))
        outcome = import_sets(sets=read.sets, source=upload.source, dry_run=True)
        context: dict[str, Any] = super().get_context_data(
            upload=upload,
            read=read,
            outcome=outcome,
            new=outcome.new[:SHOWN_CHANGES],
            changed=outcome.changed[:SHOWN_CHANGES],
            errors=read.errors[:SHOWN_CHANGES],
            shown=SHOWN_CHANGES,
            index_url=reverse(INDEX),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Import."""
        upload = self._upload()
        outcome = import_sets(sets=read_file(upload.name, bytes(upload.content)).sets, source=upload.source)
        upload.delete()
        count = len(outcome.new) + len(outcome.changed)
        messages.success(
            request,
            ngettext("%(count)d synonym set was imported.", "%(count)d synonym sets were imported.", count)
            % {"count": count},
        )
        return redirect(INDEX)

    def _upload(self) -> SynonymUpload:
        identifier: UUID = self.kwargs["upload_id"]
        return get_object_or_404(SynonymUpload, pk=identifier)
