"""What the public is told of how fresh something is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import template
from django.utils.timezone import localdate

from cms.directory.models import OrganisationPage, Service
from cms.freshness.periods import Stage, overdue_months, stage_on
from cms.freshness.selectors import fresh_since

register = template.Library()


@dataclass(frozen=True, slots=True)
class Freshness:
    """Say when something was confirmed, if it was, and whether that is too long ago; never by whom."""

    confirmed: date | None
    overdue: bool
    overdue_months: int


@register.simple_tag
def freshness(item: Service | OrganisationPage) -> Freshness:
    """Return how fresh a service or a profile is."""
    confirmed, since = fresh_since(item)
    overdue = since is not None and stage_on(localdate(), since) == Stage.OVERDUE
    return Freshness(confirmed, overdue, overdue_months())
