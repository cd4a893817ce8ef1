"""Key figures in the admin: their addresses, menus, buttons and words in the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.figures import log
from cms.figures.models import Collection, KeyFigure
from cms.figures.round_views import RoundsView, RoundView
from cms.figures.views import AnswerView, OwnFiguresView
from cms.figures.viewsets import CollectionViewSet, KeyFigureViewSet
from cms.membership.selectors import serves_umbrella
from cms.overview.access import UmbrellaMenuItem


class FiguresViewSetGroup(SnippetViewSetGroup):
    """Stand in the menu beside the palvelupaketti."""

    menu_label = _("Key figures")
    menu_name = "key-figures"
    menu_icon = "order"
    menu_order = 151
    items = (CollectionViewSet, KeyFigureViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        """Put what members answered before what they are asked."""
        answers = UmbrellaMenuItem(
            _("Answers and sums"),
            reverse("figures_rounds"),
            name="figures-rounds",
            icon_name="list-ul",
            order=1,
        )
        return [answers, *super().get_submenu_items()]


register_snippet(FiguresViewSetGroup)

hooks.register("register_log_actions", log.register)


@hooks.register("register_admin_urls")
def figures_addresses() -> list[URLPattern]:
    """Give the pages their addresses."""
    return [
        path("tunnusluvut/", OwnFiguresView.as_view(), name="own_figures"),
        path("tunnusluvut/kooste/", RoundsView.as_view(), name="figures_rounds"),
        path("tunnusluvut/kooste/<int:year>/", RoundView.as_view(), name="figures_round"),
        path("tunnusluvut/<int:pk>/<int:year>/", AnswerView.as_view(), name="answer_figures"),
    ]


@hooks.register("before_delete_snippet")
def keep_figures_with_values(request: HttpRequest, instances: Sequence[Any]) -> HttpResponse | None:
    """Refuse to delete figures that somebody has reported, and say what to do instead."""
    figures = [instance for instance in instances if isinstance(instance, KeyFigure)]
    kept = KeyFigure.objects.filter(pk__in=[figure.pk for figure in figures])
    names = {figure.name for figure in kept.exclude(reported=None) | kept.exclude(published_sums=None)}
    if not names:
        return None
    told = gettext("These have values: %(names)s. Mark them as no longer in use instead of deleting them.")
    messages.error(request, told % {"names": ", ".join(sorted(names))})
    return redirect("wagtailsnippets_figures_keyfigure:list")


class OwnFiguresMenuItem(MenuItem):
    """Stand in the menu of an organisation's people."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Leave it to the group of menus for the umbrella's people; nothing to those who work for nobody."""
        return not serves_umbrella(request.user) and request.user.memberships.exists()


@hooks.register("register_admin_menu_item")
def own_figures_menu_item() -> MenuItem:
    """Lead an organisation's people to their key figures."""
    return OwnFiguresMenuItem(
        _("Key figures"), reverse("own_figures"), name="own-figures", icon_name="order", order=151
    )


@hooks.register("register_snippet_listing_buttons")
def answers_button(snippet: object, user: Any, next_url: str | None = None) -> Iterator[Button]:  # noqa: ARG001  Wagtail's signature
    """Lead from a round to its answers."""
    if isinstance(snippet, Collection):
        yield Button(
            _("Answers and sums"),
            reverse("figures_round", args=[snippet.year]),
            icon_name="list-ul",
            priority=5,
        )
