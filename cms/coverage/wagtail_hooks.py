"""The coverage in the admin's menu."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.coverage.views import CoverageView
from cms.overview.access import MENU_HOOK, UmbrellaMenuItem


@hooks.register("register_admin_urls")
def coverage_address() -> list[URLPattern]:
    """Give the coverage its address."""
    return [path("palveluaukot/", CoverageView.as_view(), name="coverage")]


@hooks.register(MENU_HOOK)
def coverage_menu_item() -> MenuItem:
    """Lead to the coverage."""
    return UmbrellaMenuItem(_("Coverage"), reverse("coverage"), name="coverage", icon_name="globe", order=10)
