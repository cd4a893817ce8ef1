"""Subscribe to the newsletter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.feedback.robots import problem_of
from cms.newsletters.forms import SubscribeForm, form_context
from cms.newsletters.subscribing import KIND, in_words
from cms.newsletters.subscribing import subscribe as begin


@csrf_exempt  # nobody is logged in here; public pages set no cookie, and the stamp stands in for one
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Show the form alone, and send the letter that asks for confirmation."""
    if request.method != "POST":
        return _page(request, SubscribeForm())
    form = SubscribeForm(request.POST)
    if form.trapped:
        return redirect("subscription_asked")  # a robot is not told what gave it away
    if not form.is_valid():
        return _page(request, form, status=422)
    if problem := problem_of(request, subject=KIND, addressee=form.cleaned_data["address"]):
        return _page(request, form, problem=problem, status=429)
    begin(**form.cleaned_data)
    return redirect("subscription_asked")


def _page(request: HttpRequest, form: SubscribeForm, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"newsletter_title": in_words(""), **form_context(form, problem=problem)}
    return render(request, "newsletters/subscribe.html", context, status=status)
