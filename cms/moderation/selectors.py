"""What waits for moderators, and what they returned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.models import Page, TaskState, WorkflowState

from cms.accounts.models import User
from cms.directory.models import Service


def waiting_for(user: User) -> QuerySet[TaskState]:
    """Return what a person may approve or return, the longest waiting first."""
    return (
        TaskState.objects.reviewable_by(user)
        .select_related("workflow_state__requested_by", "revision")
        .defer("revision__content")
        .order_by("started_at", "pk")
    )


def workflow_states(status: str) -> QuerySet[WorkflowState]:
    """Return the workflows in a status, the oldest first."""
    return (
        WorkflowState.objects.filter(status=status)
        .select_related("current_task_state__finished_by", "requested_by")
        .order_by("current_task_state__started_at", "pk")
    )


def subjects_of(states: Iterable[WorkflowState]) -> dict[int, Any]:
    """Return what each workflow is about by the workflow's key; what is gone is left out.

    That takes a query for each kind of thing, however many there are: pages come as what they are,
    services with their organisations.
    """
    by_kind: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for state in states:
        by_kind[state.base_content_type_id][state.pk] = int(state.object_id)
    found: dict[int, Any] = {}
    for kind, keys in by_kind.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            subjects = {subject.pk: subject for subject in _subjects(model, set(keys.values()))}
            found |= {state: subjects[key] for state, key in keys.items() if key in subjects}
    return found


def _subjects(model: type[Model], keys: set[int]) -> Iterable[Any]:
    rows = model._default_manager.filter(pk__in=keys)
    if issubclass(model, Page):
        return rows.specific()  # type: ignore[attr-defined, no-any-return]  # a PageQuerySet
    return rows.select_related("organisation") if issubclass(model, Service) else rows
