"""Notice what is saved, published, withdrawn or deleted, and have its links found again by a worker.

Nothing is done within the request but to tell the worker, after the commit. If nobody can be told, the
nightly search finds the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_unpublished

from ingest.linkcheck.content import is_checked
from search.workers import after_commit, give


def connect() -> None:
    """Listen to what happens to content; called once, from ``ready``."""
    post_save.connect(_saved, dispatch_uid="linkcheck.saved")
    post_delete.connect(_deleted, dispatch_uid="linkcheck.deleted")
    page_published.connect(_page_changed, dispatch_uid="linkcheck.page_published")
    page_unpublished.connect(_page_changed, dispatch_uid="linkcheck.page_unpublished")


def _saved(sender: type[models.Model], instance: Any, raw: bool = False, **_signal: Any) -> None:
    if raw:
        return
    if sender is Revision:
        refresh_later(int(instance.content_type_id), str(instance.object_id))
    elif is_checked(sender):
        refresh_later(ContentType.objects.get_for_model(sender).pk, str(instance.pk))


def _deleted(sender: type[models.Model], instance: Any, **_signal: Any) -> None:
    if is_checked(sender):
        refresh_later(ContentType.objects.get_for_model(sender).pk, str(instance.pk))
    if sender is Page:
        _page_changed(sender, instance)


def _page_changed(sender: Any, instance: Any, **_signal: Any) -> None:  # noqa: ARG001 - a receiver's form
    after_commit(_Wish("check_page_links", (int(instance.pk),)))


def refresh_later(content_type: int, object_id: str) -> None:
    """Have the links of an object found again once the transaction is over; several wishes become one."""
    after_commit(_Wish("refresh_object", (content_type, object_id)))


@dataclass(frozen=True, slots=True)
class _Wish:
    """Be a call after the commit that equals others of the same work."""

    task: str
    arguments: tuple[int | str, ...]

    def __call__(self) -> None:
        """Tell a worker."""
        from ingest.linkcheck import tasks

        give(getattr(tasks, self.task), *self.arguments, otherwise="links are looked for at the next refresh")
