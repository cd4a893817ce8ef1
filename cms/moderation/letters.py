"""Mail about moderation: to moderators when something waits, to its people when it is decided."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin import signal_handlers
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from cms.accounts.models import User
from cms.mail.actions import write_letters
from cms.mail.topics import Topic, register_topic
from cms.membership.selectors import people_of, umbrella_people
from cms.moderation.subjects import edit_address, organisation_of, public_address, subject_of, title_of

TOPIC = "moderation"


def listen() -> None:
    """Write our letters in place of Wagtail's, which are sent while the editor waits, or are lost."""
    register_topic(
        Topic(
            TOPIC, _("Moderation"), _("What waits for you as a moderator, and what became of your changes.")
        )
    )
    for signal, sender, name in (
        (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
        (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
        (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
    ):
        if not signal.disconnect(sender=sender, dispatch_uid=name):
            raise RuntimeError(f"{signal_handlers.__name__} has no {name} any more, or is not ready yet.")
    task_submitted.connect(_submitted, sender=TaskState)
    workflow_rejected.connect(_returned, sender=WorkflowState)
    workflow_approved.connect(_approved, sender=WorkflowState)


def moderators_of(task: Any) -> QuerySet[User]:
    """Return who decides on a step: its groups' people, or the umbrella's while those have none."""
    if isinstance(task, AbstractGroupApprovalTask):
        people = User.objects.filter(is_active=True, groups__in=task.groups.all()).distinct()
        if people.exists():
            return people
    return umbrella_people()


def _submitted(instance: TaskState, user: User | None = None, **_kwargs: Any) -> None:
    people = moderators_of(instance.task.specific)
    context = _context(instance.workflow_state) | {
        "title": instance.revision.object_str,
        "review_path": reverse("review_moderation", args=[instance.pk]),
    }
    _write("moderation_submitted", people, user, context)


def _returned(instance: WorkflowState, user: User | None = None, **_kwargs: Any) -> None:
    _tell(instance, user, "moderation_returned")


def _approved(instance: WorkflowState, user: User | None = None, **_kwargs: Any) -> None:
    _tell(instance, user, "moderation_approved")


def _tell(state: WorkflowState, user: User | None, name: str) -> None:
    organisation = organisation_of(subject_of(state))
    people = people_of(organisation) if organisation else User.objects.none()
    if state.requested_by_id:
        people = User.objects.filter(
            is_active=True, pk__in=[*people.values_list("pk", flat=True), state.requested_by_id]
        )
    _write(name, people, user, _context(state))


def _context(state: WorkflowState) -> dict[str, Any]:
    subject = subject_of(state)
    task_state = state.current_task_state
    with override(settings.LANGUAGE_CODE):  # not the language of who decided
        public_path = public_address(subject)
    return {
        "title": title_of(subject.get_latest_revision_as_object()),
        "organisation": organisation_of(subject),
        "comment": task_state.comment if task_state else "",
        "edit_path": edit_address(subject),
        "public_path": public_path,
        "is_new": not subject.live,
    }


def _write(name: str, people: QuerySet[User], actor: User | None, context: dict[str, Any]) -> None:
    """Write to everybody but the one who did it, and knows."""
    others = people.exclude(pk=actor.pk) if actor else people
    write_letters(name=name, to=others, context=context, topic=TOPIC)
