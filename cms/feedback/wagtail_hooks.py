"""Feedback in the admin: its addresses."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail import hooks

from cms.feedback.admin_views import feedback_list, reopen, settle


@hooks.register("register_admin_urls")
def feedback_addresses() -> list[URLPattern]:
    """Give the list and its buttons their addresses."""
    return [
        path("palaute/", feedback_list, name="feedback"),
        path("palaute/<int:pk>/valmis/", settle, name="settle_feedback"),
        path("palaute/<int:pk>/avaa/", reopen, name="reopen_feedback"),
    ]
