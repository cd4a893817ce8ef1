"""Guess from a table's headings what it holds and which column is which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ingest.errors import ParseError
from ingest.sources.spreadsheet.fields import (
    FIELDS,
    IGNORED,
    NEEDED,
    ORGANISATION_NAME,
    SERVICE_NAME,
    TELLING,
    Kind,
)
from ingest.sources.spreadsheet.rows import Row, Sheet
from ingest.words import gettext_noop as _

SEARCHED = 20
"""Rows from the top among which the headings are looked for."""
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
EXACT, BEGINNING, WITHIN = 300, 200, 100
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Tell what a table holds and where: ``places`` are the columns of the fields, counted from 0.

    ``headings`` are as they stand in the table, ``row`` is where. ``further`` are the columns that no field
    is known for.
    """

    kind: Kind
    headings: tuple[str, ...]
    row: int
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def further(self) -> tuple[int, ...]:
        """Return the columns that no field was found for, those without a heading left out."""
        known = set(self.places.values())
        return tuple(place for place, heading in enumerate(self.headings) if heading and place not in known)

    @property
    def mapping(self) -> dict[str, str]:
        """Return each field's heading, as the setting has it."""
        return {name: self.headings[place] for name, place in self.places.items()}


def words_of(heading: str) -> str:
    """Return a heading as the synonyms are written: small letters, no brackets, one blank between words."""
    text = unicodedata.normalize("NFKC", _BRACKETED.sub(" ", heading)).casefold()
    return " ".join(re.sub(r"[^\w]+|_", " ", text).split())


def guessed_places(kind: Kind, headings: Sequence[str]) -> dict[str, int]:
    """Return the column of each field whose heading is among its synonyms; the surest guesses first.

    No column has two fields and no field two columns.
    """
    guesses = [
        (worth, -place, order, one.name)
        for place, heading in enumerate(headings)
        for order, one in enumerate(FIELDS[kind])
        if (worth := _worth(words_of(heading), one.headings))
    ]
    places: dict[str, int] = {}
    for _worth_of, place, _order, name in sorted(guesses, key=lambda guess: (-guess[0], -guess[1], guess[2])):
        if name not in places and -place not in places.values():
            places[name] = -place
    return places


def _worth(words: str, synonyms: Sequence[str]) -> int:
    """Return how sure it is that a heading is one of the synonyms; 0 if it is not."""
    if not words:
        return 0
    best = 0
    for order, synonym in enumerate(synonyms):
        if words == synonym or words.replace(" ", "") == synonym.replace(" ", ""):
            return EXACT - order
        if words.startswith(f"{synonym} "):
            best = max(best, BEGINNING + len(synonym))
        elif len(synonym) > 3 and f" {synonym} " in f" {words} ":
            best = max(best, WITHIN + len(synonym))
    return min(best, EXACT - 100)


def guessed_kind(headings: Sequence[str]) -> Kind:
    """Return which kind of thing each row is."""
    words = [words_of(heading) for heading in headings]
    figures = guessed_places("key_figures", headings)
    years = sum(bool(YEAR.fullmatch(heading.strip())) for heading in headings)
    services = guessed_places("service", headings)
    telling = sum(name in TELLING["service"] for name in services)
    if not telling and (years > 1 or {"figure", "value"} <= figures.keys() or "year" in figures):
        return "key_figures"
    named = any(word in SERVICE_NAME.headings and word not in ORGANISATION_NAME.headings for word in words)
    organisations = [word for word in words if word in ORGANISATION_NAME.headings and word not in _ANY_NAME]
    if not telling and not named and (organisations or "business_id" in services):
        return "organisation"
    return "service"


_ANY_NAME = frozenset(SERVICE_NAME.headings) & frozenset(ORGANISATION_NAME.headings)


def columns_of(
    sheet: Sheet,
    *,
    kind: Kind | None = None,
    mapping: Mapping[str, str] | None = None,
    heading_row: int = 0,
    lenient: bool = False,
) -> tuple[Columns, list[Row]]:
    """Return the columns, and the rows read below the headings meanwhile.

    The headings are the row of the first ones in which most are known. ``mapping`` names the headings of
    fields and wins over guesses. Raises ``ParseError`` that names what is missing, unless ``lenient``.
    """
    rows = list(islice(sheet.rows, max(SEARCHED, heading_row)))
    candidates = [row for row in rows if not row.is_empty and not row.problem]
    if heading_row:
        candidates = [row for row in candidates if row.number == heading_row]
    if not candidates:
        raise ParseError(_("There are no headings in it."), remedy=_("Write the headings on the first row."))
    told = {name: words_of(heading) for name, heading in (mapping or {}).items()}
    best = max(candidates, key=lambda row: (_known(row.cells, kind, told), -row.number))
    headings, last = _headings(best), best.number
    below = next((row for row in candidates if row.number == best.number + 1), None)
    if below is not None and not heading_row and (both := _of_two_rows(headings, _headings(below), kind)):
        headings, last = both, below.number
    chosen = kind or guessed_kind(headings)
    places = _places(chosen, headings, told, mapping or {})
    columns = Columns(chosen, headings, last, places)
    if not lenient:
        _require(columns)
    return columns, [row for row in rows if row.number > last]


def _headings(row: Row) -> tuple[str, ...]:
    return tuple(" ".join(cell.split())[:200] for cell in row.cells)


def _of_two_rows(upper: tuple[str, ...], lower: tuple[str, ...], kind: Kind | None) -> tuple[str, ...]:
    """Return the headings of two rows of which the upper one's span several columns; nothing if it is one.

    A row of values stands beneath headings of its own; a lower row of headings stands only beneath a heading
    that is followed by columns without any, and more is known with it than without.
    """
    width = max(len(upper), len(lower))
    above, under = (row + ("",) * (width + 1 - len(row)) for row in (upper, lower))
    both = []
    for place in range(width):
        spans = above[place] and not above[place + 1] and under[place + 1]
        if under[place] and under[place] != above[place] and above[place] and not spans:
            return ()
        both.append(under[place] or above[place])
    chosen = kind or guessed_kind(both)
    known = len(guessed_places(chosen, both))
    return tuple(both) if known > len(guessed_places(chosen, upper)) else ()


def _known(cells: Sequence[str], kind: Kind | None, told: Mapping[str, str]) -> int:
    words = {words_of(cell) for cell in cells if len(cell) <= 200}
    wanted = sum(heading in words for heading in told.values())
    guesses = max(len(guessed_places(one, cells)) for one in ((kind,) if kind else FIELDS))
    return guesses + 3 * wanted


def _places(
    kind: Kind, headings: Sequence[str], told: Mapping[str, str], mapping: Mapping[str, str]
) -> dict[str, int]:
    known = {one.name for one in FIELDS[kind]}
    words = [words_of(heading) for heading in headings]
    places: dict[str, int] = {}
    for name, heading in told.items():
        if name.startswith(IGNORED) or name not in known:
            continue
        if heading not in words:
            raise ParseError(
                _(
                    "There is no column '%(mapping)s', which the mapping names for %(name)s.",
                    mapping=mapping[name],
                    name=name,
                ),
                remedy=_("The columns are: %(names)s.", names=", ".join(filter(None, headings))),
            )
        places[name] = words.index(heading)
    ignored = {heading for name, heading in told.items() if name.startswith(IGNORED)}
    for name, place in guessed_places(kind, headings).items():
        if name not in told and place not in places.values() and words[place] not in ignored:
            places[name] = place
    return places


def _require(columns: Columns) -> None:
    titles = {one.name: one.title for one in FIELDS[columns.kind]}
    missing = [titles[name] for name in NEEDED[columns.kind] if name not in columns.places]
    if missing:
        found = ", ".join(filter(None, columns.headings))[:500] or "none"
        raise ParseError(
            _(
                "The column '%(missing)s' is missing from row %(row)s; its headings are: %(found)s.",
                missing=missing[0],
                row=columns.row,
                found=found,
            ),
            remedy=_("Add the column, or tell in the mapping which heading it has."),
        )
