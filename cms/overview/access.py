"""Pages of the admin for the umbrella organisation's own people, and their menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from wagtail.admin.menu import Menu, MenuItem

from cms.membership.selectors import serves_umbrella

MENU_HOOK = "register_overview_menu_item"
"""Where a page of the submenu is registered; see ``UmbrellaMenuItem``."""

overview_menu = Menu(register_hook_name=MENU_HOOK)

View = Callable[..., HttpResponseBase]


class UmbrellaMenuItem(MenuItem):
    """Stand in the menus of the umbrella's people alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask whom the person serves, once a request."""
        if not hasattr(request, "serves_umbrella"):
            request.serves_umbrella = serves_umbrella(request.user)
        return bool(request.serves_umbrella)


def umbrella_only(view: View) -> View:
    """Refuse everybody else with 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not serves_umbrella(request.user):
            return refused(request)
        return view(request, *args, **kwargs)

    return guarded


def refused(request: HttpRequest) -> HttpResponse:
    """Say that one may not see this (403), rather than lead elsewhere as Wagtail would."""
    return render(request, "403.html", status=403)
