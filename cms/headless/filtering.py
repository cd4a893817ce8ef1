"""What the API of pages is filtered and ordered by, where Wagtail's own way doesn't fit our pages."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Q, QuerySet
from django.utils.translation import gettext as _
from taggit.managers import TaggableManager
from wagtail.api.v2.filters import FieldsFilter, SearchFilter
from wagtail.api.v2.utils import BadRequestError

from search.query import MAX_TEXT_LENGTH

MOST_TAGS = 20
"""So many tags may be asked for at once; each is a condition that the database meets by itself."""


class TaggedFields(FieldsFilter):
    """Filter by fields as Wagtail does, and by tags through the rows that join them to pages.

    Those rows point to the page, whatever its kind, and taggit looks for the kind's own key, which there is
    none of. A tag is named by its name or by its address part; a page has all that are named.
    """

    def filter_queryset(self, request: Any, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """Return what meets every field that is asked for.

        Raises:
            BadRequestError: more than ``MOST_TAGS`` tags are named.
        """
        available = set(view.get_available_fields(queryset.model, db_fields_only=True))
        manager = _tags(queryset.model) if "tags" in available else None
        if manager is None or "tags" not in request.GET:
            return super().filter_queryset(request, queryset, view)
        others = request.GET.copy()
        names = dict.fromkeys(others.pop("tags")[-1].split(","))
        if len(names) > MOST_TAGS:
            raise BadRequestError(_("At most %(number)s tags at once, please.") % {"number": MOST_TAGS})
        queryset = super().filter_queryset(SimpleNamespace(GET=others), queryset, view)
        joined = manager.through._meta.get_field("content_object").related_query_name()
        for name in names:
            tag = Q(**{f"{joined}__tag__name": name}) | Q(**{f"{joined}__tag__slug": name})
            queryset = queryset.filter(pk__in=queryset.model.objects.filter(tag).values("pk"))
        return queryset


class WordsAlone(SearchFilter):
    """Search as Wagtail does, for words: SQLite's search takes a lone quotation mark for a mistake.

    What is longer than a search of the site is cut as there: each word is a condition within the others.
    """

    def filter_queryset(self, request: Any, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """Return what holds the words, or all if no search is asked for."""
        if "search" not in request.GET:
            return queryset
        asked = request.GET.copy()
        asked["search"] = asked["search"][:MAX_TEXT_LENGTH].replace('"', " ")
        found: QuerySet[Any] = super().filter_queryset(SimpleNamespace(GET=asked), queryset, view)
        return found


def has_many(field: Field[Any, Any] | None) -> bool:
    """Tell whether a thing has many of a field, so that nothing is put in order by it."""
    return isinstance(field, TaggableManager) or bool(field and (field.many_to_many or field.one_to_many))


def _tags(model: type[Any]) -> TaggableManager | None:
    try:
        field = model._meta.get_field("tags")
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, TaggableManager) else None
