"""Key figures, rounds of collection, and what organisations report."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils.timezone import localdate

from cms.directory.models import OrganisationPage
from cms.figures.actions import Reported, report_figures
from cms.figures.models import Collection, KeyFigure


class KeyFigureFactory(factory.django.DjangoModelFactory):
    """Make a figure that is summed."""

    class Meta:
        model = KeyFigure

    name_fi = factory.Sequence(lambda number: f"Tunnusluku {number}")
    slug = factory.Sequence(lambda number: f"tunnusluku-{number}")


class CollectionFactory(factory.django.DjangoModelFactory):
    """Make a round that is open now; ``figures`` are what it asks."""

    class Meta:
        model = Collection
        skip_postgeneration_save = True

    year = 2026
    opens = factory.LazyFunction(lambda: localdate() - timedelta(days=10))
    closes = factory.LazyFunction(lambda: localdate() + timedelta(days=10))

    @factory.post_generation
    def figures(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        """Ask these."""
        if create and extracted:
            self.figures.set(extracted)  # type: ignore[attr-defined]  # of the model that is made


def report(organisation: OrganisationPage, year: int, note: str = "", **values: str) -> None:
    """Report values by the figures' slugs, with underscores for hyphens."""
    figures = {figure.slug: figure for figure in KeyFigure.objects.all()}
    given = {figures[slug.replace("_", "-")]: Reported(Decimal(text), note) for slug, text in values.items()}
    report_figures(organisation=organisation, year=year, values=given)
