"""Confirm in the admin: one thing by its line in the work list, or many on one page."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cms.freshness.actions import confirm
from cms.freshness.selectors import aging_subjects, compare, subjects_named
from cms.worklist.counting import forget_count
from cms.worklist.places import way_back
from cms.worklist.scopes import scope_of, scope_within

PER_PAGE = 50


@require_POST
def confirm_subject(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Confirm one service or profile of one's own organisations, and go back to where the button stood."""
    subject = subjects_named([(kind, pk)], scope=scope_of(request.user)).get((kind, pk))
    if subject is None:
        raise PermissionDenied
    confirm(subjects=[subject], user=request.user)
    forget_count(request.user)
    messages.success(request, _("%(name)s is confirmed as of today.") % {"name": subject.name})
    return redirect(way_back(request))


def confirm_many(request: HttpRequest) -> HttpResponse:
    """List what is due for confirmation, all of it ticked; confirm what stays so and has not changed."""
    scope = scope_within(request.user, request.GET.get("organisation", ""))
    if request.method == "POST":
        return _confirmed(request)
    page = Paginator(aging_subjects(scope=scope), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "freshness/admin/confirm_many.html", {"page": page})


def _confirmed(request: HttpRequest) -> HttpResponse:
    printed: dict[tuple[str, int], str] = {}
    for token in request.POST.getlist("subject"):
        kind, _colon, rest = token.partition(":")
        key, _colon, old = rest.partition(":")
        if key.isascii() and key.isdigit():
            printed[kind, int(key)] = old
    holding = compare(printed, scope=scope_of(request.user)).holding
    number = confirm(subjects=holding, user=request.user)
    if number:
        forget_count(request.user)
        messages.success(
            request,
            ngettext("%(number)s thing is confirmed.", "%(number)s things are confirmed.", number)
            % {"number": number},
        )
    if number < len(printed):
        messages.warning(
            request, _("Something has changed since you opened the page. Read it and confirm it anew.")
        )
    if not printed:
        messages.warning(request, _("Nothing was ticked, so nothing was confirmed."))
    return redirect(request.get_full_path() if number < len(printed) else reverse("worklist"))
