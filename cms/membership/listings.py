"""Wagtail's lists and choosers that show more than their queries: made to ask whose things they show."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.views.pages import listing as page_listing
from wagtail.documents.views import documents
from wagtail.images.views import chooser as image_chooser
from wagtail.images.views import images
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

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


class OwnColleagues:
    """Offer organisations' people their own colleagues to filter by, not everybody who ever edited a page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not serves_umbrella(self.request.user):
            for name in {"owner", "edited_by"} & self.filters.keys():
                self.filters[name].queryset = colleagues_of(self.request.user)


class OwnPageFilters(OwnColleagues, page_listing.PageFilterSet):
    """Narrow the explorer's list."""


class OwnGenericPageFilters(OwnColleagues, page_listing.GenericPageFilterSet):
    """Narrow the list of all pages of a kind."""


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
    page_listing.IndexView.base_filterset_class = OwnPageFilters
    page_listing.ExplorableIndexView.base_filterset_class = OwnGenericPageFilters
    images.IndexView.filterset_class = OwnImageFilters
    documents.IndexView.filterset_class = OwnDocumentFilters
    image_chooser.viewset.choose_view_class = OwnImageChooseView
