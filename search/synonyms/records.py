"""What a file of synonyms says, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass

from search.concepts import Label


class UnreadableFile(ValueError):
    """Report a file that is no synonym file at all; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class ImportedSet:
    """Hold one set of a file.

    ``key`` tells the set from the others of its source at every import: its URI, or its first label.
    ``where`` names the row or the concept for people.
    """

    key: str
    labels: tuple[Label, ...]
    narrower: tuple[Label, ...] = ()
    uri: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class RowError:
    """Say what is wrong with one row or concept."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Hold a file's sets and the rows that could not be read; ``skipped`` counts sets of one word."""

    sets: tuple[ImportedSet, ...]
    errors: tuple[RowError, ...] = ()
    skipped: int = 0
