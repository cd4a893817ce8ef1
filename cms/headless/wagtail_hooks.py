"""Interfaces in the admin: addresses, the menu, and buttons that lead to a preview elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.accounts.models import User
from cms.directory.models import Service
from cms.headless import views
from cms.moderation.subjects import may


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Give the pages their addresses."""
    return [
        path("rajapinnat/", views.InterfacesView.as_view(), name="headless_interfaces"),
        path("rajapinnat/tunnukset/uusi/", views.NewTokenView.as_view(), name="headless_new_token"),
        path("rajapinnat/tunnukset/<int:pk>/peru/", views.revoke, name="headless_revoke"),
        path("rajapinnat/ilmoitukset/uusi/", views.NewWebhookView.as_view(), name="headless_new_webhook"),
        path("rajapinnat/ilmoitukset/<int:pk>/", views.WebhookView.as_view(), name="headless_webhook"),
        path("esikatselu/<slug:kind>/<int:pk>/", views.preview, name="headless_preview"),
    ]


class InterfacesMenuItem(MenuItem):
    """Stand in the menu of administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask whether the person keeps interfaces."""
        return views.keeps_interfaces(request)


@hooks.register("register_settings_menu_item")
def interfaces_menu_item() -> MenuItem:
    """Lead to tokens and webhooks."""
    return InterfacesMenuItem(
        gettext_lazy("Interfaces"),
        reverse("headless_interfaces"),
        name="headless-interfaces",
        icon_name="code",
        order=900,
    )


@hooks.register("register_page_header_buttons")
def page_preview_button(page: Page, user: User, **_kwargs: object) -> Iterator[Button]:
    """Lead to the page's draft in the other front end, where there is one."""
    if settings.FRONT_END_PREVIEW_URL and page.permissions_for_user(user).can_edit():
        yield _button("page", page.pk, 65)


@hooks.register("register_snippet_listing_buttons")
def service_preview_button(snippet: object, user: User, next_url: str | None = None) -> Iterator[Button]:  # noqa: ARG001  Wagtail's signature
    """Lead to the service's draft in the other front end, where there is one."""
    if settings.FRONT_END_PREVIEW_URL and isinstance(snippet, Service) and may(user, snippet, "change"):
        yield _button("service", snippet.pk, 25)


def _button(kind: str, key: int, priority: int) -> Button:
    address = reverse("headless_preview", args=[kind, key])
    attributes = {"target": "_blank", "rel": "noopener"}
    return Button(
        _("Preview on the other site"), address, icon_name="view", priority=priority, attrs=attributes
    )
