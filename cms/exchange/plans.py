"""What an import would do, as values: the rows to write, and those that are not taken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cms.exchange.columns import KINDS


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Be one cell that changes something, before and after as the file writes them."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """Be one row to write; ``values`` are plain, by field, and only what changes; no ``key`` makes it new."""

    kind: str
    number: int
    key: int | None
    label: str
    fields: tuple[FieldChange, ...]
    values: Mapping[str, Any]
    pending: bool = False

    @property
    def sheet(self) -> str:
        """Return the title of the row's sheet."""
        return KINDS[self.kind].title


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Be one row that is not taken, with every reason and what to do."""

    sheet: str
    number: int
    label: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Be everything that a file would do."""

    changes: tuple[RowChange, ...]
    problems: tuple[RowProblem, ...]
    unchanged: int
    unread: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Return what differs when the plan does: a person confirms what she saw and nothing else."""
        state = [
            (c.kind, c.number, c.key, [(f.heading, f.before, f.after) for f in c.fields])
            for c in self.changes
        ]
        return hashlib.sha256(json.dumps(state, ensure_ascii=False).encode()).hexdigest()


class Refused(ValueError):
    """Report the reasons for which a row is not taken."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons
