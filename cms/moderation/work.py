"""Moderation in the work list: what waits for the moderators, what came back to its people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import WorkflowState

from cms.moderation.selectors import subjects_of, workflow_states
from cms.moderation.subjects import edit_address, organisation_of, title_of
from cms.worklist.items import Scope, WorkAction, WorkItem


class _Workflows:
    """Find the workflows in one status whose subjects are in scope."""

    status: str

    def counts(self, scope: Scope) -> Mapping[int | None, int]:
        """Return how many items each organisation in scope has."""
        return Counter(_key(subject) for _state, subject in self._found(scope))

    def items(self, scope: Scope, *, limit: int, offset: int = 0) -> Sequence[WorkItem]:
        """Return the items in scope, the oldest first."""
        return [self.item(state, subject) for state, subject in self._found(scope)[offset : offset + limit]]

    def item(self, state: WorkflowState, subject: Any) -> WorkItem:
        """Return the line of one workflow."""
        raise NotImplementedError

    def _found(self, scope: Scope) -> list[tuple[WorkflowState, Any]]:
        states = list(workflow_states(self.status))
        subjects = subjects_of(states)
        return [
            (state, subject)
            for state in states
            if (subject := subjects.get(state.pk)) is not None and scope.includes(_key(subject))
        ]


class Waiting(_Workflows):
    """Find what waits for moderation: moderators decide, its people see that it waits."""

    name = "moderation"
    title = gettext_lazy("Waits for moderation")
    advice = gettext_lazy("A moderator compares the change with what is public, and approves or returns it.")
    urgency = 10
    status = WorkflowState.STATUS_IN_PROGRESS

    def item(self, state: WorkflowState, subject: Any) -> WorkItem:
        """Return the line of a workflow in progress."""
        who = state.requested_by
        name = who.get_full_name() if who else _("Somebody")
        words = _("%(name)s sent a change.") if subject.live else _("%(name)s sent something new.")
        review = reverse("review_moderation", args=[state.current_task_state_id])
        return WorkItem(
            key=f"waiting:{state.pk}",
            organisation=_key(subject),
            subject=title_of(subject),
            reason=words % {"name": name},
            since=state.current_task_state.started_at,
            actions=(WorkAction(_("Compare"), review), WorkAction(_("Edit"), edit_address(subject))),
        )


class Returned(_Workflows):
    """Find what the moderators returned, for the people who sent it."""

    name = "returned"
    title = gettext_lazy("Returned by the moderators")
    advice = gettext_lazy(
        "Read the comment, correct the text, and send it again. What is public is as it was."
    )
    urgency = 5
    status = WorkflowState.STATUS_NEEDS_CHANGES

    def item(self, state: WorkflowState, subject: Any) -> WorkItem:
        """Return the line of a returned workflow."""
        decided = state.current_task_state
        comment = decided.comment
        return WorkItem(
            key=f"returned:{state.pk}",
            organisation=_key(subject),
            subject=title_of(subject),
            reason=_("Comment: %(comment)s") % {"comment": comment}
            if comment
            else _("Returned without a comment."),
            since=decided.finished_at,
            actions=(
                WorkAction(_("Correct and send again"), edit_address(subject)),
                WorkAction(_("Compare"), reverse("review_moderation", args=[decided.pk])),
            ),
        )


def _key(subject: Any) -> int | None:
    organisation = organisation_of(subject)
    return organisation.pk if organisation else None
