"""The moderation workflow that every page and service passes before it is published."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from cms.directory.models import Service
from home.roles import MODERATORS

WORKFLOW_NAME = "Moderointi"
WAGTAIL_NAME = "Moderators approval"
"""What Wagtail's own migration calls the workflow that it makes."""


def prepare_workflow(*, root: Page) -> None:
    """Assign a workflow of one step, approval by the moderators, where none is assigned. Idempotent."""
    Workflow.objects.filter(name=WAGTAIL_NAME).update(name=WORKFLOW_NAME)
    GroupApprovalTask.objects.filter(name=WAGTAIL_NAME).update(name=WORKFLOW_NAME)
    workflow = Workflow.objects.active().order_by("pk").first() or _new_workflow()
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
    WorkflowContentType.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(Service), defaults={"workflow": workflow}
    )


def _new_workflow() -> Workflow:
    task = GroupApprovalTask.objects.create(name=WORKFLOW_NAME)
    task.groups.set(Group.objects.filter(name=MODERATORS))
    workflow: Workflow = Workflow.objects.create(name=WORKFLOW_NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow
