"""What is published for the first time is thereby confirmed: somebody has just read it through."""

from __future__ import annotations

from typing import Any

from wagtail.models import Revision
from wagtail.signals import published

from cms.directory.actions import confirm_service
from cms.directory.models import Service


def listen() -> None:
    """Confirm services at their first publication."""
    published.connect(_service_published, sender=Service)


def _service_published(instance: Service, revision: Revision, **_kwargs: Any) -> None:
    if instance.confirmed_at is None:
        confirm_service(service=instance, user=revision.user)
