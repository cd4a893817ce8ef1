"""The small language that a query is compiled to and that every engine translates.

A node either matches a document, with whole points, or does not. ``Best`` gives the most points of
its matching children, ``Every``, ``Some`` and ``Raised`` the sum. The memory engine's ``evaluate`` is
what the nodes mean; what the other engines make of them matches the same, for the same points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from search.fields import Facet


class Term(NamedTuple):
    """Match documents that hold ``token`` in ``field``; ``weight`` says how that meets the query's word.

    A named tuple, since a query of three words makes a hundred of them.
    """

    field: str
    token: str
    points: int = 0
    weight: int = 0


@dataclass(frozen=True, slots=True)
class StartsWith:
    """Match documents that hold a token in ``field`` that begins with ``prefix``."""

    field: str
    prefix: str
    points: int = 0
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Sequence:
    """Match documents whose ``field`` holds ``tokens`` one right after the other; no points."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """Match documents that hold at least one of ``tokens`` in ``field``; no points."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Match documents whose number in ``field`` lies in the range, both ends included."""

    field: str
    low: int | None = None
    high: int | None = None
    points: int = 0


@dataclass(frozen=True, slots=True)
class Best:
    """Match what any child matches, with the points of the best."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """Match what all children match, with their points added."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Match what at least ``minimum`` children match, with their points added."""

    children: tuple[Node, ...]
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class Raised:
    """Match what ``node`` matches, with the points of ``by`` added where that matches too."""

    node: Node
    by: Term


Node: TypeAlias = Term | StartsWith | Sequence | OneOf | Between | Best | Every | Some | Raised


@dataclass(frozen=True, slots=True)
class Plan:
    """Say which documents match and what points they get.

    A document must match all of ``required`` (their points add up), none of ``excluded``, all of
    ``conditions`` (no points) and every filter of ``filters``; it gets the points of those
    ``bonuses`` that it matches. Without any of these every document matches, with no points.
    ``local_only`` has municipalities counted by what is offered there locally.
    """

    required: tuple[Node, ...] = ()
    excluded: tuple[Node, ...] = ()
    conditions: tuple[Node, ...] = ()
    bonuses: tuple[Node, ...] = ()
    filters: Mapping[Facet, OneOf] = field(default_factory=lambda: MappingProxyType({}))
    local_only: bool = False

    def source(self, facet: Facet) -> Facet:
        """Return the facet whose values are filtered and counted as those of ``facet``."""
        local = facet is Facet.MUNICIPALITY and self.local_only
        return Facet.MUNICIPALITY_LOCAL if local else facet

    def unfiltered(self) -> Plan:
        """Return the plan without any filter."""
        return replace(self, filters=MappingProxyType({}))

    def without(self, facet: Facet) -> Plan:
        """Return the plan without one facet's filter, as that facet's own counts need it."""
        rest = {key: node for key, node in self.filters.items() if key is not facet}
        return replace(self, filters=MappingProxyType(rest))
