"""Notice when the editors' list of names changes."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save

from search.models import Name
from search.names.actions import LIST
from search.outbox import record_changes


def follow_names() -> None:
    """Note for the index when the list changes; called from ``ready``."""
    for signal in (post_save, post_delete):
        signal.connect(_name_changed, sender=Name)


def _name_changed(instance: Name, **_kwargs: Any) -> None:
    record_changes(LIST, [instance.pk])
