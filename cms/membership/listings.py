"""Wagtail's lists and choosers that show more than their queries: made to ask whose things they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.views.pages import listing as page_listing
from wagtail.documents.views import documents
from wagtail.images.views import chooser as image_chooser
from wagtail.images.views import images
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from cms.accounts.models import User
from cms.directory.models import Service
from cms.membership.selectors import colleagues_of, serves_umbrella, services_of
from cms.membership.tags import LIMIT, tags_of_files


class OwnTags:
    """Offer organisations' people the tags of their own files, not those that everybody uses most."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags = self.filters.get("tag")
        if tags is not None and not serves_umbrella(self.request.user):
            own = tags_of_files(self.request.user, self._meta.model)[:LIMIT]
            tags.extra["choices"] = [(tag.name, tag.name) for tag in own]


class OwnImageFilters(OwnTags, images.ImagesFilterSet):
    """Narrow the list of pictures."""


class OwnDocumentFilters(OwnTags, documents.DocumentsFilterSet):
    """Narrow the list of documents."""


class OwnImageChooseView(image_chooser.ImageChooseView):
    """Choose a picture."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Suggest the tags of what can be chosen."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not serves_umbrella(self.request.user):
            context["popular_tags"] = tags_of_files(self.request.user, self.model)[:LIMIT]
        return context


def only_colleagues(
    everybody: Callable[[HttpRequest], QuerySet[User]],
) -> Callable[[HttpRequest], QuerySet[User]]:
    """Offer organisations' people their own colleagues to filter by, not everybody who ever edited a page."""

    def people(request: HttpRequest) -> QuerySet[User]:
        found = everybody(request)
        return found if serves_umbrella(request.user) else found.filter(pk__in=colleagues_of(request.user))

    return people


class _OwnServices:
    def get_object_list(self) -> QuerySet[Service]:
        """Return the services that the person works on."""
        return services_of(self.request.user)


class OwnServiceChooseView(_OwnServices, ChooseView):
    """Choose a service."""


class OwnServiceResultsView(_OwnServices, ChooseResultsView):
    """Show the services to choose from, by page and search."""


class OwnServiceChooser(SnippetChooserViewSet):
    """Choose among the services that the person works on."""

    choose_view_class = OwnServiceChooseView
    choose_results_view_class = OwnServiceResultsView


def install() -> None:
    """Put ours in the places of Wagtail's, which have no setting for it."""
    for filters in (page_listing.PageFilterSet, page_listing.GenericPageFilterSet):
        for name in ("owner", "edited_by"):
            filters.base_filters[name].queryset = only_colleagues(filters.base_filters[name].queryset)
    images.IndexView.filterset_class = OwnImageFilters
    documents.IndexView.filterset_class = OwnDocumentFilters
    image_chooser.viewset.choose_view_class = OwnImageChooseView
