"""To which organisation a thing belongs: whatever has a foreign key ``organisation`` to its page."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.signals import pre_delete
from wagtail.models import ModelLogEntry

from cms.directory.models import OrganisationPage

FIELD = "organisation"


@cache
def belonging_models() -> tuple[type[models.Model], ...]:
    """Return the models whose objects belong to one organisation."""
    return tuple(model for model in apps.get_models() if _belongs(model))


def _belongs(model: type[models.Model]) -> bool:
    try:
        field = model._meta.get_field(FIELD)
    except FieldDoesNotExist:
        return False
    return isinstance(field, models.ForeignKey) and field.related_model is OrganisationPage


def listen() -> None:
    """Remember the organisation of what is deleted, for the log."""
    pre_delete.connect(_deleted)


def _deleted(sender: type[models.Model], instance: Any, **_kwargs: Any) -> None:
    from cms.overview.models import FormerBelonging

    if sender not in belonging_models() or not instance.organisation_id:
        return
    kind = ContentType.objects.get_for_model(sender)
    if ModelLogEntry.objects.filter(content_type=kind, object_id=str(instance.pk)).exists():
        FormerBelonging.objects.update_or_create(
            content_type=kind,
            object_id=str(instance.pk),
            defaults={"organisation_id": instance.organisation_id},
        )
