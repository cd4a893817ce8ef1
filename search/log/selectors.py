"""Read the log of searches, a row a query."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from search.models import SearchLogEntry

UNMET = Q(hits=0) | Q(fuzzy=True)
"""A search found nothing when nothing matched as it was written."""


def frequent_queries() -> QuerySet[SearchLogEntry, Any]:
    """Return a row for each query text: searches, unmet, narrowed, opened, latest."""
    return (
        SearchLogEntry.objects.exclude(text="")
        .values("text")
        .annotate(
            searches=Count("pk"),
            unmet=Count("pk", filter=UNMET),
            narrowed=Count("pk", filter=~Q(filters={})),
            opened=Count("clicked_rank"),
            latest=Max("created"),
        )
        .order_by("-searches", "text")
    )


def unmet_queries() -> QuerySet[SearchLogEntry, Any]:
    """Return the same rows of those searches alone that found nothing."""
    return frequent_queries().filter(UNMET)
