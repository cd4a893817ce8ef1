"""What every kind of table comes to: numbered rows of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.words import gettext_noop as _

MAX_COLUMNS = 300
MAX_CELL = 100_000
"""Characters; three times what a spreadsheet's cell can hold."""


@dataclass(frozen=True, slots=True)
class Row:
    """Be one row; ``number`` counts as people see it, from 1. With a ``problem`` it has no cells to trust."""

    number: int
    cells: tuple[str, ...] = ()
    problem: str = ""
    remedy: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written in it."""
        return not self.problem and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Be a table that is read once, from the top; ``name`` is the sheet's, empty in a text file."""

    name: str
    rows: Iterator[Row]


def bounded(number: int, cells: Iterable[str]) -> Row:
    """Return a row, or its problem where a cell is longer than anybody would write."""
    texts = tuple(cell.replace("\x00", "").strip() for cell in cells)[:MAX_COLUMNS]
    if any(len(text) > MAX_CELL for text in texts):
        return Row(
            number,
            problem=_("A cell is longer than %(count)s characters.", count=MAX_CELL),
            remedy=_("Shorten the cell, or look for a quotation mark that is never closed."),
        )
    return Row(number, texts)
