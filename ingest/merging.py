"""Merge what the source says now with what people made of it, field by field.

Three values meet in every field: ``base``, what was imported last; ``ours``, what stands in the newest
draft; ``theirs``, what the source says now.

==================  =================  ==============================================
source              people             result
==================  =================  ==============================================
unchanged           unchanged          nothing
changed             unchanged          theirs
unchanged           changed            ours
changed             changed, equally   ours, which is theirs
changed             changed            ours, and a conflict that a person settles
==================  =================  ==============================================

Values are compared in the canonical form of ``ingest.canonical``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """Hold the two values of a field that both the source and a person changed."""

    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merge:
    """Hold the fields to write (``taken``), and those left to a person (``conflicts``)."""

    taken: dict[str, Any] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)


def merge(*, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merge:
    """Return what to write so that no value that a person wrote is lost.

    A field without a base (the source had none of it before) counts as changed by a person if it is
    filled and differs from the source's.
    """
    merged = Merge()
    for name, value in theirs.items():
        mine = ours.get(name)
        if value == mine or (name in base and value == base[name]):
            continue
        if mine == base.get(name) or (name not in base and not mine):
            merged.taken[name] = value
        else:
            merged.conflicts[name] = Conflict(ours=mine, theirs=value)
    return merged
