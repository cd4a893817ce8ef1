"""Read our own topics: what professionals type, and how good each answer is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from search.fields import Facet, Language
from search.query import SearchQuery

TOPICS = Path(__file__).with_name("topics.toml")
SEEDS = Path(__file__).resolve().parents[2] / "../shared/seeds"
"""Where the saved texts are."""

TODAY = date(2026, 11, 22)
"""The day that freshness is reckoned from, so that the figures don't change with the calendar."""

GRADES = {"exact": 3, "good": 2, "fair": 1}
GOOD = 2
"""An answer of this grade or above is worth opening."""

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Topic:
    """Hold one query and the grade of each answer; what has none is beside the point.

    ``exception`` says why the best answer may stand lower than third; empty for most.
    """

    text: str
    style: str
    grades: Mapping[str, int]
    language: Language = Language.FI
    filters: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    exception: str = ""

    @property
    def name(self) -> str:
        """Return the query as a person would say it, its filters in brackets."""
        chosen = [value for values in self.filters.values() for value in values]
        return f"{self.text} [{', '.join(chosen)}]".strip() if chosen else self.text

    @property
    def best(self) -> frozenset[str]:
        """Return the answers of the highest grade."""
        return frozenset(key for key, grade in self.grades.items() if grade == max(self.grades.values()))

    def query(self) -> SearchQuery:
        """Return the query for an engine."""
        return SearchQuery(
            self.text,
            self.language,
            self.filters,
            page_size=SHOWN,
            unfinished=self.style == "unfinished",
            today=TODAY,
        )


def topics() -> tuple[Topic, ...]:
    """Return all topics in the order of their file."""
    return tuple(_topic(entry) for entry in _read()["topics"])


def texts() -> Mapping[str, str]:
    """Return the names that the topics give to the saved texts, by the texts' identity as a source."""
    return {identity: name for name, identity in _read()["texts"].items()}


def _read() -> dict[str, Any]:
    return tomllib.loads(TOPICS.read_text(encoding="utf-8"))


def _topic(entry: dict[str, Any]) -> Topic:
    return Topic(
        text=entry["text"],
        style=entry["style"],
        grades={key: grade for name, grade in GRADES.items() for key in entry.get(name, ())},
        language=Language(entry.get("language", "fi")),
        filters={Facet(facet): tuple(values) for facet, values in entry.get("filters", {}).items()},
        exception=entry.get("exception", ""),
    )
