"""What kinds, facets and their values are called, in the words of one language."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from search.documents import Availability
from search.fields import Facet, Kind, Language
from search.registry import availability_in_words, facet_values

KEPT_FOR = 1.0
"""So many seconds a process shows labels before it reads them anew: what another process changed shows
within that time. What is saved in this one shows at once."""

_KINDS = {
    Kind.SERVICE: _("Service"),
    Kind.ORGANISATION: _("Organisation"),
    Kind.NEWS: _("News item"),
    Kind.PRESS_RELEASE: _("Press release"),
    Kind.REVIEW: _("Annual review"),
    Kind.PROJECT: _("Project"),
    Kind.EVENT: _("Event"),
}

_FACETS = {
    Facet.KIND: _("What you are looking for"),
    Facet.TARGET_GROUP: _("For whom"),
    Facet.CHALLENGE: _("In which challenge"),
    Facet.MUNICIPALITY: _("Municipality"),
    Facet.AVAILABILITY: _("Where"),
    Facet.CHANNEL: _("How"),
    Facet.ORGANISATION: _("Organisation"),
    Facet.LANGUAGE: _("Language"),
    Facet.TAG: _("Subject"),
    Facet.FREE: _("Price"),
    Facet.ANONYMOUS: _("Anonymity"),
}

_Key = tuple[Facet, Language | None]

_kept: dict[_Key, tuple[float, Mapping[str, str]]] = {}
"""When each facet's labels in a language were read, and what they were; without a language, the aliases."""


def kind_label(kind: Kind) -> str:
    """Return what a kind is called, in the active language."""
    return _kind_label(kind, get_language())


@cache
def _kind_label(kind: Kind, _language: str | None) -> str:
    return str(_KINDS[kind])


def facet_label(facet: Facet) -> str:
    """Return what a facet is called, in the active language."""
    return _facet_label(facet, get_language())


@cache
def _facet_label(facet: Facet, _language: str | None) -> str:
    return str(_FACETS[facet])


def value_labels(facet: Facet, language: Language, *, now: bool = False) -> Mapping[str, str]:
    """Return the words for a facet's values by slug, in their order; none if nothing names them.

    They may be ``KEPT_FOR`` seconds old, unless they are wanted as they are ``now``.
    """
    return _recent((facet, language), now=now)


def value_aliases(facet: Facet) -> Mapping[str, str]:
    """Return the slugs of a facet's values by their other names; at most ``KEPT_FOR`` seconds old."""
    return _recent((facet, None), now=False)


@receiver((post_save, post_delete))
def forget_labels(**_kwargs: Any) -> None:
    """Read labels anew at the next use; whatever is saved may change them."""
    _kept.clear()


def _recent(key: _Key, *, now: bool) -> Mapping[str, str]:
    """Return what is kept, or read it; two threads may both do so, and keep the same."""
    started = time.monotonic()
    kept = _kept.get(key)
    if kept is None or now or started - kept[0] > KEPT_FOR:
        kept = _kept[key] = (started, _read(*key))
    return kept[1]


def _read(facet: Facet, language: Language | None) -> Mapping[str, str]:
    registered = facet_values(facet)
    if registered is None:
        return {}
    if language is None:
        return registered.aliases() if registered.aliases else {}
    return registered.labels(language.value)


class Labels:
    """Name the values of facets in one language, the same throughout one answer."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._seen: dict[Facet, Mapping[str, str]] = {}
        self._places: dict[Availability, tuple[str, ...]] = {}

    def of(self, facet: Facet) -> Mapping[str, str]:
        """Return the words for a facet's values by slug, in their order."""
        if facet not in self._seen:
            self._seen[facet] = (
                {kind.value: kind_label(kind) for kind in Kind}
                if facet is Facet.KIND
                else value_labels(facet, self.language)
            )
        return self._seen[facet]

    def availability(self, place: Availability) -> tuple[str, ...]:
        """Return where something is offered, in words."""
        if place not in self._places:
            names = self.of(Facet.MUNICIPALITY) if place.municipalities else {}
            places = [names.get(slug, slug) for slug in place.municipalities]
            self._places[place] = availability_in_words(place, places, self.language.value)
        return self._places[place]
