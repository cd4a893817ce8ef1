"""The checklists' addresses, and the buttons that lead to them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.checklists.views import joining, leaving
from cms.directory.models import OrganisationPage


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Give the checklists their addresses."""
    return [
        path("jarjestot/<int:pk>/tarkistuslista/", joining, name="organisation_checklist"),
        path("jarjestot/<int:pk>/lahteminen/", leaving, name="end_membership"),
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def checklist_button(page: Page, **_more: object) -> Iterator[Button]:
    """Lead from an organisation's page to its checklist."""
    if issubclass(page.specific_class or Page, OrganisationPage):
        address = reverse("organisation_checklist", args=[page.pk])
        yield Button(_("Checklist"), address, icon_name="list-ul", priority=60)
