"""Read synonym sets from CSV: columns ``labels``, and if wanted ``narrower`` and ``uri``.

The labels of a cell are divided by ``|``, each with its language before it where it isn't Finnish:
``ero|avioero|sv: skilsmässa``. Comma, semicolon or tab divide the columns, as the first line shows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.utils.translation import gettext as _

from search.concepts import Label
from search.models.synonyms import reason_in_words
from search.synonyms.labels import LabelError, read_labels
from search.synonyms.records import ImportedSet, ReadFile, RowError, UnreadableFile

COLUMNS = ("labels", "narrower", "uri")
LABEL_DIVIDER = "|"


def read_csv(content: bytes) -> ReadFile:
    """Return the sets of a CSV file in UTF-8, with an error for each row that holds none.

    Raise ``UnreadableFile`` for what is no such file.
    """
    sets: dict[str, ImportedSet] = {}
    errors: list[RowError] = []
    for number, row in _rows(content):
        where = _("row %(number)d") % {"number": number}
        try:
            found = _set(row, where)
        except ValueError as error:
            errors.append(RowError(where, str(error)))
            continue
        if found.key in sets:
            message = _("the same set as in %(where)s.") % {"where": sets[found.key].where}
            errors.append(RowError(where, message))
            continue
        sets[found.key] = found
    return ReadFile(tuple(sets.values()), tuple(errors))


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(_("The file is not UTF-8 text. Save it as “CSV UTF-8”.")) from None
    lines = text.splitlines()
    heading = lines[0] if lines else ""
    divider = max(",;\t", key=heading.count)
    try:
        rows = csv.reader(lines, delimiter=divider, strict=True)
        names = [name.strip().lower() for name in next(rows, [])]
        if "labels" not in names or set(names) - set(COLUMNS):
            raise UnreadableFile(
                _("The first row must name the columns: labels, and if wanted narrower and uri.")
            )
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield rows.line_num, _named(names, cells)
    except csv.Error as error:
        raise UnreadableFile(
            _("Row %(number)d is no CSV: %(error)s") % {"number": rows.line_num, "error": error}
        ) from None


def _named(names: list[str], cells: list[str]) -> dict[str, str]:
    row = dict(zip(names, cells, strict=False))
    if any(cell.strip() for cell in cells[len(names) :]):
        row["surplus"] = "yes"
    return row


def _set(row: dict[str, str], where: str) -> ImportedSet:
    if "surplus" in row:
        raise ValueError(_("more cells than columns; put cells that hold the divider in quotation marks."))
    labels = _labels(row.get("labels", ""))
    narrower = _labels(row.get("narrower", ""))
    if not labels or len(labels) + len(narrower) < 2:
        raise ValueError(_("fewer than two words."))
    uri = row.get("uri", "").strip()
    first = f"{labels[0].language.value}:{labels[0].text.casefold()}"
    return ImportedSet(uri or first, labels, narrower, uri, where)


def _labels(cell: str) -> tuple[Label, ...]:
    try:
        return read_labels(cell.replace(LABEL_DIVIDER, "\n"))
    except LabelError as error:
        raise ValueError(f"“{error.text}”: {reason_in_words(error.reason)}") from None
