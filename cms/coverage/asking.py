"""What a reader of the coverage may ask: which two dimensions, narrowed to which values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.coverage.counting import Offered
from cms.directory.models import Challenge, Municipality, TargetGroup
from cms.directory.models.taxonomies import Named

TARGET_GROUP, CHALLENGE, MUNICIPALITY = "target_group", "challenge", "municipality"
DIMENSIONS = (TARGET_GROUP, CHALLENGE, MUNICIPALITY)
ANY_LABELS: Mapping[str, str | Promise] = {
    TARGET_GROUP: _("All target groups"),
    CHALLENGE: _("All challenges"),
    MUNICIPALITY: _("All municipalities"),
}
LABELS: Mapping[str, str | Promise] = {
    TARGET_GROUP: _("Target group"),
    CHALLENGE: _("Challenge"),
    MUNICIPALITY: _("Municipality"),
}


class Layout(StrEnum):
    """Which two dimensions a table shows: rows, then columns."""

    GROUPS_AND_CHALLENGES = "challenge-target_group"
    PLACES_AND_GROUPS = "municipality-target_group"
    PLACES_AND_CHALLENGES = "municipality-challenge"

    @property
    def axes(self) -> tuple[str, str]:
        """Return the dimension of the rows and that of the columns."""
        rows, columns = self.value.split("-")
        return rows, columns


LAYOUTS = [
    (Layout.GROUPS_AND_CHALLENGES.value, _("Challenges by target group")),
    (Layout.PLACES_AND_GROUPS.value, _("Municipalities by target group")),
    (Layout.PLACES_AND_CHALLENGES.value, _("Municipalities by challenge")),
]
OFFERED = [
    (Offered.ANYHOW.value, _("However it is offered")),
    (Offered.COUNTY.value, _("In the whole county")),
    (Offered.LOCAL.value, _("In certain municipalities")),
    (Offered.DIGITAL.value, _("As a digital service")),
]


@dataclass(frozen=True)
class Values:
    """Hold the values of each dimension in their order."""

    terms: Mapping[str, Sequence[Named]]

    @classmethod
    def read(cls) -> Values:
        """Read them; three queries."""
        return cls(
            {
                TARGET_GROUP: list(TargetGroup.objects.all()),
                CHALLENGE: list(Challenge.objects.all()),
                MUNICIPALITY: list(Municipality.objects.all()),
            }
        )

    @cached_property
    def by_slug(self) -> dict[str, dict[str, Named]]:
        """Return the values of each dimension by their slugs."""
        return {name: {term.slug: term for term in terms} for name, terms in self.terms.items()}


class CoverageForm(forms.Form):
    """Choose what the table shows; what is left open shows everything."""

    layout = forms.ChoiceField(label=_("Table"), choices=LAYOUTS, required=False)
    target_group = forms.ChoiceField(label=LABELS[TARGET_GROUP], required=False)
    challenge = forms.ChoiceField(label=LABELS[CHALLENGE], required=False)
    municipality = forms.ChoiceField(label=LABELS[MUNICIPALITY], required=False)
    offered = forms.ChoiceField(label=_("Where"), choices=OFFERED, required=False)

    def __init__(self, values: Values, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.values = values
        for name in DIMENSIONS:
            terms = [(term.slug, term.name) for term in values.terms[name]]
            self.fields[name].choices = [("", ANY_LABELS[name]), *terms]  # type: ignore[attr-defined]  # they are choice fields

    @property
    def chosen(self) -> Chosen:
        """Return what is asked for; what is no value of its field counts as not asked, and is told."""
        self.is_valid()
        given: dict[str, str] = self.cleaned_data
        return Chosen(
            layout=Layout(given.get("layout") or Layout.GROUPS_AND_CHALLENGES),
            offered=Offered(given.get("offered") or ""),
            terms={name: self.values.by_slug[name][given[name]] for name in DIMENSIONS if given.get(name)},
        )


@dataclass(frozen=True)
class Chosen:
    """Be one question: a layout, how it is offered, and the values that dimensions are narrowed to."""

    layout: Layout
    offered: Offered
    terms: Mapping[str, Named]
