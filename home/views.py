"""Views that belong to no page."""

from __future__ import annotations

from django.conf import settings
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.feedback.robots import feedback_problem, stamp
from home.accessibility import STAMPED_FOR, tell_umbrella
from home.forms import AccessibilityForm
from home.samples import style_samples


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a view takes its request
    """Answer 200 ``ok`` if the database answers, and 503 if it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:  # also what a lost connection raises, which is no DatabaseError
        return HttpResponse("database unavailable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@csrf_exempt  # nobody is logged in here; public pages set no cookie, and the stamp stands in for one
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accessibility_feedback(request: HttpRequest) -> HttpResponse:
    """Take in what does not work for a reader, and give everything back that is refused."""
    if request.method != "POST":
        return _accessibility_page(request, AccessibilityForm())
    form = AccessibilityForm(request.POST)
    if form.trapped:
        return redirect("accessibility_thanks")  # a robot is not told what gave it away
    if not form.is_valid():
        return _accessibility_page(request, form, status=422)
    if problem := feedback_problem(request, subject=STAMPED_FOR):
        return _accessibility_page(request, form, problem=problem, status=429)
    tell_umbrella(**form.cleaned_data)
    return redirect("accessibility_thanks")


@require_safe
def accessibility_thanks(request: HttpRequest) -> HttpResponse:
    """Say that the feedback has arrived."""
    return render(request, "home/accessibility_thanks.html")


@require_safe
def styles(request: HttpRequest) -> HttpResponse:
    """Show the tokens and parts of which the pages are made; in development alone."""
    if not settings.STYLE_PAGE:
        raise Http404("The style page is shown in development.")
    return render(request, "home/styles.html", style_samples())


def _accessibility_page(
    request: HttpRequest, form: AccessibilityForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "stamp": stamp(STAMPED_FOR), "problem": problem}
    return render(request, "home/accessibility_feedback.html", context, status=status)
