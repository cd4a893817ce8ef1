"""What came of each thing of a source, and the counts over a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError

from ingest.errors import Gone, IngestError
from ingest.merging import Conflict
from ingest.protocols import Reference, Validators
from ingest.records import Record
from ingest.rules import refusal
from ingest.storable import storable
from ingest.words import Words, in_words, one_after_another
from ingest.words import gettext_noop as _


class Action(StrEnum):
    """What happened to a thing; every thing has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICTING = "conflicting"
    FAILED = "failed"
    GONE = "gone"
    OFFERED = "offered"


ALWAYS_TOLD = (Action.NEW, Action.CHANGED, Action.UNCHANGED, Action.CONFLICTING, Action.FAILED)
"""The actions that a sentence names even when there were none."""
COUNTED = {
    "seen": _("seen"),
    Action.NEW: _("new"),
    Action.CHANGED: _("changed"),
    Action.UNCHANGED: _("unchanged"),
    Action.CONFLICTING: _("conflicting"),
    Action.FAILED: _("failed"),
    Action.GONE: _("gone"),
    Action.OFFERED: _("offered"),
    "published": _("published"),
}
"""What is counted, as people read it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Hold one failure: at which stage, why in words, and what to do about it."""

    stage: str
    message: str
    remedy: str = ""
    gone: bool = False

    def __post_init__(self) -> None:
        """Leave out of a foreign error's text what no database takes; our own words hold none of it."""
        for name in ("message", "remedy"):
            text = getattr(self, name)
            if not isinstance(text, Words):
                object.__setattr__(self, name, storable(text))

    @classmethod
    def of(cls, error: Exception, stage: str) -> Problem:
        """Return the problem that an error tells of; a foreign error is named by its type."""
        if isinstance(error, IngestError):
            return cls(stage, error.message, error.remedy, gone=isinstance(error, Gone))
        text = refusal(error) if isinstance(error, ValidationError) else f"{type(error).__name__}: {error}"
        return cls(stage, text, _("Correct it in the source, or tell the plugin's author."))

    def in_words(self) -> str:
        """Return the cause and the remedy in the active language."""
        return str(in_words(one_after_another(self.message, self.remedy)))


@dataclass(frozen=True, slots=True)
class Harvested:
    """Hold one record, or the problem that took its place, and where it came from.

    ``name`` is the record's external id if there is one, else the reference's.
    """

    name: str
    record: Record | None = None
    raw_hash: str = ""
    problem: Problem | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceRead:
    """Tell how the reading of one reference ended, after all that came of it.

    ``unchanged``: its bytes are those of the last time, and nothing came of it. ``gone``: it is no longer
    there. ``failed``: something came of it that is no record, so that what is missing isn't known.
    """

    reference: Reference
    raw_hash: str = ""
    validators: Validators = ()
    unchanged: bool = False
    gone: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Tell what was done (in a dry run: what would be) with one thing of a source.

    ``changes`` are the fields written, each with its value before and after. ``title``, ``kind`` and ``url``
    stand for a record that was not read.
    """

    name: str
    action: Action
    record: Record | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    published: bool = False
    problems: tuple[Problem, ...] = ()
    title: str = ""
    kind: str = ""
    url: str = ""


class Counts(Counter[str]):
    """Count outcomes by their action, and what was seen and published."""

    def add(self, outcome: Outcome) -> None:
        """Count one outcome; what is gone was not seen."""
        self["seen"] += outcome.action is not Action.GONE
        self[outcome.action.value] += 1
        self["published"] += outcome.published

    def as_dict(self) -> dict[str, int]:
        """Return every count, zeros too, in the order of reading."""
        return {name: self[name] for name in ("seen", *(action.value for action in Action), "published")}

    def sentence(self) -> str:
        """Return the counts on one line, in the active language: "seen 5: 0 new, 5 unchanged, …"."""
        names = [action.value for action in Action if action in ALWAYS_TOLD or self[action.value]]
        names += ["published"] if self["published"] else []
        told = ", ".join(f"{self[name]} {in_words(COUNTED[name])}" for name in names)
        return f"{in_words(COUNTED['seen'])} {self['seen']}: {told}"
