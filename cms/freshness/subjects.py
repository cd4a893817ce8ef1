"""What is confirmed: services and profiles, as one kind of value."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from cms.directory.models import OrganisationPage, Service
from cms.freshness.periods import Stage, stage_on
from cms.moderation.subjects import edit_address, public_address

SERVICE, PROFILE = "service", "profile"

BOOKKEEPING = frozenset(
    {
        "id", "page_ptr", "confirmed_at", "confirmed_by", "link_state", "created_at", "updated_at", "live",
        "has_unpublished_changes", "first_published_at", "last_published_at", "latest_revision",
        "live_revision", "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by",
    }
)  # fmt: skip
"""Fields that say nothing to the public of what is offered; all others are part of the fingerprint."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Hold one service, or one organisation's profile, and since when nobody has confirmed it."""

    item: Service | OrganisationPage
    fresh_since: date

    @classmethod
    def of(cls, row: Any) -> Subject:
        """Return what a selector found, with the ``fresh_since`` that it annotated."""
        return cls(row, row.fresh_since)

    @property
    def kind(self) -> str:
        """Return ``service`` or ``profile``."""
        return SERVICE if isinstance(self.item, Service) else PROFILE

    @property
    def organisation_id(self) -> int:
        """Return the key of the organisation that it belongs to."""
        return int(self.item.organisation_id if isinstance(self.item, Service) else self.item.pk)

    @property
    def name(self) -> str:
        """Name it, in the active language."""
        if isinstance(self.item, Service):
            return self.item.name
        return _("Profile: %(organisation)s") % {"organisation": self.item.title}

    @property
    def edit_path(self) -> str:
        """Return where it is edited."""
        return edit_address(self.item)

    @property
    def public_path(self) -> str:
        """Return where the public reads it."""
        return public_address(self.item)

    @property
    def token(self) -> str:
        """Return kind, key and fingerprint in one word, as forms carry them."""
        return f"{self.kind}:{self.item.pk}:{fingerprint(self.item)}"

    def stage_on(self, today: date) -> Stage:
        """Return how long it has been unconfirmed."""
        return stage_on(today, self.fresh_since)


def fingerprint(item: Service | OrganisationPage) -> str:
    """Return a short digest of all that the public reads of it; prefetched relations cost no query."""
    own = type(item)
    fields = {
        field.name: field.value_to_string(item)
        for field in item._meta.concrete_fields
        if field.name not in BOOKKEEPING and (field.model is own or field.name == "title")
    }
    relations = {
        field.name: sorted(row.pk for row in getattr(item, field.name).all()) for field in relations_of(own)
    }
    text = json.dumps([fields, relations], sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()[:24]


def relations_of(model: type[models.Model]) -> list[models.Field]:
    """Return the relations that are part of the fingerprint: terms, places, tags."""
    return [field for field in model._meta.many_to_many if field.model is model]
