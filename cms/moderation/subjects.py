"""What is moderated: whose it is, where it is edited, and who may look at it."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import Model
from django.urls import reverse
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service


def subject_of(holder: WorkflowState | Revision) -> Any:
    """Return what a workflow, or a version, is about: a page as what it is, ``None`` when it is gone."""
    found = holder.content_object
    return found.specific if isinstance(found, Page) else found


def proposed_in(state: TaskState) -> Revision:
    """Return the version that approval would publish, or of what is decided, the one that was sent."""
    if state.status == TaskState.STATUS_IN_PROGRESS:
        newest = subject_of(state.workflow_state).get_latest_revision()
        if newest is not None:
            return newest
    return state.revision


def organisation_of(subject: Model) -> OrganisationPage | None:
    """Return whose a service or profile page is; ``None`` for what is the umbrella's own."""
    if isinstance(subject, Service):
        return subject.organisation
    return subject if isinstance(subject, OrganisationPage) else None


def title_of(subject: Any) -> str:
    """Return what people call it, by its newest version."""
    return str(subject.title if isinstance(subject, Page) else subject)


def edit_address(subject: Any) -> str:
    """Return the path where it is edited."""
    return _admin_address(subject, "edit")


def history_address(subject: Any) -> str:
    """Return the path of its history."""
    return _admin_address(subject, "history")


def restore_address(subject: Any, revision: Revision) -> str:
    """Return the path of the form that brings a version back."""
    return _admin_address(subject, "revisions_revert", revision.pk)


def public_address(subject: Any) -> str:
    """Return the path of the public page, empty where there is none yet."""
    if not subject.live:
        return ""
    return (subject.url or "") if isinstance(subject, Page) else subject.get_absolute_url()


def may(user: User, subject: Any, action: Literal["change", "publish"]) -> bool:
    """Tell whether somebody may do something with it; whoever may change it may look at its versions."""
    if isinstance(subject, Page):
        rights = subject.permissions_for_user(user)
        return bool(rights.can_edit() if action == "change" else rights.can_publish())
    policy = policy_registry.get(subject)
    return bool(policy.user_has_permission_for_instance(user, action, subject))


def may_decide(user: User, state: TaskState) -> bool:
    """Tell whether somebody may approve or return what waits."""
    if state.status != TaskState.STATUS_IN_PROGRESS:
        return False
    subject = subject_of(state.workflow_state)
    return any(name == "approve" for name, *_rest in state.task.specific.get_actions(subject, user))


def _admin_address(subject: Any, view: str, *more: int) -> str:
    name = (
        f"wagtailadmin_pages:{view}"
        if isinstance(subject, Page)
        else subject.snippet_viewset.get_url_name(view)
    )
    return reverse(name, args=[subject.pk, *more])
