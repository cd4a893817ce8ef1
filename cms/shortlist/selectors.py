"""What a shortlist shows: each service as it is now, and what changed since it was picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString, mark_safe

from cms.directory.models import Service
from cms.directory.selectors import live_services
from cms.shortlist.picks import Pick, address_of, changed_since
from search.addresses import active_language
from search.errors import SearchError
from search.fields import Kind
from search.parameters import SearchParameters
from search.presentation import answer

OFFERED = 8
"""So many services are offered at a time for a list to grow by."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Be one row; ``service`` is ``None`` where the public may no longer see it."""

    pick: Pick
    service: Service | None
    changes: list[str]
    address: str
    up: str
    down: str
    without: str

    @property
    def code(self) -> SafeString:
        """Draw the address of the service as a QR code."""
        drawn = segno.make(self.address, error="m").svg_inline(
            scale=3, border=2, svgclass="qr", lineclass=None
        )
        return mark_safe(drawn)  # noqa: S308  made by segno out of our own address

    @property
    def code_uri(self) -> str:
        """The same drawing as an address of its own."""
        return segno.make(self.address, error="m").svg_data_uri(scale=3, border=2)

    @property
    def short_address(self) -> str:
        """The address as one types it."""
        return self.address.partition("://")[2].rstrip("/")


def entries_of(picks: Sequence[Pick], *, base: str) -> list[Entry]:
    """Return the rows in the order of the picks; ``base`` is the site's address without a final slash."""
    keys = [pick.key for pick in picks]
    services = {service.pk: service for service in live_services().filter(pk__in=keys)} if keys else {}
    rows = []
    for at, pick in enumerate(picks):
        service = services.get(pick.key)
        rows.append(
            Entry(
                pick,
                service,
                changed_since(pick, service) if service else [],
                base + service.get_absolute_url() if service else "",
                address_of(_swapped(picks, at - 1)) if at else "",
                address_of(_swapped(picks, at)) if at + 1 < len(picks) else "",
                address_of([*picks[:at], *picks[at + 1 :]]),
            )
        )
    return rows


def offers(text: str, picks: Sequence[Pick]) -> list[tuple[str, str, str]]:
    """Return services by which the list may grow: name, organisation, and the address of the list with it.

    So a list grows without JavaScript too. Empty if nothing matches, or the search does not answer.
    """
    asked = SearchParameters(q=text, kind=(Kind.SERVICE,), page_size=OFFERED)
    try:
        found = answer(asked, language=active_language()).results
    except SearchError:
        return []
    listed = {str(pick.key) for pick in picks}
    return [
        (hit.title, hit.organisation, address_of([*picks, Pick(int(hit.pk))]))
        for hit in found
        if hit.pk not in listed
    ]


def _swapped(picks: Sequence[Pick], at: int) -> list[Pick]:
    return [*picks[:at], picks[at + 1], picks[at], *picks[at + 2 :]]
