"""Say which values an event's record gives to an event's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from cms.events.models import EventPage
from ingest.delivery import Delivery
from ingest.directory_importers import Importer, mapped, shortened, summary_of
from ingest.images import placeholder
from ingest.organisations import organisation_of
from ingest.records import EventRecord, Term
from ingest.streams import stream_of
from ingest.terms import Facet

LONGEST_SUMMARY = 300
LONGEST_PLACE = 200
LONGEST_PRICE = 120
CANCELLED = {"fi": "Peruttu", "sv": "Inställt", "en": "Cancelled"}


def _event(record: EventRecord, delivery: Delivery) -> dict[str, Any]:
    """Return the values; an event in several municipalities names them in its place.

    What is cancelled says so in its title: a page that vanished would tell nobody.
    """
    areas = mapped(delivery.source_name, Facet.MUNICIPALITY, record.areas)
    groups = mapped(delivery.source_name, Facet.TARGET_GROUP, record.target_groups)
    alone = next(iter(areas.keys)) if len(areas.keys) == 1 else None
    title = f"{CANCELLED[record.language]}: {record.title}" if record.cancelled else record.title
    values: dict[str, Any] = {
        "title": shortened(title, 255),
        "summary": summary_of(record, LONGEST_SUMMARY),
        "body": stream_of(record.body),
        "starts_at": _in_utc(record.starts_at),
        "ends_at": _in_utc(record.ends_at) if record.ends_at else None,
        "all_day": record.all_day,
        "place": shortened(record.place or ("" if alone else _names(record.areas)), LONGEST_PLACE),
        "street_address": shortened(record.address, LONGEST_PLACE),
        "municipality": alone,
        "online_url": record.online_url,
        "organisation": organisation_of(record.organisation, delivery),
        "target_groups": sorted(groups.keys),
        "registration_url": record.registration_url,
        "price": shortened(record.price, LONGEST_PRICE),
        "contact_email": next((contact.email.split(", ")[0] for contact in record.contacts), ""),
        "source_url": record.url,
    }
    return {**values, "image": placeholder(record.images[0])} if record.images else values


def _event_terms(record: EventRecord) -> dict[Facet, tuple[Term, ...]]:
    return {Facet.TARGET_GROUP: record.target_groups, Facet.MUNICIPALITY: record.areas}


def _in_utc(moment: datetime) -> datetime:
    """Return a moment as the database gives it back, so that equal moments look equal."""
    return moment.astimezone(UTC)


def _names(areas: Sequence[Term]) -> str:
    return ", ".join(area.label for area in areas)


EVENT_IMPORTERS: dict[str, Importer] = {"event": Importer(EventPage, _event, _event_terms)}
