"""The directory in the admin: services, taxonomies, organisations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.accounts.models import User
from cms.directory.admin_views import confirm, may_confirm
from cms.directory.models import Challenge, Municipality, OrganisationPage, Service, TargetGroup


class ServiceFilters(WagtailFilterSet):
    """Narrow the list of services."""

    class Meta:
        model = Service
        fields: ClassVar[list[str]] = [
            "organisation",
            "status",
            "live",
            "target_groups",
            "challenges",
            "municipalities",
            "whole_county",
            "digital",
        ]


class ServiceViewSet(SnippetViewSet):
    """List and edit services."""

    model = Service
    icon = "help"
    list_display: ClassVar[list[str]] = ["name", "organisation", "status", "confirmed_at"]
    filterset_class = ServiceFilters
    list_per_page = 50
    ordering: ClassVar[list[str]] = ["name"]
    inspect_view_enabled = True

    def get_queryset(self, request: HttpRequest) -> Any:  # noqa: ARG002  Wagtail's signature
        """Fetch the organisations along with the services."""
        return Service.objects.select_related("organisation")


class TargetGroupViewSet(SnippetViewSet):
    """List and edit target groups."""

    model = TargetGroup
    icon = "group"
    list_display: ClassVar[list[str]] = ["name_fi", "name_sv", "name_en", "sort_order"]


class ChallengeViewSet(SnippetViewSet):
    """List and edit challenges."""

    model = Challenge
    icon = "warning"
    list_display: ClassVar[list[str]] = ["name_fi", "name_sv", "name_en", "sort_order"]


class MunicipalityViewSet(SnippetViewSet):
    """List and edit municipalities."""

    model = Municipality
    icon = "site"
    list_display: ClassVar[list[str]] = ["name_fi", "name_sv", "code"]


class DirectoryViewSetGroup(SnippetViewSetGroup):
    """Stand in the menu as the palvelupaketti."""

    menu_label = gettext_lazy("Service package")
    menu_icon = "list-ul"
    menu_order = 150
    items = (ServiceViewSet, TargetGroupViewSet, ChallengeViewSet, MunicipalityViewSet)


register_snippet(DirectoryViewSetGroup)


@hooks.register("register_admin_urls")
def confirmation_address() -> list[URLPattern]:
    """Give the page on which a service is confirmed its address."""
    return [path("palvelut/<int:pk>/vahvista/", confirm, name="confirm_service")]


@hooks.register("register_snippet_listing_buttons")
def confirmation_button(snippet: object, user: User, next_url: str | None = None) -> Iterator[Button]:  # noqa: ARG001  Wagtail's signature
    """Offer to confirm a published service to those who may change it."""
    if isinstance(snippet, Service) and snippet.live and may_confirm(user, snippet):
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
