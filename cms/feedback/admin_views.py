"""Feedback in the admin: what came in, open and handled."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.feedback.actions import reopen_feedback, settle_feedback
from cms.feedback.selectors import feedback_in
from cms.worklist.counting import forget_count
from cms.worklist.places import way_back
from cms.worklist.scopes import scope_of

PER_PAGE = 25


def feedback_list(request: HttpRequest) -> HttpResponse:
    """List the feedback on one's own organisations' services, handled too, the newest first."""
    rows = feedback_in(scope_of(request.user))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "feedback/admin/list.html", {"page": page})


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark feedback as handled, and go back to where the button stood."""
    feedback = get_object_or_404(feedback_in(scope_of(request.user)), pk=pk)
    settle_feedback(feedback=feedback, user=request.user)
    forget_count(request.user)
    messages.success(request, _("The feedback is marked as handled."))
    return redirect(way_back(request))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Put feedback back on the work list."""
    feedback = get_object_or_404(feedback_in(scope_of(request.user)), pk=pk)
    reopen_feedback(feedback=feedback)
    forget_count(request.user)
    messages.success(request, _("The feedback is back on the work list."))
    return redirect(way_back(request))
