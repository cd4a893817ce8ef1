"""The work list in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from cms.worklist.counting import forget_count, remember_count
from cms.worklist.glance import glance
from cms.worklist.models import UnmetSearch
from cms.worklist.pages import Lines
from cms.worklist.places import way_back
from cms.worklist.registry import sources
from cms.worklist.scopes import scope_of, scope_within
from cms.worklist.selectors import kinds, summary, titles
from cms.worklist.unmet import dismiss

SHOWN = 5
PER_PAGE = 25


def worklist(request: HttpRequest) -> HttpResponse:
    """Show what waits for a person: the most urgent of each kind, or all of one kind, page by page."""
    whole = scope_of(request.user)
    scope = scope_within(request.user, chosen := request.GET.get("organisation", ""))
    names = titles(whole)
    wanted = next((source for source in sources() if source.name == request.GET.get("kind")), None)
    found = kinds(scope, items=0 if wanted else SHOWN)
    total = sum(kind.total for kind in found)
    if scope == whole:
        remember_count(request.user, total)
    context: dict[str, Any] = {
        "kinds": found,
        "total": total,
        "titles": names,
        "organisation": int(chosen) if chosen else None,
        "umbrella": whole.organisations is None,
        "several": whole.organisations is None or len(whole.organisations) > 1,
    }
    if whole.organisations is None and not chosen and not wanted:
        context["summary"] = summary(found, names, _("The umbrella organisation's own"))
    if not chosen and not wanted:
        context["glance"] = glance(
            request.user, today=timezone.localdate(), umbrella=whole.organisations is None
        )
    if wanted:
        number = next((kind.total for kind in found if kind.source is wanted), 0)
        context["source"] = wanted
        context["page"] = Paginator(Lines(wanted, scope, number), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "worklist/worklist.html", context)


@never_cache
def home(request: HttpRequest) -> HttpResponseBase:
    """Show the same as the admin's front page, to whoever may enter the admin."""
    return require_admin_access(worklist)(request)  # type: ignore[no-any-return]  # Wagtail has no types


@require_POST
def dismiss_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an unmet search off a list of one's own."""
    search = get_object_or_404(UnmetSearch, pk=pk)
    if not scope_of(request.user).includes(search.organisation_id):
        raise PermissionDenied
    dismiss(search=search, user=request.user)
    forget_count(request.user)
    messages.success(request, _("The search is off the list."))
    return redirect(way_back(request))
