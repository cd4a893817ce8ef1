"""The admin's lists of the directory's objects, in which one searches, filters and sorts at the same time."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend
from wagtail.snippets.views.snippets import IndexView


class SearchedListView(IndexView):
    """Search among all rows first, and let the list's filters and its order have the rest.

    Wagtail hands filters and order to its search, which refuses (500) every field that the model's
    ``search_fields`` don't name, and all relations to many.
    """

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows of the list that the search finds, in the list's order; one query."""
        if not self.is_searching:
            return queryset
        found = get_search_backend(self.search_backend_name).autocomplete(
            self.search_query, self.model._default_manager.all(), order_by_relevance=False
        )
        return queryset.filter(pk__in=found.get_queryset().order_by().values("pk"))
