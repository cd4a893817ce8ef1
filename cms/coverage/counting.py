"""Count services for each target group, challenge and municipality, as the search counts them.

What is for everybody counts for each target group, and what is offered in the whole county or digitally
counts for each municipality unless only local offers are asked for (see ``cms.directory.indexing``).

Each value of a dimension is a whole number whose bits are the services that have it; a cell is the number
of bits that its three values share. So five queries count everything, however many cells there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from cms.directory.models import Service
from cms.directory.selectors import searchable_services

Key = int | None
"""The primary key of a term or a municipality; ``None`` means any."""


class Offered(StrEnum):
    """How a service reaches people; the values are those of this page's address."""

    ANYHOW = ""
    COUNTY = "county"
    LOCAL = "local"
    DIGITAL = "digital"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Hold which services meet which value; a service is a bit."""

    every: int
    target_groups: Mapping[int, int]
    challenges: Mapping[int, int]
    municipalities: Mapping[int, int]
    for_everybody: int
    everywhere: int

    def count(self, *, target_group: Key = None, challenge: Key = None, municipality: Key = None) -> int:
        """Return how many services there are for a target group, in a challenge, in a municipality."""
        found = self.every
        if target_group is not None:
            found &= self.target_groups.get(target_group, 0) | self.for_everybody
        if challenge is not None:
            found &= self.challenges.get(challenge, 0)
        if municipality is not None:
            found &= self.municipalities.get(municipality, 0) | self.everywhere
        return found.bit_count()

    def white_spots(
        self, target_groups: Iterable[int], challenges: Iterable[int], municipalities: Iterable[int]
    ) -> Iterator[tuple[int, int, list[int]]]:
        """Yield each target group and challenge with the municipalities that have no service for them."""
        wanted, places = list(challenges), list(municipalities)
        for group in target_groups:
            of_group = self.every & (self.target_groups.get(group, 0) | self.for_everybody)
            for challenge in wanted:
                both = of_group & self.challenges.get(challenge, 0)
                missing = [
                    place
                    for place in places
                    if not both & (self.municipalities.get(place, 0) | self.everywhere)
                ]
                if missing:
                    yield group, challenge, missing


def count_coverage(offered: Offered = Offered.ANYHOW) -> Coverage:
    """Look at all services that the search may find, offered so; five queries."""
    rows = list(searchable_services().order_by().values_list("pk", "open_to_all", "whole_county", "digital"))
    numbers = {row[0]: number for number, row in enumerate(rows)}
    places = _bits_by(Service.municipalities, "municipality_id", numbers)
    county = _bits([number for number, row in enumerate(rows) if row[2]], len(rows))
    digital = _bits([number for number, row in enumerate(rows) if row[3]], len(rows))
    every = {
        Offered.ANYHOW: (1 << len(rows)) - 1,
        Offered.COUNTY: county,
        Offered.LOCAL: reduce(or_, places.values(), 0),
        Offered.DIGITAL: digital,
    }[offered]
    return Coverage(
        every=every,
        target_groups=_bits_by(Service.target_groups, "targetgroup_id", numbers),
        challenges=_bits_by(Service.challenges, "challenge_id", numbers),
        municipalities=places,
        for_everybody=_bits([number for number, row in enumerate(rows) if row[1]], len(rows)),
        everywhere=0 if offered is Offered.LOCAL else county | digital,
    )


def _bits_by(relation: Any, column: str, numbers: Mapping[int, int]) -> dict[int, int]:
    """Return the services of each term; those that the search may not find have no number."""
    found: dict[int, list[int]] = defaultdict(list)
    for service, term in relation.through.objects.values_list("service_id", column):
        number = numbers.get(service)
        if number is not None:
            found[term].append(number)
    return {term: _bits(some, len(numbers)) for term, some in found.items()}


def _bits(numbers: Iterable[int], size: int) -> int:
    """Return the whole number with these bits; setting them one by one in it would copy it each time."""
    field = bytearray(size // 8 + 1)
    for number in numbers:
        field[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(field, "little")
