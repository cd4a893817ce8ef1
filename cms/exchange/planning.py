"""What a file would change: field by field, and row by row what can't be taken and what to do about it.

A row is compared three ways: what the file says, what stood there when the file was exported (its
version), and what stands there now. What the file doesn't change stays as it is now; what both changed is
a conflict, and the row is left to people.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.directory.models.address import ADDRESS_FIELDS
from cms.directory.rules import service_problems
from cms.exchange.columns import (
    KINDS,
    ORGANISATION_NAME,
    ORGANISATIONS,
    SERVICES,
    VERSION,
    Column,
    Kind,
    comparable,
    kind_of,
)
from cms.exchange.states import RELATIONS, State, base_values, states
from cms.exchange.words import Words, WrongCell
from cms.sheets.errors import UnreadableFile
from cms.sheets.reading import Row, Sheet, read_sheets

ABSENT: Mapping[str, Any] = {"is_free": True, "status": "active"}
"""What a new thing has where its column is missing and nothing is said."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Be one cell that changes something, before and after as the file writes them."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """Be one row to write; ``values`` are plain, by field, and only what changes; no ``key`` makes it new."""

    kind: str
    number: int
    key: int | None
    label: str
    fields: tuple[FieldChange, ...]
    values: Mapping[str, Any]
    pending: bool = False

    @property
    def sheet(self) -> str:
        """Return the title of the row's sheet."""
        return KINDS[self.kind].title


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Be one row that is not taken, with every reason and what to do."""

    sheet: str
    number: int
    label: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Be everything that a file would do."""

    changes: tuple[RowChange, ...]
    problems: tuple[RowProblem, ...]
    unchanged: int
    unread: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Return what differs when the plan does: a person confirms what she saw and nothing else."""
        state = [
            (c.kind, c.number, c.key, [(f.heading, f.before, f.after) for f in c.fields])
            for c in self.changes
        ]
        return hashlib.sha256(json.dumps(state, ensure_ascii=False).encode()).hexdigest()


class _Refused(ValueError):
    """Report the reasons for which a row is not taken."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def read_directory_file(name: str, content: bytes) -> list[Sheet]:
    """Return the sheets of a file that hold services or organisations.

    Raises:
        UnreadableFile: it can't be read, or has no such sheet.
    """
    sheets = [sheet for sheet in read_sheets(name, content) if kind_of(sheet.header)]
    if not sheets:
        raise UnreadableFile(
            _(
                "The file holds neither services nor organisations: the first row of a sheet must be"
                " the headings of the export, such as “%(service)s” or “%(organisation)s”."
            )
            % {"service": SERVICES.identifier, "organisation": ORGANISATIONS.identifier}
        )
    return sheets


def plan_import(sheets: Sequence[Sheet]) -> Plan:
    """Compare a file with the directory; writes nothing."""
    words = Words.read()
    plans = [_Comparison(kind, sheet, words).plan() for sheet in sheets if (kind := kind_of(sheet.header))]
    return Plan(
        changes=tuple(change for plan in plans for change in plan.changes),
        problems=tuple(problem for plan in plans for problem in plan.problems),
        unchanged=sum(plan.unchanged for plan in plans),
        unread=tuple(dict.fromkeys(heading for plan in plans for heading in plan.unread)),
    )


@dataclass
class _Comparison:
    """Compare one sheet with what is there."""

    kind: Kind
    sheet: Sheet
    words: Words
    current: Mapping[int, State] = field(init=False)
    bases: Mapping[int, Mapping[str, Any]] = field(init=False)
    by_name: Mapping[tuple[Any, str], list[int]] = field(init=False)
    owners: Mapping[str, list[int]] = field(init=False)

    def plan(self) -> Plan:
        """Compare each row."""
        self.current = states(self.kind, self.words)
        self.bases = base_values(self.kind, self._older_versions(), self.words)
        self.by_name = self._names()
        self.owners = self._owners()
        changes, problems, unchanged, seen = [], [], 0, set[int]()
        for row in self.sheet.rows:
            label = self._cell(row, self.kind.column(self.kind.label_field).heading)[:120]
            try:
                key = self._key(row)
                if key is not None and key in seen:
                    raise _Refused(_("the same identifier stands in the file twice; remove one of the rows"))
                seen |= {key} if key is not None else set()
                change = self._change(row, key, label)
            except _Refused as refusal:
                problems.append(RowProblem(self.kind.title, row.number, label, refusal.reasons))
                continue
            if change is None:
                unchanged += 1
            else:
                changes.append(change)
        known = {heading.casefold() for heading in (*self.kind.header, *self.kind.told)}
        unread = tuple(heading for heading in self.sheet.header if heading and heading not in known)
        return Plan(tuple(changes), tuple(problems), unchanged, unread)

    def _cell(self, row: Row, heading: str) -> str:
        return row.texts.get(heading.casefold(), "").strip()

    def _older_versions(self) -> dict[int, int]:
        found = {}
        for row in self.sheet.rows:
            key, version = self._cell(row, self.kind.identifier), self._cell(row, VERSION)
            if _number(key) and _number(version):
                state = self.current.get(int(key))
                if state is not None and state.version != int(version):
                    found[int(key)] = int(version)
        return found

    def _owners(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for key, title in self.words.organisations.items():
            found.setdefault(title.casefold(), []).append(key)
        return found

    def _names(self) -> dict[tuple[Any, str], list[int]]:
        found: dict[tuple[Any, str], list[int]] = {}
        for key, state in self.current.items():
            owner = state.values.get("organisation")
            name = str(state.values[self.kind.label_field]).casefold()
            found.setdefault((owner, name), []).append(key)
        return found

    def _key(self, row: Row) -> int | None:
        """Return the key of the thing that a row is about; ``None`` if it is new."""
        text = self._cell(row, self.kind.identifier)
        if text:
            if not _number(text) or int(text) not in self.current:
                raise _Refused(
                    _("nothing has the identifier “%(text)s”; leave it empty if the row is new")
                    % {"text": text[:40]}
                )
            return int(text)
        name = " ".join(self._cell(row, self.kind.column(self.kind.label_field).heading).split()).casefold()
        owner = self._owner(row) if self.kind is SERVICES else None
        same = self.by_name.get((owner, name), [])
        if len(same) > 1:
            raise _Refused(_("several things are called that; write the identifier of the one that you mean"))
        return same[0] if same else None

    def _owner(self, row: Row) -> int:
        """Return the organisation of a service's row, by its identifier or else by its name."""
        column = SERVICES.column("organisation")
        text, name = self._cell(row, column.heading), self._cell(row, ORGANISATION_NAME).casefold()
        named = self.owners.get(name, [])
        if text:
            try:
                key: int = column.read(text, self.words)
            except WrongCell as error:
                raise _Refused(f"{column.heading}: {error}") from error
            if named and key not in named:
                raise _Refused(
                    _(
                        "the organisation's identifier and its name mean different organisations;"
                        " mend one of them"
                    )
                )
            return key
        if len(named) == 1:
            return named[0]
        raise _Refused(_("write the identifier of the organisation, or its name as it is in the directory"))

    def _change(self, row: Row, key: int | None, label: str) -> RowChange | None:
        state = self.current.get(key) if key is not None else None
        values, fields, reasons = self._differences(row, state)
        if state is None and self.kind is SERVICES and not reasons:
            values.setdefault("organisation", self._owner(row))
        if row.formulas:
            told = {column.heading.casefold(): column.heading for column in self.kind.columns}
            reasons += [
                _("%(column)s: the cell is a formula; write its value") % {"column": told[heading]}
                for heading in row.formulas
                if heading in told
            ]
        if (values or reasons) and state is not None and state.locked:
            reasons.append(_("it is locked; unlock it in the admin first"))
        if values and not reasons:
            reasons += self._refusals(values, state)
        if reasons:
            raise _Refused(*reasons)
        if not values:
            return None
        return RowChange(
            kind=self.kind.name,
            number=row.number,
            key=key,
            label=label or (str(state.values[self.kind.label_field]) if state else ""),
            fields=tuple(fields),
            values=values,
            pending=bool(state and (state.pending or not state.live)),
        )

    def _differences(
        self, row: Row, state: State | None
    ) -> tuple[dict[str, Any], list[FieldChange], list[str]]:
        base = self._base(row, state)
        values: dict[str, Any] = {}
        fields: list[FieldChange] = []
        reasons: list[str] = []
        for column in self.kind.columns:
            heading = column.heading.casefold()
            if heading not in row.texts or heading in row.formulas:
                continue
            if state is not None and state.secret and column.field in ADDRESS_FIELDS:
                continue
            text = comparable(row.texts[heading])
            before = column.text(state.values[column.field], self.words) if state else ""
            if state is not None and text == before:
                continue
            if base is not None and text == column.text(base[column.field], self.words):
                continue
            try:
                value = self._value(row, column, text, state)
            except _Refused as refusal:
                reasons += refusal.reasons
                continue
            if state is not None and _same(value, state.values[column.field]):
                continue
            if state is not None and (
                base is None or not _same(base[column.field], state.values[column.field])
            ):
                reasons.append(
                    _("%(column)s has been changed to “%(now)s” since the file was exported; export it anew")
                    % {"column": column.heading, "now": before[:80]}
                )
                continue
            values[column.field] = value
            after = column.text(value, self.words)
            if after != before:
                fields.append(FieldChange(column.heading, before, after))
        return values, fields, reasons

    def _value(self, row: Row, column: Column, text: str, state: State | None) -> Any:
        if column.field == "organisation":
            return self._owner(row)
        if state is None and not text and column.field in ABSENT:
            return ABSENT[column.field]
        try:
            return column.read(text, self.words)
        except WrongCell as error:
            raise _Refused(f"{column.heading}: {error}") from error

    def _base(self, row: Row, state: State | None) -> Mapping[str, Any] | None:
        """Return what stood there when the file was exported; ``None`` if that can't be told any more.

        A file of one's own making has no versions: it is compared with what stands there now.
        """
        if state is None:
            return None
        version = self._cell(row, VERSION)
        if VERSION.casefold() not in row.texts or (_number(version) and int(version) == state.version):
            return state.values
        if not version and state.version is None:
            return state.values
        return self.bases.get(state.key)

    def _refusals(self, values: Mapping[str, Any], state: State | None) -> list[str]:
        """Return why the directory would refuse the thing as it would be."""
        whole = {**(state.values if state else {}), **values}
        headings = {column.field: column.heading for column in self.kind.columns}
        apart = (*RELATIONS[self.kind.name], "tags", "organisation", "channels", "languages")
        scalars = {name: value for name, value in whole.items() if name not in apart}
        thing = self.kind.model(**scalars)
        there = scalars if state else headings
        unread = [one.name for one in thing._meta.fields if one.name not in there or one.name in apart]
        reasons = []
        try:
            thing.clean_fields(exclude=unread)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                reasons += [f"{headings.get(name, name)}: {message}" for message in messages]
        if self.kind is SERVICES:
            try:
                thing.clean()
            except ValidationError as error:
                reasons += error.messages
            for _field, problem in service_problems(whole):
                reasons += problem.messages
        return reasons


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return comparable(one) == comparable(other)
    return bool(one == other)
