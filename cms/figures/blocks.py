"""The block that shows a year's summed figures in an annual review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.figures.models import KeyFigure
from cms.figures.presenting import year_figures

NAME = "year_figures"
"""What the block is called in a body."""


def figure_choices() -> list[tuple[str, str]]:
    """Return the figures that are put together, by key."""
    figures = KeyFigure.objects.exclude(together=KeyFigure.Together.NONE)
    return [(str(figure.pk), figure.name) for figure in figures]


class YearFiguresBlock(blocks.StructBlock):
    """Show what the members' key figures of a year come to, with the change from the year before."""

    year = blocks.IntegerBlock(label=_("Year"), min_value=1900, max_value=2100)
    figures = blocks.MultipleChoiceBlock(
        label=_("Key figures"),
        choices=figure_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a choice all are shown."),
        search_index=False,
    )

    class Meta:
        icon = "order"
        label = _("Key figures of the members")
        help_text = _(
            "The sums are kept as they are when the page is published, also if members correct theirs later."
        )
        template = "figures/blocks/year_figures.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the figures: what is published, or in a preview today's where nothing is yet."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        preview = getattr(context.get("request"), "is_preview", False)
        year = value["year"]  # a draft may lack it
        context["lines"] = year_figures(year=year, keys=keys_of(value), preview=preview) if year else []
        context["organisations"] = max((line.organisations for line in context["lines"]), default=0)
        context["year_before"] = year - 1 if year else None
        return context


def keys_of(value: Any) -> list[int]:
    """Return the keys of the chosen figures."""
    return [int(key) for key in value["figures"] or []]
