"""The guide's address and its place in the menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import DismissibleMenuItem, MenuItem

from cms.guide.views import GuideView


@hooks.register("register_admin_urls")
def address() -> list[URLPattern]:
    """Give the guide its address."""
    return [path("ohje/", GuideView.as_view(), name="guide")]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Let everybody find the guide at the end of the menu."""
    return MenuItem(_("Guide"), reverse("guide"), icon_name="help", order=9000)


@hooks.register("construct_help_menu")
def leave_wagtails_news_out(request: HttpRequest, items: list[Any]) -> None:  # noqa: ARG001 - the hook's form
    """Take out what leads to Wagtail's own site, in English: our guide is the help."""
    items[:] = [item for item in items if not isinstance(item, DismissibleMenuItem)]
