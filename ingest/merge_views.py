"""Two things that are here twice, in the admin: find them, compare them, make them one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from cms.moderation.differences import marked
from cms.moderation.subjects import may, organisation_of
from cms.overview.access import umbrella_only
from ingest.canonical import values_of
from ingest.errors import IngestError
from ingest.models import HarvestedRecord
from ingest.pairs import found, kinds, likely_pairs
from ingest.record_views import told
from ingest.uniting import ADDRESS, comparable_fields, groups_of, merge_contents
from ingest.wording import label_of, words_of


@umbrella_only
def pairs(request: HttpRequest) -> HttpResponse:
    """List what seems to be here twice, and let two others be found by their names."""
    kind = request.GET.get("kind") or "organisation"
    model = _model(kind)
    words = request.GET.get("q", "").strip()
    picked = [key for key in request.GET.getlist("pick") if key.isdigit()]
    if len(picked) == 2:
        return redirect("ingest_merge", kind, *picked)
    likely = likely_pairs(model)
    named = model._default_manager.in_bulk([key for pair in likely for key in (pair.keep, pair.drop)])
    context = {
        "kinds": [(name, one._meta.verbose_name_plural) for name, one in kinds().items()],
        "kind": kind,
        "words": words,
        "picked": picked,
        "found": [_shown(one) for one in found(model, words)] if words else [],
        "pairs": [
            {"pair": pair, "keep": _shown(named[pair.keep]), "drop": _shown(named[pair.drop])}
            for pair in likely
        ],
    }
    return render(request, "ingest/pairs.html", context)


@umbrella_only
def merge(request: HttpRequest, kind: str, keep: int, drop: int) -> HttpResponse:
    """Show both field by field; make them one, with the values that were chosen of the one that goes."""
    model = _model(kind)
    stays: Any = get_object_or_404(model, pk=keep)
    goes: Any = get_object_or_404(model, pk=drop)
    finder = AdminURLFinder(request.user)
    if request.method == "POST":
        chosen = [name for group in groups_of(request.POST.getlist("take")) for name in group]
        try:
            _unite(request, stays, goes, [name for name in chosen if name in comparable_fields(model)])
        except (IngestError, ValidationError) as error:
            messages.error(request, told(error))
            return redirect("ingest_merge", kind, keep, drop)
        messages.success(
            request, _("They are one now. What was taken over is a draft; nothing was published.")
        )
        return redirect(finder.get_edit_url(stays) or "ingest_pairs")
    return render(
        request,
        "ingest/merge.html",
        {
            "kind": kind,
            "sides": [
                {**_shown(one), "edit": finder.get_edit_url(one), "records": _records(one)}
                for one in (stays, goes)
            ],
            "rows": list(_rows(model, stays, goes)),
            "services": goes.services.count() if kind == "organisation" else 0,
        },
    )


def _unite(request: HttpRequest, stays: Any, goes: Any, take: list[str]) -> None:
    user: Any = request.user  # the guard let only a person in
    if not (may(user, stays, "change") and may(user, goes, "publish")):
        raise IngestError(_("You may not change the one, or take the other offline."))
    merge_contents(keep=stays, drop=goes, user=user, take=take)


def _model(kind: str) -> type[Model]:
    if kind not in kinds():
        raise Http404
    return kinds()[kind]


def _shown(one: Any) -> dict[str, Any]:
    organisation = organisation_of(one)
    return {
        "pk": one.pk,
        "name": str(one),
        "live": one.live,
        "organisation": "" if organisation is None or organisation.pk == one.pk else organisation.title,
    }


def _records(one: Model) -> list[HarvestedRecord]:
    content_type = ContentType.objects.get_for_model(one)
    rows = HarvestedRecord.objects.filter(content_type=content_type, object_id=str(one.pk))
    return list(rows.select_related("source"))


def _rows(model: type[Model], stays: Any, goes: Any) -> Iterator[dict[str, Any]]:
    """Yield the fields in which they differ; what only the one that goes has is chosen beforehand."""
    names = comparable_fields(model)
    ours, theirs = (values_of(one.get_latest_revision_as_object(), names) for one in (stays, goes))
    for group in groups_of(names):
        if all(ours[name] == theirs[name] for name in group):
            continue
        secret = group == ADDRESS and (ours[ADDRESS[-1]] or theirs[ADDRESS[-1]])
        left, right = (
            ", ".join(filter(None, (words_of(model, name, side[name]) for name in group[:3])))
            for side in (ours, theirs)
        )
        shown: list[str] = [*marked(left, right)]
        if secret:
            shown = [_("Confidential, not shown") if text else "" for text in (left, right)]
        yield {
            "name": group[0],
            "label": _("Visiting address") if group == ADDRESS else label_of(model, group[0]),
            "ours": shown[0],
            "theirs": shown[1],
            "take": bool(right) and not left,
        }
