"""What waits for moderators, and what they returned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page, TaskState, WorkflowState

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service


def waiting_for(user: User) -> QuerySet[TaskState]:
    """Return what a person may approve or return, the longest waiting first."""
    return (
        TaskState.objects.reviewable_by(user)
        .select_related("workflow_state__requested_by")
        .order_by("started_at", "pk")
    )


def workflow_states(status: str) -> QuerySet[WorkflowState]:
    """Return the workflows in a status of services and profile pages, the oldest first."""
    kinds = ContentType.objects.get_for_models(Page, Service, for_concrete_models=False).values()
    return (
        WorkflowState.objects.filter(status=status, base_content_type__in=kinds)
        .select_related("current_task_state__finished_by", "requested_by")
        .order_by("current_task_state__started_at", "pk")
    )


def subjects_of(states: Sequence[WorkflowState]) -> dict[int, Any]:
    """Return the service or profile page of each workflow by the workflow's key, in two queries."""
    service_kind = ContentType.objects.get_for_model(Service)
    services = Service.objects.select_related("organisation").in_bulk(
        _keys(states, lambda state: state.base_content_type_id == service_kind.pk)
    )
    pages = OrganisationPage.objects.in_bulk(
        _keys(states, lambda state: state.base_content_type_id != service_kind.pk)
    )
    found: dict[int, Any] = {}
    for state in states:
        kept = services if state.base_content_type_id == service_kind.pk else pages
        subject = kept.get(int(state.object_id))
        if subject is not None:
            found[state.pk] = subject
    return found


def _keys(states: Iterable[WorkflowState], wanted: Any) -> list[int]:
    return [int(state.object_id) for state in states if wanted(state)]
