"""The names that the search knows, among the admin's snippets."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import Name


class NameViewSet(SnippetViewSet):
    """List and edit the names that no dictionary knows."""

    model = Name
    icon = "tag"
    menu_order = 165
    add_to_admin_menu = True
    list_display: ClassVar[list[Any]] = [
        "written",
        "base",
        BooleanColumn("is_active", label=_("In use"), sort_key="is_active"),
        DateColumn("updated_at", label=_("Changed"), sort_key="updated_at"),
    ]
    list_filter: ClassVar[list[str]] = ["is_active"]
    search_fields: ClassVar[list[str]] = ["written", "base"]
    search_backend_name = None
    list_per_page = 50
