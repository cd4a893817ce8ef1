"""Show a shortlist."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.shortlist.picks import address_of, pick_of, read_picks
from cms.shortlist.selectors import entries_of


@never_cache
@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    """Show the services that the address names; picks without prints get those of today."""
    picks = read_picks(request.GET.getlist("s"))
    entries = entries_of(picks, base=request.build_absolute_uri("/").rstrip("/"))
    dated = [row.pick if row.pick.prints or not row.service else pick_of(row.service) for row in entries]
    if dated != picks:
        return redirect(address_of(dated))
    changed = [row for row in entries if row.changes or row.service is None]
    fresh = address_of([pick_of(row.service) for row in entries if row.service]) if changed else ""
    return render(
        request, "shortlist/shortlist.html", {"entries": entries, "changed": changed, "fresh": fresh}
    )
