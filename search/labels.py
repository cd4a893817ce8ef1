"""What kinds, facets and their values are called, in the words of one language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from search.fields import Facet, Kind, Language
from search.registry import facet_values


def kind_label(kind: Kind) -> str:
    """Return what a kind is called, in the active language."""
    return {
        Kind.SERVICE: _("Service"),
        Kind.ORGANISATION: _("Organisation"),
        Kind.NEWS: _("News item"),
        Kind.PRESS_RELEASE: _("Press release"),
        Kind.REVIEW: _("Annual review"),
        Kind.PROJECT: _("Project"),
        Kind.EVENT: _("Event"),
    }[kind]


def facet_label(facet: Facet) -> str:
    """Return what a facet is called, in the active language."""
    return {
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
    }[facet]


class Labels:
    """Name the values of facets in one language; each facet's are read once, however often they are asked."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._read: dict[Facet, Mapping[str, str]] = {}

    def of(self, facet: Facet) -> Mapping[str, str]:
        """Return the words for a facet's values by slug, in their order."""
        if facet not in self._read:
            self._read[facet] = self._labels(facet)
        return self._read[facet]

    def _labels(self, facet: Facet) -> Mapping[str, str]:
        if facet is Facet.KIND:
            return {kind.value: kind_label(kind) for kind in Kind}
        registered = facet_values(facet)
        return registered.labels(self.language.value) if registered else {}
