"""Photograph the tables that hold what people own, to see whether a request changed them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageViewRestriction,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)

from cms.accounts.models import User
from cms.directory.models import Challenge, OrganisationPage, Service, TargetGroup
from cms.figures.models import Answer, KeyFigure, PublishedSum, ReportedFigure
from cms.figures.models import Collection as FiguresCollection
from cms.membership.models import Invitation, Membership, OrganisationTerms
from tests.integration.permissions.world import Holding

TABLES: tuple[type[Model], ...] = (
    Page, OrganisationPage, Service, get_image_model(), get_document_model(), Revision, WorkflowState,
    TaskState, Membership, OrganisationTerms, Invitation, Group, GroupPagePermission,
    GroupCollectionPermission, Collection, User, UploadedFile, TargetGroup, Challenge,
    PageViewRestriction, CollectionViewRestriction, Answer, ReportedFigure, KeyFigure, FiguresCollection,
    PublishedSum,
)  # fmt: skip

Photograph = dict[str, dict[Any, tuple[Any, ...]]]


def photograph() -> Photograph:
    """Return every row of ``TABLES``."""
    return {
        table._meta.label: {
            row[0]: row for row in table._default_manager.order_by("pk").values_list("pk", *_columns(table))
        }
        for table in TABLES
    }


def changes(before: Photograph, after: Photograph, own: Holding) -> list[str]:
    """Say what changed between two photographs, apart from what belongs to ``own``."""
    mine = _keys_of(own)
    return [
        f"{table} {key}: {rows[key]} became {after[table].get(key)}"
        for table, rows in before.items()
        for key in rows
        if after[table].get(key) != rows[key] and (table, key) not in mine
    ]


def added(before: Photograph, after: Photograph) -> list[tuple[str, tuple[Any, ...]]]:
    """Return the rows that are in the second photograph alone."""
    return [(table, rows[key]) for table, rows in after.items() for key in rows if key not in before[table]]


def _columns(table: type[Model]) -> list[str]:
    changing = {"last_login", "last_seen_at"}
    kept_when_first_read = {"file_size", "file_hash"}
    return [
        field.attname
        for field in table._meta.concrete_fields
        if field.name not in changing | kept_when_first_read
    ]


def _keys_of(own: Holding) -> set[tuple[str, Any]]:
    parts = {
        Page: [own.page.pk],
        OrganisationPage: [own.page.pk],
        Service: [own.live.pk, own.draft.pk, own.submitted.pk],
        get_image_model(): [own.image.pk],
        get_document_model(): [own.document.pk],
        Revision: Revision.objects.filter(object_str__contains="MAJAKKA").values_list("pk", flat=True),
        WorkflowState: [own.page_workflow.pk, own.service_workflow.pk],
        TaskState: [own.page_task.pk, own.service_task.pk],
        Membership: Membership.objects.filter(organisation=own.page).values_list("pk", flat=True),
        OrganisationTerms: [own.terms.pk],
        Invitation: [own.invitation.pk],
        User: [own.administrator.pk, own.editor.pk],
        UploadedFile: [own.upload.pk],
        Collection: [own.terms.collection_id],
        Answer: own.page.figure_answers.values_list("pk", flat=True),
        ReportedFigure: own.page.reported_figures.values_list("pk", flat=True),
    }
    return {(table._meta.label, key) for table, keys in parts.items() for key in keys}
