"""The directory in the admin: services, taxonomies, organisations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from cms.accounts.models import User
from cms.directory.admin_views import confirm
from cms.directory.assistance import hints, tell_hints, trial
from cms.directory.bulk_actions import AvailabilityBulkAction, EndBulkAction, TargetGroupsBulkAction
from cms.directory.models import OrganisationPage, Service
from cms.directory.viewsets import DirectoryViewSetGroup
from cms.moderation.subjects import may

register_snippet(DirectoryViewSetGroup)

for _action in (AvailabilityBulkAction, TargetGroupsBulkAction, EndBulkAction):
    hooks.register("register_bulk_action", _action)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Give the page on which a service is confirmed, and the form's helps, their addresses."""
    return [
        path("palvelut/<int:pk>/vahvista/", confirm, name="confirm_service"),
        path("palvelut/vihjeet/", hints, name="summary_hints"),
        path("palvelut/linkki/", trial, name="try_link"),
    ]


hooks.register("after_create_snippet", tell_hints)
hooks.register("after_edit_snippet", tell_hints)


@hooks.register("register_snippet_listing_buttons")
def confirmation_button(snippet: object, user: User, next_url: str | None = None) -> Iterator[Button]:  # noqa: ARG001  Wagtail's signature
    """Offer to confirm a published service to those who may change it."""
    if isinstance(snippet, Service) and snippet.live and may(user, snippet, "change"):
        address = reverse("confirm_service", args=[snippet.pk])
        yield Button(_("Confirm"), address, icon_name="check", priority=15)


@hooks.register("before_delete_page")
def keep_organisation_with_services(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete pages of organisations that have services, and say what to do instead."""
    if not _refused(request, [page]):
        return None
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_organisations_with_services(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """Refuse the same of several pages at once; then none of them is deleted."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "delete" or not _refused(request, pages):
        return None
    return redirect(action.next_url)


def _refused(request: HttpRequest, pages: Sequence[Page]) -> bool:
    """Tell whether any page is or holds an organisation that has services; if so, say it to the user."""
    names = sorted(
        {
            organisation.title
            for page in pages
            for organisation in OrganisationPage.objects.descendant_of(page, inclusive=True).filter(
                services__isnull=False
            )
        }
    )
    if not names:
        return False
    messages.error(
        request,
        _(
            "These organisations have services and can't be deleted: %(names)s."
            " Unpublish the page, or delete the services first."
        )
        % {"names": ", ".join(names)},
    )
    return True
