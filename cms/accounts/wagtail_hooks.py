"""Accounts in the admin's menus and lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from cms.accounts.models import User


@hooks.register("register_account_menu_item")
def security_item(request: Any) -> dict[str, str]:  # noqa: ARG001  Wagtail's signature
    """Lead from one's account to its second factor and sessions."""
    return {
        "url": reverse("security"),
        "label": _("Login security"),
        "help_text": _("Second factor, recovery codes, and sessions on other devices"),
    }


@hooks.register("register_user_listing_buttons")
def sessions_button(user: User, request_user: User) -> Iterator[Button]:
    """Let administrators end somebody's sessions."""
    from cms.membership.selectors import administers_umbrella

    if administers_umbrella(request_user):
        yield Button(
            _("End sessions"), reverse("end_sessions_of", args=[user.pk]), icon_name="logout", priority=40
        )
