"""The export and the import in the admin."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.exchange.columns import ORGANISATIONS, SERVICES
from cms.exchange.views import ExchangeView, PreviewView, export
from cms.overview.access import MENU_HOOK, UmbrellaMenuItem
from cms.sheets.downloads import CSV, XLSX


@hooks.register("register_admin_urls")
def exchange_addresses() -> list[URLPattern]:
    """Give the steps and the files their addresses."""
    return [
        path("vienti-ja-tuonti/", ExchangeView.as_view(), name="exchange"),
        path("vienti-ja-tuonti/palvelupaketti.xlsx", export, {"form": XLSX}, name="exchange_xlsx"),
        path(
            "vienti-ja-tuonti/palvelut.csv",
            export,
            {"form": CSV, "kind": SERVICES.name},
            name="exchange_services",
        ),
        path(
            "vienti-ja-tuonti/jarjestot.csv",
            export,
            {"form": CSV, "kind": ORGANISATIONS.name},
            name="exchange_organisations",
        ),
        path("vienti-ja-tuonti/<uuid:upload_id>/", PreviewView.as_view(), name="exchange_preview"),
    ]


@hooks.register(MENU_HOOK)
def exchange_menu_item() -> MenuItem:
    """Lead to the first step."""
    return UmbrellaMenuItem(
        _("Export and import"), reverse("exchange"), name="exchange", icon_name="download", order=50
    )
