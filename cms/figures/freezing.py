"""Publish a year's sums with the page that shows them (docs/decisions/0021-key-figures.md)."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published

from cms.figures.actions import publish_sums
from cms.figures.blocks import NAME, keys_of
from cms.figures.models import KeyFigure


def listen() -> None:
    """Hear of pages that are published."""
    page_published.connect(_published)


def _published(instance: Page, revision: Any = None, **_kwargs: Any) -> None:
    """Publish what the page's blocks show and nobody has published: the year and the one before."""
    for block in getattr(instance, "body", None) or ():
        if block.block_type != NAME:
            continue
        keys, year = keys_of(block.value), block.value["year"]
        figures = KeyFigure.objects.filter(pk__in=keys) if keys else KeyFigure.objects.all()
        for one in (year - 1, year):
            publish_sums(year=one, figures=figures, user=revision.user if revision else None)
