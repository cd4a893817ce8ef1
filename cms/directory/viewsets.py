"""How the directory's objects are listed and edited in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CopyView, EditView, SnippetViewSet, SnippetViewSetGroup

from cms.directory.availability import availability_of
from cms.directory.listing import SearchedListView
from cms.directory.models import Challenge, Municipality, Service, TargetGroup
from cms.directory.models.address import ADDRESS_FIELDS
from cms.membership.listings import OwnServiceChooser
from cms.membership.selectors import organisations_of, services_of
from cms.moderation.concurrency import set_overtaken_aside
from search.fields import LinkState


class ServiceFilters(WagtailFilterSet):
    """Narrow the list of services, by the organisations that the person works for among others."""

    organisation = ModelChoiceFilter(
        label=_("organisation"), queryset=lambda request: organisations_of(request.user).order_by("title")
    )

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


class ServiceEditView(EditView):
    """Edit a service; what somebody else has overtaken is saved as a draft only."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Look at the newest version before Wagtail decides what a save asks for."""
        if request.method == "POST":
            stored = Service.objects.select_related("latest_revision").filter(pk=kwargs.get("pk")).first()
            set_overtaken_aside(request, stored.latest_revision if stored else None)
        super().setup(request, *args, **kwargs)


class ServiceCopyView(CopyView):
    """Copy a service: the form holds all but what was found out about the other one."""

    def get_initial_form_instance(self) -> Service:
        """Return a service that is not saved yet, active, and confirmed by nobody."""
        copied: Service = get_object_or_404(Service, pk=self.get_object().pk).get_latest_revision_as_object()
        copied.status = Service.Status.ACTIVE
        copied.link_state = LinkState.UNKNOWN.value
        copied.confirmed_at = copied.confirmed_by = None
        return copied


class ServiceViewSet(SnippetViewSet):
    """List and edit services."""

    model = Service
    icon = "clipboard-list"
    list_display: ClassVar[list[Any]] = [
        "name",
        "organisation",
        Column("where", label=_("Where"), accessor=lambda service: "; ".join(availability_of(service))),
        "status",
        "confirmed_at",
    ]
    filterset_class = ServiceFilters
    list_per_page = 25
    ordering: ClassVar[list[str]] = ["name"]
    index_view_class = SearchedListView
    inspect_view_enabled = True
    inspect_view_fields_exclude: ClassVar[list[str]] = [*ADDRESS_FIELDS]
    edit_view_class = ServiceEditView
    copy_view_class = ServiceCopyView

    chooser_viewset_class = OwnServiceChooser

    def get_queryset(self, request: HttpRequest) -> QuerySet[Service]:
        """Return the services that the person works on, with what the list shows of each."""
        return services_of(request.user).select_related("organisation").prefetch_related("municipalities")


class TargetGroupViewSet(SnippetViewSet):
    """List and edit target groups."""

    model = TargetGroup
    icon = "group"
    index_view_class = SearchedListView
    list_display: ClassVar[list[str]] = ["name_fi", "name_sv", "name_en", "sort_order"]


class ChallengeViewSet(SnippetViewSet):
    """List and edit challenges."""

    model = Challenge
    icon = "warning"
    index_view_class = SearchedListView
    list_display: ClassVar[list[str]] = ["name_fi", "name_sv", "name_en", "sort_order"]


class MunicipalityViewSet(SnippetViewSet):
    """List and edit municipalities."""

    model = Municipality
    icon = "site"
    index_view_class = SearchedListView
    list_display: ClassVar[list[str]] = ["name_fi", "name_sv", "code"]


class DirectoryViewSetGroup(SnippetViewSetGroup):
    """Stand in the menu as the palvelupaketti."""

    menu_label = _("Service package")
    menu_icon = "list-ul"
    menu_order = 150
    items = (ServiceViewSet, TargetGroupViewSet, ChallengeViewSet, MunicipalityViewSet)
