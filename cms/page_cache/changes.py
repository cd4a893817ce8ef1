"""In which state the content is: a cheap question, asked whenever a kept page might be answered."""

from __future__ import annotations

from django.db import connection

from cms.page_cache.models import Change

LATEST_KEPT = 200
"""So many of the latest changes stay; older transactions have long ended."""

_STATE = f"SELECT max(number), count(*) FROM {Change._meta.db_table}"  # noqa: S608  our own table's name

State = tuple[int | None, int]


def current_state() -> State:
    """Return what differs whenever another change has been committed.

    Transactions are not committed in the order of their numbers. One that overtakes another changes the
    largest number; the overtaken one then changes how many there are.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        largest, count = cursor.fetchone()
    return largest, count


def forget_old_changes() -> int:
    """Delete all but the latest changes; return how many that was."""
    oldest = Change.objects.order_by("-number").values_list("number", flat=True)[LATEST_KEPT:][:1]
    deleted = 0
    for number in oldest:
        deleted, _each = Change.objects.filter(number__lte=number).delete()
    return deleted
