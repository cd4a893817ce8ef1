"""Ask for the second factor before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from cms.accounts.second_factor import has_device, is_missing

OPEN = frozenset(
    {
        "second_factor",
        "second_factor_setup",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)


class SecondFactor:
    """Send sessions that owe their second factor to where they give it; elsewhere they are nobody's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Redirect in the admin; on public pages and in the APIs treat the session as not logged in."""
        if request.resolver_match.view_name in OPEN:
            return None
        if not request.path.startswith(reverse("wagtailadmin_home")):
            user = request.user  # not looked at here: most public pages never ask who reads them
            request.user = SimpleLazyObject(lambda: AnonymousUser() if is_missing(user) else user)
            return None
        if not is_missing(request.user):
            return None
        page = reverse("second_factor" if has_device(request.user) else "second_factor_setup")
        return HttpResponseRedirect(f"{page}?{urlencode({'next': request.get_full_path()})}")
