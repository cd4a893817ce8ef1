"""What the work list's templates need beyond their values."""

from __future__ import annotations

from collections.abc import Mapping, Sized

from django import template

register = template.Library()


@register.filter
def title_of(titles: Mapping[int, str], organisation: int | None) -> str:
    """Return an organisation's name by its key, or nothing."""
    return titles.get(organisation, "") if organisation is not None else ""


@register.filter
def subtract(number: int, shown: Sized) -> int:
    """Return how many are left after those that are shown."""
    return number - len(shown)
