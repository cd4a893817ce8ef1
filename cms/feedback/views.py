"""Take in feedback on a service's public page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.directory.models import Service
from cms.directory.selectors import live_services
from cms.feedback.actions import give_feedback
from cms.feedback.forms import FeedbackForm
from cms.feedback.robots import feedback_problem, stamp


@csrf_exempt  # nobody is logged in here; public pages set no cookie, and the stamp stands in for one
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form on a page of its own, keep what is sent, and give everything back that is refused."""
    service = get_object_or_404(live_services(), slug=slug)
    if request.method != "POST":
        return _page(request, service, FeedbackForm())
    form = FeedbackForm(request.POST)
    if form.trapped:
        return redirect("feedback_thanks", slug=slug)  # a robot is not told what gave it away
    if not form.is_valid():
        return _page(request, service, form, status=422)
    if problem := feedback_problem(request, subject=service.pk):
        return _page(request, service, form, problem=problem, status=429)
    give_feedback(service=service, kind=form.cleaned_data["kind"], message=form.cleaned_data["message"])
    return redirect(reverse("feedback_thanks", args=[slug]))


@require_http_methods(["GET", "HEAD"])
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the feedback has arrived."""
    return render(request, "feedback/thanks.html", {"service": get_object_or_404(live_services(), slug=slug)})


def _page(
    request: HttpRequest, service: Service, form: FeedbackForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"service": service, "form": form, "stamp": stamp(service.pk), "problem": problem}
    return render(request, "feedback/feedback.html", context, status=status)
