"""Confirm by the link in a letter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.freshness.actions import confirm_by_link
from cms.freshness.links import InvalidLink, read_link, read_listed


@csrf_exempt  # the signed address is what entitles; browsers within mail programs often keep no cookie
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_from_letter(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a letter lists; a post confirms it, for mail scanners follow every link."""
    try:
        link = read_link(token)
    except InvalidLink:
        return render(request, "freshness/link_invalid.html", status=404)
    if request.method == "POST":
        confirm_by_link(link=link)
        return redirect(request.path)
    return render(request, "freshness/confirm.html", {"link": link, "listed": read_listed(link)})
