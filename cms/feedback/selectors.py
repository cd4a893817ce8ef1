"""What reads feedback."""

from __future__ import annotations

from django.db.models import QuerySet

from cms.feedback.models import Feedback
from cms.worklist.items import Scope


def feedback_in(scope: Scope) -> QuerySet[Feedback]:
    """Return the feedback on services in scope, with the services, the newest first."""
    found = Feedback.objects.select_related("service", "service__organisation", "handled_by")
    return scope.narrow(found, "service__organisation")


def open_feedback(scope: Scope) -> QuerySet[Feedback]:
    """Return that which nobody has handled."""
    return feedback_in(scope).filter(handled_at=None)
