"""An organisation's own key figures, where it lets its page show them."""

from __future__ import annotations

from django import template

from cms.directory.models import OrganisationPage
from cms.figures.selectors import own_latest

register = template.Library()


@register.simple_tag
def own_figures_of(organisation: OrganisationPage) -> tuple[int, list[tuple[str, str]]] | None:
    """Return the year, and names with values."""
    return own_latest(organisation) if organisation.pk else None
