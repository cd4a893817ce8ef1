"""The work list in the admin: its addresses and its place in the menu, with how much waits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from cms.worklist.counting import count_for
from cms.worklist.views import dismiss_search, worklist


class WorklistMenuItem(MenuItem):
    """Say beside the name how much waits for whoever looks."""

    def render_component(self, request: HttpRequest) -> Any:
        """Add the number; Wagtail keeps one item for everybody, so it is not changed itself."""
        number = count_for(request.user)
        label = _("Work list (%(number)s)") % {"number": number} if number else self.label
        return LinkMenuItem(
            self.name, label, self.url, icon_name=self.icon_name, classname=self.classname, attrs=self.attrs
        )


@hooks.register("register_admin_urls")
def worklist_addresses() -> list[URLPattern]:
    """Give the list and its buttons their addresses."""
    return [
        path("tyolista/", worklist, name="worklist"),
        path("tyolista/haku/<int:pk>/pois/", dismiss_search, name="dismiss_search"),
    ]


@hooks.register("register_admin_menu_item")
def worklist_menu_item() -> MenuItem:
    """Put the list first in the menu."""
    return WorklistMenuItem(
        gettext_lazy("Work list"), reverse_lazy("worklist"), name="worklist", icon_name="tasks", order=1
    )
