"""A picked service as a word in the address: its key, and prints of what was said of it when picked."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cms.directory.models import Service

MOST = 12
"""So many services fit on one sheet."""
PRINT_LENGTH = 3
ASPECTS: Mapping[str, str | Promise] = {
    "content": gettext_lazy("description"),
    "audience": gettext_lazy("for whom"),
    "place": gettext_lazy("where"),
    "access": gettext_lazy("how to get in"),
    "hours": gettext_lazy("opening hours"),
    "price": gettext_lazy("price"),
    "contact": gettext_lazy("contact details"),
    "status": gettext_lazy("whether it is paused"),
}
WORD = re.compile(rf"(\d{{1,9}})(?:\.([\w-]{{{PRINT_LENGTH * len(ASPECTS)}}}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pick:
    """Be one picked service; ``prints`` is empty where nothing is known of what it was like."""

    key: int
    prints: str = ""

    def __str__(self) -> str:
        return f"{self.key}.{self.prints}" if self.prints else str(self.key)


def read_picks(words: Iterable[str]) -> list[Pick]:
    """Return the picks, each service once, at most ``MOST``; words that are none are passed over."""
    found: dict[int, Pick] = {}
    for word in words:
        if match := WORD.fullmatch(word):
            pick = Pick(int(match[1]), match[2] or "")
            found.setdefault(pick.key, pick)
    return list(found.values())[:MOST]


def pick_of(service: Service) -> Pick:
    """Return a service as it is picked now; only what the public may see goes into its prints."""
    return Pick(service.pk, "".join(_print(value) for value in _aspects(service)))


def changed_since(pick: Pick, service: Service) -> list[str]:
    """Return in words which aspects of the service have changed since it was picked."""
    now = pick_of(service).prints
    if not pick.prints:
        return []
    parts = range(0, len(now), PRINT_LENGTH)
    return [
        str(words)
        for words, at in zip(ASPECTS.values(), parts, strict=True)
        if now[at : at + PRINT_LENGTH] != pick.prints[at : at + PRINT_LENGTH]
    ]


def address_of(picks: Sequence[Pick]) -> str:
    """Return the address of the list of these picks, in their order."""
    return reverse("shortlist") + ("?" + urlencode([("s", str(pick)) for pick in picks]) if picks else "")


def _aspects(service: Service) -> tuple[object, ...]:
    contact = service.organisation
    groups = sorted(group.pk for group in service.target_groups.all())
    places = sorted(place.pk for place in service.municipalities.all())
    return (
        [service.name, service.summary, service.description],
        [service.open_to_all, groups, _number(service.age_from), _number(service.age_to)],
        [service.whole_county, service.digital, places, service.public_address],
        [list(service.channels), list(service.languages), service.anonymous, service.link],
        service.opening_hours,
        [service.is_free, service.price],
        [contact.title, contact.telephone, contact.email],
        service.status,
    )


def _number(age: object) -> float | None:
    return None if age is None else float(str(age))


def _print(value: object) -> str:
    return urlsafe_b64encode(sha256(repr(value).encode()).digest()).decode()[:PRINT_LENGTH]
