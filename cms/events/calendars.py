"""Events as calendars (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from icalendar import Calendar, Event

from cms.events.models import EventPage

PRODUCT = "-//Palvelupaketti//tapahtumat//FI"


def calendar_response(events: Iterable[EventPage], request: HttpRequest, *, name: str) -> HttpResponse:
    """Answer events as a calendar file called ``name``."""
    response = HttpResponse(calendar(events, request), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def calendar(events: Iterable[EventPage], request: HttpRequest) -> bytes:
    """Return events as iCalendar; an event keeps its identity whenever it is fetched again."""
    host = urlsplit(request.build_absolute_uri("/")).hostname
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    for page in events:
        made.add_component(_entry(page, request, f"tapahtuma-{page.pk}@{host}"))
    return bytes(made.to_ical())


def _entry(page: EventPage, request: HttpRequest, identity: str) -> Event:
    entry = Event()
    entry.add("uid", identity)
    entry.add("dtstamp", page.last_published_at or page.starts_at)
    entry.add("summary", page.title)
    entry.add("description", page.summary)
    if page.all_day:
        entry.add("dtstart", timezone.localdate(page.starts_at))
        entry.add("dtend", timezone.localdate(page.last_moment) + timedelta(days=1))  # the first day after
    else:
        entry.add("dtstart", page.starts_at)
        if page.ends_at:
            entry.add("dtend", page.ends_at)
    if page.where or page.online_url:
        entry.add("location", page.where or page.online_url)
    entry.add("url", request.build_absolute_uri(page.get_url(request) or "/"))
    return entry
