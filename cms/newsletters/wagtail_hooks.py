"""The newsletter in the admin's menus, on an issue's page, and in the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.membership.selectors import serves_umbrella
from cms.newsletters.actions import CALLED_OFF, ORDERED
from cms.newsletters.admin_views import NewslettersView, SendView
from cms.newsletters.models import NewsletterPage
from cms.newsletters.newly_published import bring_in
from cms.overview.access import MENU_HOOK, UmbrellaMenuItem

BRING_IN = "bring-in"


@hooks.register("register_admin_urls")
def newsletter_addresses() -> list[URLPattern]:
    """Give the pages their addresses."""
    return [
        path("uutiskirje/", NewslettersView.as_view(), name="newsletters"),
        path("uutiskirje/<int:page_id>/laheta/", SendView.as_view(), name="send_newsletter"),
    ]


@hooks.register(MENU_HOOK)
def newsletter_menu_item() -> MenuItem:
    """Lead to the newsletter."""
    return UmbrellaMenuItem(
        _("Newsletter"), reverse("newsletters"), name="newsletters", icon_name="mail", order=60
    )


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def send_button(page: Page, user: Any, **_more: object) -> Iterator[Button]:
    """Lead from an issue to its sending."""
    if issubclass(page.specific_class or Page, NewsletterPage) and serves_umbrella(user):
        yield Button(
            _("Send as a letter"), reverse("send_newsletter", args=[page.pk]), icon_name="mail", priority=12
        )


class BringInItem(ActionMenuItem):
    """Save an issue and add to it what has been published since the last one."""

    label = _("Save and add what is new")
    name = BRING_IN
    icon_name = "download"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Stand on the forms of issues alone."""
        page = context.get("page")
        return isinstance(page, NewsletterPage) and super().is_shown(context)


@hooks.register("register_page_action_menu_item")
def bring_in_item() -> ActionMenuItem:
    """Offer it beside saving."""
    return BringInItem(order=5)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def bring_in_what_is_new(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Add what is new to the draft that was just saved, and go on editing."""
    if BRING_IN not in request.POST or not isinstance(page, NewsletterPage):
        return None
    draft = page.get_latest_revision_as_object()
    count = bring_in(draft)
    if count:
        draft.save_revision(user=request.user, log_action=True, clean=False)
    said = ngettext("%(count)d thing was added.", "%(count)d things were added.", count)
    notes.success(request, said % {"count": count})
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("register_log_actions")
def sending_in_log(actions: Any) -> None:
    """Tell the log what the sending of an issue is called."""
    actions.register_action(ORDERED, _("Send as a letter"), _("Ordered the sending of the issue"))
    actions.register_action(CALLED_OFF, _("Call off the sending"), _("Called off the sending of the issue"))
