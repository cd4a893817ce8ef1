"""Read and write labels as editors do: one a line, with the language before it where it isn't Finnish."""

from __future__ import annotations

import re
from collections.abc import Iterable

from search.concepts import MAX_LABEL_WORDS, Label
from search.fields import Language

MAX_LABEL_LENGTH = 100
MAX_LABELS = 60
"""A search for a set looks for all of its labels; more than this would make each one slow."""

_PREFIX = re.compile(r"(?P<language>[A-Za-z]{2})\s*:\s*(?P<text>.*)", re.DOTALL)
_WORD = re.compile(r"\w")


class LabelError(ValueError):
    """Report a line that is no label; ``reason`` is one of the codes below, ``line`` counts from 1."""

    EMPTY = "empty"
    LANGUAGE = "language"
    TOO_LONG = "too_long"
    TOO_MANY_WORDS = "too_many_words"
    TOO_MANY = "too_many"

    def __init__(self, line: int, text: str, reason: str) -> None:
        super().__init__(f"line {line}: {text!r}: {reason}")
        self.line = line
        self.text = text
        self.reason = reason


def read_label(text: str, line: int = 1) -> Label:
    """Return the label that a line holds; raise ``LabelError``."""
    written = " ".join(text.split())
    language = Language.FI
    if match := _PREFIX.fullmatch(written):
        try:
            language = Language(match["language"].lower())
        except ValueError:
            raise LabelError(line, written, LabelError.LANGUAGE) from None
        written = match["text"]
    if not _WORD.search(written):
        raise LabelError(line, written, LabelError.EMPTY)
    if len(written) > MAX_LABEL_LENGTH:
        raise LabelError(line, written, LabelError.TOO_LONG)
    if len(written.split()) > MAX_LABEL_WORDS:
        raise LabelError(line, written, LabelError.TOO_MANY_WORDS)
    return Label(written, language)


def read_labels(text: str) -> tuple[Label, ...]:
    """Return the labels of a text, one a line, each once; empty lines are skipped. Raise ``LabelError``."""
    found: dict[tuple[str, Language], Label] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            label = read_label(line, number)
            found.setdefault((label.text.casefold(), label.language), label)
            if len(found) > MAX_LABELS:
                raise LabelError(number, label.text, LabelError.TOO_MANY)
    return tuple(found.values())


def write_label(label: Label) -> str:
    """Return a label as a line."""
    return label.text if label.language is Language.FI else f"{label.language.value}: {label.text}"


def write_labels(labels: Iterable[Label]) -> str:
    """Return labels as text, one a line."""
    return "\n".join(write_label(label) for label in labels)
