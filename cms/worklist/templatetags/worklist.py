"""What the work list's templates need beyond their values."""

from __future__ import annotations

from collections.abc import Mapping, Sized

from django import template
from django.template import Context

register = template.Library()


@register.filter
def title_of(titles: Mapping[int, str], organisation: int | None) -> str:
    """Return an organisation's name by its key, or nothing."""
    return titles.get(organisation, "") if organisation is not None else ""


@register.filter
def subtract(number: int, shown: Sized) -> int:
    """Return how many are left after those that are shown."""
    return number - len(shown)


@register.simple_tag(takes_context=True)
def address_with(context: Context, **changes: object) -> str:
    """Return the page's own address with other values in its query; an empty value takes one out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"{context['request'].path}?{query.urlencode()}"
