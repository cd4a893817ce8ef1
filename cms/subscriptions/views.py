"""Confirm and end a subscription by the links in its letters."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.subscriptions import actions
from cms.subscriptions.kinds import kind_named
from cms.subscriptions.links import subscription_of
from cms.subscriptions.models import Subscription


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say that the letter has gone which asks for confirmation."""
    return render(request, "subscriptions/asked.html")


@csrf_exempt  # nobody is logged in here; the signature in the address stands in for the token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_subscription(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, for programs open links too; a post confirms, or renews."""
    return _answer(request, token, "subscriptions/confirm.html", actions.confirm)


@csrf_exempt  # a mail program posts for its reader (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_subscription(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would end; a post ends it."""
    return _answer(request, token, "subscriptions/end.html", actions.end)


def _answer(
    request: HttpRequest, token: str, template: str, act: Callable[[Subscription], None]
) -> HttpResponse:
    subscription = subscription_of(token)
    if subscription is None:
        return render(request, "subscriptions/gone.html", status=404)
    kind = kind_named(subscription.kind)
    context = {
        "kind": kind,
        "about_words": kind.in_words(subscription.about),
        "subscription": subscription,
        "done": request.method == "POST",
    }
    if request.method == "POST":
        act(subscription)
    return render(request, template, context)
