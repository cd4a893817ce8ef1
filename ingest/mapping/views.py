"""The screen on which the columns of a spreadsheet source are chosen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from cms.overview.access import umbrella_only
from ingest.errors import IngestError
from ingest.mapping.columns import chosen_columns, preview_of, remember_columns
from ingest.models import Source
from ingest.sources.spreadsheet import SpreadsheetSettings

KINDS = (
    ("service", gettext_lazy("services")),
    ("organisation", gettext_lazy("organisations")),
    ("key_figures", gettext_lazy("key figures")),
)


@umbrella_only
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the first rows with what each column is taken for, or remember what was chosen."""
    source = get_object_or_404(Source, pk=pk, plugin="spreadsheet")
    context: dict[str, Any] = {"source": source, "kinds": KINDS}
    wanted = request.POST.get("kind") or request.GET.get("kind")
    values = {**source.settings, **({"kind": wanted} if wanted else {})}
    try:
        preview = preview_of(SpreadsheetSettings.model_validate(values))
        context["preview"] = preview
        if request.method == "POST" and "save" in request.POST:
            chosen = {one.number: request.POST.get(f"column-{one.number}", "") for one in preview.columns}
            remember_columns(source=source, kind=preview.kind, columns=chosen_columns(preview, chosen))
            messages.success(request, _("The columns are remembered."))
            return redirect("ingest_source", source.pk)
    except (IngestError, ValidationError) as error:
        context["error"] = error
    return render(request, "ingest/columns.html", context)
