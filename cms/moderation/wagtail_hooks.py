"""Moderation in the admin: addresses, menu, and what happens to a save that somebody overtook."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import GroupApprovalTask, Page

from cms.membership.selectors import serves_umbrella
from cms.moderation.concurrency import overtaken_by, set_overtaken_aside
from cms.moderation.views import overtaken, queue, review


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Give the pages their addresses."""
    return [
        path("moderointi/", queue, name="moderation_queue"),
        path("moderointi/<int:pk>/", review, name="review_moderation"),
        path("moderointi/rinnakkain/<int:theirs>/<int:mine>/", overtaken, name="overtaken_versions"),
    ]


class ModerationMenuItem(MenuItem):
    """Stand in the menu of those who moderate."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the groups of the steps that are in use."""
        if request.user.is_superuser:
            return True
        return GroupApprovalTask.objects.filter(active=True, groups__user=request.user).exists()


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Lead to the queue."""
    return ModerationMenuItem(_("Moderation"), reverse("moderation_queue"), icon_name="check", order=160)


@hooks.register("insert_global_admin_css")
def style() -> str:
    """Style what differs."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/moderation.css"))


@hooks.register("insert_global_admin_js")
def labels() -> str:
    """Name for those who hear a form what Wagtail's widgets leave without a name."""
    return format_html('<script src="{}" defer></script>', static("js/admin-labels.js"))


@hooks.register("before_edit_page")
def set_overtaken_page_aside(request: HttpRequest, page: Page) -> None:
    """Keep a page's save that somebody overtook a draft; services do so in their own view."""
    set_overtaken_aside(request, page.latest_revision)


@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
def show_both_versions(request: HttpRequest, subject: Any) -> HttpResponse | None:
    """Lead whoever was overtaken to both versions."""
    theirs = overtaken_by(request)
    if theirs is None:
        return None
    messages.warning(
        request,
        _("Somebody else saved this while you were writing. Both versions are kept; nothing was published."),
    )
    subject.refresh_from_db(fields=["latest_revision"])
    return redirect("overtaken_versions", theirs.pk, subject.latest_revision_id)


@hooks.register("construct_snippet_action_menu")
@hooks.register("construct_page_action_menu")
def offer_the_way_on_first(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:  # noqa: ARG001  Wagtail's signature
    """Put publishing, or else submission, on the button itself for organisations' people, who come seldom."""
    if serves_umbrella(request.user):
        return
    for name in ("action-publish", "action-submit"):
        first = next((item for item in items if item.name == name), None)
        if first is not None:
            items.remove(first)
            items.insert(0, first)
            return
