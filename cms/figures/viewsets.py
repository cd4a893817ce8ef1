"""How key figures and their collections are kept in the admin."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.directory.listing import SearchedListView
from cms.figures.models import Collection, KeyFigure


class KeyFigureViewSet(SnippetViewSet):
    """List and edit what is counted."""

    model = KeyFigure
    icon = "order"
    index_view_class = SearchedListView
    list_display: ClassVar[list[str]] = ["name_fi", "name_sv", "unit", "together", "in_use", "sort_order"]
    list_filter: ClassVar[list[str]] = ["in_use"]


class CollectionViewSet(SnippetViewSet):
    """List and edit the rounds."""

    model = Collection
    icon = "calendar-check"
    list_display: ClassVar[list[str]] = ["year", "opens", "closes", "closed_at"]
    panels: ClassVar[list[Panel]] = [
        FieldPanel("year"),
        FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
        FieldPanel("figures", widget=forms.CheckboxSelectMultiple),
        FieldPanel("letter"),
    ]
