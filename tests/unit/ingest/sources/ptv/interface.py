"""PTV's open interface, played."""

from __future__ import annotations

from typing import Any

from ingest.testing import PlayedWeb
from tests.unit.ingest.sources.ptv.things import (
    ORGANISATION,
    PAGE,
    PLACE,
    TELEPHONE,
    channels,
    dumped,
    organisation,
    service,
)

BASE = "https://api.palvelutietovaranto.suomi.fi/api/v11"
SERVICES = f"{BASE}/Service/list/organization?organizationId={ORGANISATION}&serviceWithGD=true&page="
CHANNELS = f"{BASE}/ServiceChannel/list?guids={PLACE},{PAGE},{TELEPHONE}"
OTHER = "66666666-6666-4666-8666-666666666666"


def page(number: int, count: int, things: list[dict[str, Any]]) -> bytes:
    """Return a page of a list."""
    return dumped({"pageNumber": number, "pageSize": 1, "pageCount": count, "itemList": things})


def interface(**changes: Any) -> PlayedWeb:
    """Return a web with one organisation and two services on two pages."""
    second = service(id=OTHER, serviceChannels=[], modified="2026-03-01T00:00:00", **changes)
    return PlayedWeb(
        {
            f"{BASE}/Organization/{ORGANISATION}": dumped(organisation()),
            f"{BASE}/Organization/businesscode/1234567-1": dumped([organisation()]),
            f"{SERVICES}1": page(1, 2, [service()]),
            f"{SERVICES}2": page(2, 2, [second]),
            CHANNELS: dumped(channels()),
        }
    )
