"""The admin's way to take the directory out and back in: a file, what it would change, then yes or no."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from cms.exchange.actions import BATCH, Outcome, PlanChanged, import_upload, keep_upload, plan_of
from cms.exchange.columns import KINDS
from cms.exchange.export import directory_table, directory_tables
from cms.exchange.forms import DirectoryFileForm
from cms.exchange.models import Upload
from cms.overview.access import refused, umbrella_only
from cms.overview.pages import AdminPage
from cms.sheets.downloads import CSV, XLSX, download

SHOWN = 200
RIGHTS = ("directory.add_service", "directory.change_service")


@umbrella_only
def export(_request: HttpRequest, form: str, kind: str = "") -> HttpResponseBase:
    """Answer the directory as a workbook, or one kind of thing as CSV."""
    if form == CSV and kind in KINDS:
        table = directory_table(KINDS[kind])
        return download(
            tables=[table], name=table.title.lower().replace("ä", "a").replace("ö", "o"), form=CSV
        )
    return download(tables=directory_tables(), name="palvelupaketti", form=XLSX)


class _Step(AdminPage):
    page_title = gettext_lazy("Export and import")
    header_icon = "download"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let those in who may add and change services."""
        if not request.user.has_perms(RIGHTS):
            return refused(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


@method_decorator(umbrella_only, name="dispatch")
class ExchangeView(_Step, FormView):
    """Offer the export, and take the file back."""

    template_name = "exchange/admin/exchange.html"
    form_class = DirectoryFileForm

    def form_valid(self, form: DirectoryFileForm) -> HttpResponse:
        """Go on to the preview."""
        file = form.cleaned_data["file"]
        upload = keep_upload(
            user=self.request.user,
            name=file.name,
            sheets=form.sheets,
            publishes=form.cleaned_data["publishes"],
        )
        return redirect("exchange_preview", upload_id=upload.pk)


@method_decorator(umbrella_only, name="dispatch")
class PreviewView(_Step, TemplateView):
    """Show what the file would change; do it when it is confirmed."""

    template_name = "exchange/admin/preview.html"
    page_title = gettext_lazy("What the file changes")
    above = (("exchange", _Step.page_title),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Reckon the difference."""
        upload = self._upload()
        plan = plan_of(upload)
        context: dict[str, Any] = super().get_context_data(
            upload=upload,
            plan=plan,
            changes=plan.changes[:SHOWN],
            problems=plan.problems[:SHOWN],
            shown=SHOWN,
            batch=min(BATCH, len(plan.changes)),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Import what was shown; come back as long as something is left."""
        upload = self._upload()
        try:
            outcome = import_upload(upload=upload, user=request.user, digest=request.POST.get("digest", ""))
        except PlanChanged:
            messages.warning(
                request, _("Somebody has changed the directory meanwhile. Look at the difference again.")
            )
            return redirect("exchange_preview", upload_id=self.kwargs["upload_id"])
        self._tell(outcome)
        if outcome.waiting:
            return redirect("exchange_preview", upload_id=self.kwargs["upload_id"])
        return redirect("exchange")

    def _tell(self, outcome: Outcome) -> None:
        written = ngettext("%(count)d row was imported.", "%(count)d rows were imported.", outcome.written)
        published = _("Published: %(count)d.") % {"count": outcome.published}
        messages.success(self.request, f"{written % {'count': outcome.written}} {published}")
        for problem in outcome.problems:
            messages.error(
                self.request,
                f"{problem.sheet} {problem.number}, {problem.label}: {' '.join(problem.reasons)}",
            )

    def _upload(self) -> Upload:
        return get_object_or_404(Upload, pk=self.kwargs["upload_id"], user=self.request.user)
