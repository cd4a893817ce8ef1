"""The beat's way into publishing."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command


@shared_task(name="publishing.publish_scheduled")
def publish_scheduled() -> None:
    """Publish and unpublish what is due."""
    call_command("publish_scheduled", verbosity=0)
