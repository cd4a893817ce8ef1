"""Count how often pages are answered, kept ones too."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from cms.readership.tasks import add_readings
from search.workers import give

HANDED_ON_EVERY = 60.0
"""Seconds for which a process keeps its numbers to itself."""
MOST_PATHS = 2000
"""Paths that a process counts apart at once; a flood of invented addresses costs no memory."""
ROBOTS = re.compile(r"bot|crawl|spider|slurp|curl|wget|python|monitor|preview|headless", re.IGNORECASE)


class CountReadings:
    """Count answered pages by path and day; no address, agent, cookie or time of a reader is kept.

    The numbers stay in the process for a minute and then go to a worker, so that a page costs no query.
    People who are logged in are not counted, nor what calls itself a robot.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._lock = threading.Lock()
        self._times: Counter[tuple[date, str]] = Counter()
        self._handed_on = time.monotonic()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and count the answer if it is a page."""
        response = self.get_response(request)
        if is_reading(request, response):
            self._count(timezone.localdate(), path_of(request.path))
        return response

    def hand_on(self) -> None:
        """Give a worker what was counted; what no broker takes is kept for the next time."""
        with self._lock:
            counted, self._times = self._times, Counter()
            self._handed_on = time.monotonic()
        for day in {day for day, _path in counted}:
            times = {path: number for (when, path), number in counted.items() if when == day}
            if not give(add_readings, day.isoformat(), times, otherwise="readings are kept for later"):
                with self._lock:
                    self._times.update({(day, path): number for path, number in times.items()})

    def _count(self, day: date, path: str) -> None:
        with self._lock:
            if (day, path) in self._times or len(self._times) < MOST_PATHS:
                self._times[day, path] += 1
            due = time.monotonic() - self._handed_on >= HANDED_ON_EVERY
        if due:
            self.hand_on()


def is_reading(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Tell whether somebody who isn't logged in has got a whole public page."""
    return (
        request.method == "GET"
        and response.status_code == 200
        and response.get("Content-Type", "").startswith("text/html")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path.startswith(("/hallinta/", "/api/"))
        and not ROBOTS.search(request.headers.get("User-Agent", ""))
    )


def path_of(path: str) -> str:
    """Return a path without the prefix of the interface's language: a page is one, whoever reads it."""
    for code, _name in settings.LANGUAGES:
        if path.startswith(f"/{code}/"):
            return path.removeprefix(f"/{code}")
    return path
