"""What moderators decide."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import TaskState

from cms.accounts.models import User
from cms.moderation.subjects import proposed_in


class NotDecidable(Exception):
    """Report that there is nothing to decide on any more, or another version than the one that was read."""


@transaction.atomic
def decide(*, state: TaskState, user: User, approved: bool, comment: str, revision: int) -> None:
    """Approve what was read, which publishes it, or return it with a comment; its people get mail.

    ``revision`` is the key of the version that the moderator had before her. Wagtail's approval publishes
    the newest one, which is another if somebody has saved since, be it an import.

    Raises:
        NotDecidable: somebody decided, withdrew or changed it meanwhile.
    """
    current = TaskState.objects.select_for_update().get(pk=state.pk)
    newest = proposed_in(current)
    if current.status != TaskState.STATUS_IN_PROGRESS or newest.pk != revision:
        raise NotDecidable(f"Task state {state.pk} is {current.status}, its newest revision {newest.pk}.")
    current.task.specific.on_action(
        current.specific, user, "approve" if approved else "reject", comment=comment
    )
