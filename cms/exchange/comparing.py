"""What a row changes, field by field.

A row is compared three ways: what the file says, what stood there when the file was exported (its
version), and what stands there now. What the file doesn't change stays as it is now; what both changed is
a conflict, and the row is left to people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cms.directory.models.address import ADDRESS_FIELDS
from cms.exchange.columns import VERSION, Column, comparable
from cms.exchange.identities import Identities, is_number
from cms.exchange.plans import FieldChange, Refused
from cms.exchange.states import State, base_values
from cms.exchange.words import WrongCell
from cms.sheets.reading import Row, Sheet

ABSENT: Mapping[str, Any] = {"is_free": True, "status": "active"}
"""What a new thing has where its column is missing and nothing is said."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Be what a row would change: plain values by field, the same as the file writes them, and objections."""

    values: dict[str, Any]
    fields: list[FieldChange]
    reasons: list[str]


@dataclass
class Comparison:
    """Compare the rows of one sheet with what is there."""

    sheet: Sheet
    there: Identities
    bases: Mapping[int, Mapping[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.bases = base_values(self.there.kind, self._older_versions(), self.there.words)

    def differences(self, row: Row, state: State | None) -> Differences:
        """Compare a row with the thing that it is about; without one, everything in it is new."""
        base, words = self._base(row, state), self.there.words
        found = Differences({}, [], [])
        for column in self.there.kind.columns:
            heading = column.heading.casefold()
            if heading not in row.texts or heading in row.formulas:
                continue
            if state is not None and state.secret and column.field in ADDRESS_FIELDS:
                continue
            text = comparable(row.texts[heading])
            before = column.text(state.values[column.field], words) if state else ""
            if state is not None and self.sheet.holds(text, before):
                continue
            if base is not None and self.sheet.holds(text, column.text(base[column.field], words)):
                continue
            try:
                value = self._value(row, column, text, state)
            except Refused as refusal:
                found.reasons.extend(refusal.reasons)
                continue
            if state is not None and _same(value, state.values[column.field]):
                continue
            if state is not None and (
                base is None or not _same(base[column.field], state.values[column.field])
            ):
                found.reasons.append(
                    _("%(column)s has been changed to “%(now)s” since the file was exported; export it anew")
                    % {"column": column.heading, "now": before[:80]}
                )
                continue
            found.values[column.field] = value
            after = column.text(value, words)
            if after != before:
                found.fields.append(FieldChange(column.heading, before, after))
        return found

    def _value(self, row: Row, column: Column, text: str, state: State | None) -> Any:
        if column.field == "organisation":
            return self.there.owner(row)
        if state is None and not text and column.field in ABSENT:
            return ABSENT[column.field]
        try:
            return column.read(text, self.there.words)
        except WrongCell as error:
            raise Refused(f"{column.heading}: {error}") from error

    def _base(self, row: Row, state: State | None) -> Mapping[str, Any] | None:
        """Return what stood there when the file was exported; ``None`` if that can't be told any more.

        A file of one's own making has no versions: it is compared with what stands there now.
        """
        if state is None:
            return None
        version = row.text(VERSION)
        if VERSION.casefold() not in row.texts or (is_number(version) and int(version) == state.version):
            return state.values
        if not version and state.version is None:
            return state.values
        return self.bases.get(state.key)

    def _older_versions(self) -> dict[int, int]:
        found = {}
        for row in self.sheet.rows:
            key, version = row.text(self.there.kind.identifier), row.text(VERSION)
            if is_number(key) and is_number(version):
                state = self.there.current.get(int(key))
                if state is not None and state.version != int(version):
                    found[int(key)] = int(version)
        return found


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return comparable(one) == comparable(other)
    return bool(one == other)
