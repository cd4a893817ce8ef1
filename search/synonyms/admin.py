"""Synonym sets among the admin's snippets."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet

from search.models import SynonymSet
from search.synonyms.views import ImportView, PreviewView

PREFILLED = "labels"
"""The parameter of the form for a new set that holds its first words."""


class SynonymIndexView(IndexView):
    """List the sets, with a way to import more."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Add the import beside the button for a new set."""
        buttons: list[Any] = list(super().header_buttons)
        if self.user_has_permission("add") and self.user_has_permission("change"):
            url = reverse("wagtailsnippets_search_synonymset:import")
            buttons.append(HeaderButton(_("Import"), url=url, icon_name="upload"))
        return buttons


class SynonymCreateView(CreateView):
    """Make a set, begun with words given in the address."""

    def get_initial(self) -> dict[str, Any]:
        """Begin with the words of ``?labels=``."""
        return {**super().get_initial(), "labels": self.request.GET.get(PREFILLED, "")}


class SynonymViewSet(SnippetViewSet):
    """List, edit and import synonym sets."""

    model = SynonymSet
    icon = "openquote"
    menu_order = 160
    add_to_admin_menu = True
    list_display: ClassVar[list[Any]] = [
        "__str__",
        "source",
        BooleanColumn("is_active", label=gettext_lazy("In use"), sort_key="is_active"),
        DateColumn("updated_at", label=gettext_lazy("Changed"), sort_key="updated_at"),
    ]
    list_filter: ClassVar[list[str]] = ["source", "is_active"]
    search_fields: ClassVar[list[str]] = ["labels", "narrower"]
    search_backend_name = None
    list_per_page = 50
    index_view_class = SynonymIndexView
    add_view_class = SynonymCreateView

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the two steps of the import."""
        return [
            *super().get_urlpatterns(),
            path("import/", ImportView.as_view(), name="import"),
            path("import/<uuid:upload_id>/", PreviewView.as_view(), name="import_preview"),
        ]
