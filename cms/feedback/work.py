"""Feedback that nobody has handled, as work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Case, Count, IntegerField, Value, When
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.feedback.models import Feedback
from cms.feedback.selectors import open_feedback
from cms.moderation.subjects import edit_address
from cms.worklist.items import Scope, WorkAction, WorkItem

SHOWN_CHARACTERS = 300
PRAISE_LAST = Case(
    When(kind=Feedback.Kind.PRAISE, then=Value(1)), default=Value(0), output_field=IntegerField()
)


class OpenFeedback:
    """List what professionals said and nobody has handled."""

    name = "feedback"
    title = gettext_lazy("Feedback from professionals")
    advice = gettext_lazy("Correct what is wrong, then mark the feedback as handled.")
    urgency = 20

    def counts(self, scope: Scope) -> Mapping[int | None, int]:
        """Count by organisation."""
        rows = open_feedback(scope).order_by().values_list("service__organisation")
        return dict(rows.annotate(number=Count("pk")))

    def items(self, scope: Scope, *, limit: int, offset: int = 0) -> Sequence[WorkItem]:
        """List complaints before praise, the oldest first."""
        rows = open_feedback(scope).order_by(PRAISE_LAST, "created_at", "pk")
        return [_item(row) for row in rows[offset : offset + limit]]


def _item(feedback: Feedback) -> WorkItem:
    words = Truncator(feedback.message).chars(SHOWN_CHARACTERS)
    kind = feedback.get_kind_display()
    settle = WorkAction(_("Mark as handled"), reverse("settle_feedback", args=[feedback.pk]), posts=True)
    edit = WorkAction(_("Edit the service"), edit_address(feedback.service))
    read = WorkAction(_("All feedback"), reverse("feedback"))
    wrong = feedback.kind == Feedback.Kind.WRONG
    return WorkItem(
        key=str(feedback.pk),
        organisation=feedback.service.organisation_id,
        subject=feedback.service.name,
        reason=f"{kind}: {words}" if words else f"{kind}.",
        since=feedback.created_at,
        actions=(edit, settle, read) if wrong else (settle, edit, read),
    )
