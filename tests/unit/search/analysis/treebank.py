"""Read the reference data that the analysis is measured on: UD Finnish-TDT and the word pairs."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from search.analysis import Token, analyse
from search.fields import Language

REFERENCE = Path(__file__).parents[5] / "shared" / "reference"
OPEN_CLASSES = {"NOUN", "PROPN", "ADJ", "VERB"}


@dataclass(frozen=True)
class Row:
    """One word of the treebank; ``lemma`` has ``#`` at the borders of a compound."""

    form: str
    lemma: str
    word_class: str

    @property
    def base(self) -> str:
        return self.lemma.replace("#", "").lower()

    @property
    def is_inflected(self) -> bool:
        return self.word_class in OPEN_CLASSES and self.form.lower() != self.base

    @property
    def head(self) -> str:
        return self.lemma.lower().rpartition("#")[2].strip("-")


def rows() -> Iterator[Row]:
    """Yield the words of the treebank's development set, in order."""
    with (REFERENCE / "fi_tdt-ud-dev.conllu").open(encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 10 and columns[0].isdecimal():
                yield Row(columns[1], columns[2], columns[3])


def pairs(*relations: str) -> list[tuple[str, str]]:
    """Return the (word in a document, query) pairs of these relations."""
    with (REFERENCE / "finnish_pairs.csv").open(encoding="utf-8", newline="") as lines:
        return [
            (row["document_word"], row["query"])
            for row in csv.DictReader(lines)
            if row["relation"] in relations
        ]


def tokens(text: str) -> tuple[Token, ...]:
    return analyse(text, Language.FI)


def keys(text: str) -> set[str]:
    """Return the surfaces and lemmas of a text."""
    return {key for token in tokens(text) for key in (token.surface, *token.lemmas)}


def parts(text: str) -> set[str]:
    return {part for token in tokens(text) for part in token.parts}


def false_lemmas(treebank: list[Row]) -> list[int]:
    """Return, for each inflected open-class type, how many of its lemmas are no gold lemma of its form.

    A compound's hyphen and the surface itself don't count.
    """
    gold = defaultdict(set)
    for row in treebank:
        gold[row.form.lower()].add(row.base.replace("-", ""))
    return [
        len(
            {lemma.replace("-", "") for token in tokens(row.form) for lemma in token.lemmas}
            - gold[row.form.lower()]
            - {row.form.lower().replace("-", "")}
        )
        for row in sorted(set(treebank), key=lambda row: (row.form, row.lemma, row.word_class))
        if row.is_inflected
    ]
