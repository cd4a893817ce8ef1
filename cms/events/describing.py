"""An event in the vocabulary of schema.org."""

from __future__ import annotations

from django.utils import timezone

from cms.events.models import EventPage
from cms.structured_data import Description, Face, described, filled, named, publisher

ATTENDANCE = "https://schema.org/{}EventAttendanceMode"


def register() -> None:
    """Tell of what an event's page tells."""
    described.register(EventPage, event)


def event(thing: EventPage, face: Face, base: str) -> Description:
    """Describe an event: when, where, who holds it, and whether it costs."""
    return filled(
        {
            "@type": "Event",
            **named(face),
            "image": face.image,
            "inLanguage": face.language,
            "startDate": _moment(thing, "starts_at"),
            "endDate": _moment(thing, "ends_at"),
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": ATTENDANCE.format(_mode(thing)),
            "location": _locations(thing),
            "organizer": _organiser(thing, face, base),
            "isAccessibleForFree": not thing.price,
        }
    )


def _moment(thing: EventPage, field: str) -> str:
    moment = getattr(thing, field)
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return local.date().isoformat() if thing.all_day else local.isoformat()


def _mode(thing: EventPage) -> str:
    if thing.online_url:
        return "Mixed" if thing.where else "Online"
    return "Offline"


def _locations(thing: EventPage) -> list[Description]:
    found: list[Description] = []
    if thing.where:
        address = {"@type": "PostalAddress", "streetAddress": thing.street_address, "addressCountry": "FI"}
        if thing.municipality:
            address["addressLocality"] = thing.municipality.name
        found.append({"@type": "Place", "name": thing.place or thing.where, "address": address})
    if thing.online_url:
        found.append({"@type": "VirtualLocation", "url": thing.online_url})
    return found


def _organiser(thing: EventPage, face: Face, base: str) -> Description:
    if thing.organiser is None:
        return publisher(face.publisher, base=base)
    return publisher(thing.organiser.title, base=base) | {"url": base + (thing.organiser.get_url() or "/")}
