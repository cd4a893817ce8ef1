"""What sources brought, in the admin: provenance, locks, conflicts, possible duplicates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.admin_url_finder import AdminURLFinder

from cms.moderation.differences import marked
from cms.overview.access import umbrella_only
from ingest.errors import IngestError
from ingest.held import held_values
from ingest.models import AdoptionOffer, FieldConflict, HarvestedRecord
from ingest.settling import decide_offer, joined, lock_field, may_merge, settle_conflict
from ingest.wording import field_label, labels_of, words_of

LISTED = 100


@umbrella_only
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where each field of a thing comes from, and let fields be locked."""
    found = get_object_or_404(HarvestedRecord.objects.select_related("source"), pk=pk)
    content = found.content
    return render(
        request,
        "ingest/record.html",
        {
            "record": found,
            "rows": _provenance(found),
            "edit_address": AdminURLFinder(request.user).get_edit_url(content) if content else None,
            "conflicts": [
                {"pk": row.pk, "label": field_label(row)} for row in found.conflicts.filter(settled_at=None)
            ],
        },
    )


@require_POST
@umbrella_only
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Lock or unlock one field."""
    found = get_object_or_404(HarvestedRecord, pk=pk)
    field = request.POST.get("field", "")
    lock_field(record=found, field=field, locked=field not in found.locked_fields)
    return redirect("ingest_record", pk)


@umbrella_only
def conflicts(request: HttpRequest) -> HttpResponse:
    """List the open conflicts."""
    rows = FieldConflict.objects.filter(settled_at=None).select_related(
        "record__source", "record__content_type"
    )[:LISTED]
    listed = [{"conflict": row, "label": field_label(row)} for row in rows]
    return render(request, "ingest/conflicts.html", {"rows": listed})


@umbrella_only
def conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """Show both values side by side, and settle."""
    found = get_object_or_404(FieldConflict.objects.select_related("record__source"), pk=pk)
    if request.method == "POST" and not found.settled_at:
        try:
            settle_conflict(
                conflict=found,
                settlement=request.POST.get("settlement", ""),
                user=request.user,  # type: ignore[arg-type]  # the guard let only a person in
                merged=request.POST.get("merged") or None,
            )
        except (IngestError, ValidationError) as error:
            messages.error(request, told(error))
            return redirect("ingest_conflict", pk)
        messages.success(request, _("Settled. What changed is a draft; nothing was published."))
        return redirect("ingest_conflicts")
    return render(request, "ingest/conflict.html", _conflict_context(request, found))


@umbrella_only
def offers(request: HttpRequest) -> HttpResponse:
    """List what seems to be here already."""
    rows = AdoptionOffer.objects.filter(decision="").select_related("source").prefetch_related("content")
    finder = AdminURLFinder(request.user)
    listed = [
        {
            "offer": row,
            "content": row.content,
            "address": finder.get_edit_url(row.content) if row.content else None,
        }
        for row in rows[:LISTED]
    ]
    return render(request, "ingest/offers.html", {"rows": listed})


@require_POST
@umbrella_only
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether two are one."""
    offer = get_object_or_404(AdoptionOffer, pk=pk)
    decision = request.POST.get("decision", "")
    if decision in AdoptionOffer.Decision.values:
        try:
            decide_offer(offer=offer, decision=decision, user=request.user)  # type: ignore[arg-type]  # as above
        except (IngestError, ValidationError) as error:
            messages.error(request, told(error))
    return redirect("ingest_offers")


def _provenance(found: HarvestedRecord) -> list[dict[str, Any]]:
    content = found.content
    model = found.content_type.model_class()
    if model is None:
        return []
    ours = held_values(content, found.fields) if content is not None else {}
    labels = labels_of(model, found.fields)
    return [
        {
            "name": name,
            "label": labels[name],
            "imported": words_of(model, name, entry["value"]),
            "at": datetime.fromisoformat(entry["at"]),
            "own": words_of(model, name, ours.get(name)),
            "changed": content is not None and ours.get(name) != entry["value"],
            "locked": name in found.locked_fields,
        }
        for name, entry in found.fields.items()
    ]


def _conflict_context(request: HttpRequest, found: FieldConflict) -> dict[str, Any]:
    model = found.record.content_type.model_class()
    texts = {
        side: words_of(model, found.field, getattr(found, side)) if model else str(getattr(found, side))
        for side in ("base", "ours", "theirs")
    }
    ours, theirs = marked(texts["ours"], texts["theirs"])
    content = found.record.content
    mergeable = may_merge(found)
    is_text = mergeable and isinstance(found.ours, str)
    return {
        "conflict": found,
        "label": field_label(found),
        "base": texts["base"],
        "ours": ours,
        "theirs": theirs,
        "is_text": is_text,
        "mergeable": mergeable,
        "joined": joined(found.ours, found.theirs) if is_text else "",
        "edit_address": AdminURLFinder(request.user).get_edit_url(content) if content else None,
    }


def told(error: Exception) -> str:
    """Return an error in words, with its remedy."""
    if isinstance(error, IngestError):
        return error.in_words()
    return "; ".join(getattr(error, "messages", [str(error)]))
