"""What is moderated: whose it is, where it is edited, and who may look at it."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.urls import reverse
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service


def subject_of(state: WorkflowState) -> Any:
    """Return what a workflow is about, a page as what it is."""
    found = state.content_object
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
    if isinstance(subject, Page):
        return reverse("wagtailadmin_pages:edit", args=[subject.pk])
    return reverse(subject.snippet_viewset.get_url_name("edit"), args=[subject.pk])


def history_address(subject: Any) -> str:
    """Return the path of its history."""
    if isinstance(subject, Page):
        return reverse("wagtailadmin_pages:history", args=[subject.pk])
    return reverse(subject.snippet_viewset.get_url_name("history"), args=[subject.pk])


def restore_address(subject: Any, revision: Revision) -> str:
    """Return the path of the form that brings a version back."""
    if isinstance(subject, Page):
        return reverse("wagtailadmin_pages:revisions_revert", args=[subject.pk, revision.pk])
    return reverse(subject.snippet_viewset.get_url_name("revisions_revert"), args=[subject.pk, revision.pk])


def public_address(subject: Any) -> str:
    """Return the path of the public page, empty where there is none yet."""
    if not subject.live:
        return ""
    return (subject.url or "") if isinstance(subject, Page) else subject.get_absolute_url()


def may_see(user: User, subject: Any) -> bool:
    """Tell whether somebody may look at the versions of it: whoever may change it."""
    if isinstance(subject, Page):
        return bool(subject.permissions_for_user(user).can_edit())
    policy = policy_registry.get(subject)
    return bool(policy.user_has_permission_for_instance(user, "change", subject))


def may_decide(user: User, state: TaskState) -> bool:
    """Tell whether somebody may approve or return what waits."""
    if state.status != TaskState.STATUS_IN_PROGRESS:
        return False
    subject = subject_of(state.workflow_state)
    return any(name == "approve" for name, *_rest in state.task.specific.get_actions(subject, user))
