"""What came of each thing of a source, and the counts over a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ingest.errors import IngestError
from ingest.merging import Conflict
from ingest.records import Record


class Action(StrEnum):
    """What happened to a thing; every thing has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICTING = "conflicting"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Problem:
    """Hold one failure: at which stage, why in words, and what to do about it."""

    stage: str
    message: str
    remedy: str = ""

    @classmethod
    def of(cls, error: Exception, stage: str) -> Problem:
        """Return the problem that an error tells of; a foreign error is named by its type."""
        if isinstance(error, IngestError):
            return cls(stage, str(error), error.remedy)
        messages = getattr(error, "messages", None)
        fields = getattr(error, "message_dict", None) if messages else None
        if fields:
            text = "; ".join(f"{name}: {' '.join(lines)}" for name, lines in fields.items())
        else:
            text = "; ".join(messages) if messages else f"{type(error).__name__}: {error}"
        return cls(stage, text, "Correct it in the source, or tell the plugin's author.")


@dataclass(frozen=True, slots=True)
class Harvested:
    """Hold one record, or the problem that took its place, and where it came from.

    ``name`` is the record's external id if there is one, else the reference's.
    """

    name: str
    record: Record | None = None
    raw_hash: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Tell what was done (in a dry run: what would be) with one thing of a source.

    ``changes`` are the fields written, each with its value before and after.
    """

    name: str
    action: Action
    record: Record | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    published: bool = False
    problems: tuple[Problem, ...] = ()


class Counts(Counter[str]):
    """Count outcomes by their action, and what was seen and published."""

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        self["seen"] += 1
        self[outcome.action.value] += 1
        self["published"] += outcome.published

    def as_dict(self) -> dict[str, int]:
        """Return every count, zeros too, in the order of reading."""
        return {name: self[name] for name in ("seen", *(action.value for action in Action), "published")}

    def sentence(self) -> str:
        """Return the counts on one line: "seen 5: 0 new, 0 changed, 5 unchanged, …"."""
        actions = ", ".join(f"{self[action.value]} {action.value}" for action in Action)
        published = f", {self['published']} published" if self["published"] else ""
        return f"seen {self['seen']}: {actions}{published}"
