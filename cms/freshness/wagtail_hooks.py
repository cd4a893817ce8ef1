"""Confirming in the admin: addresses, and its name in the log."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.freshness.actions import CONFIRMED
from cms.freshness.admin_views import confirm_many, confirm_subject


@hooks.register("register_admin_urls")
def confirmation_addresses() -> list[URLPattern]:
    """Give the pages their addresses."""
    return [
        path("vahvistus/", confirm_many, name="confirm_many"),
        path("vahvistus/<slug:kind>/<int:pk>/", confirm_subject, name="confirm_subject"),
    ]


@hooks.register("register_log_actions")
def confirmation_in_the_log(actions: LogActionRegistry) -> None:
    """Name the confirmation in the log."""
    actions.register_action(CONFIRMED, gettext_lazy("Confirm"), gettext_lazy("Confirmed that it holds"))
