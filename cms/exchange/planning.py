"""What a file would change, row by row; what can't be taken, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.directory.rules import service_problems
from cms.exchange.columns import ORGANISATIONS, SERVICES, Kind, kind_of
from cms.exchange.comparing import Comparison
from cms.exchange.identities import Identities
from cms.exchange.plans import Plan, Refused, RowChange, RowProblem
from cms.exchange.states import RELATIONS, State, states
from cms.exchange.words import Words
from cms.sheets.errors import UnreadableFile
from cms.sheets.reading import Row, Sheet, read_sheets


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
    plans = [_plan_of(kind, sheet, words) for sheet in sheets if (kind := kind_of(sheet.header))]
    return Plan(
        changes=tuple(change for plan in plans for change in plan.changes),
        problems=tuple(problem for plan in plans for problem in plan.problems),
        unchanged=sum(plan.unchanged for plan in plans),
        unread=tuple(dict.fromkeys(heading for plan in plans for heading in plan.unread)),
    )


def _plan_of(kind: Kind, sheet: Sheet, words: Words) -> Plan:
    there = Identities(kind, words, states(kind, words))
    comparison = Comparison(sheet, there)
    changes, problems, unchanged, seen = [], [], 0, set[int]()
    for row in sheet.rows:
        label = row.text(kind.column(kind.label_field).heading)[:120]
        try:
            key = there.key(row)
            if key is not None and key in seen:
                raise Refused(_("the same identifier stands in the file twice; remove one of the rows"))
            seen |= {key} if key is not None else set()
            change = _change(comparison, row, key, label)
        except Refused as refusal:
            problems.append(RowProblem(kind.title, row.number, label, refusal.reasons))
            continue
        if change is None:
            unchanged += 1
        else:
            changes.append(change)
    known = {heading.casefold() for heading in (*kind.header, *kind.told)}
    unread = tuple(heading for heading in sheet.header if heading and heading not in known)
    return Plan(tuple(changes), tuple(problems), unchanged, unread)


def _change(comparison: Comparison, row: Row, key: int | None, label: str) -> RowChange | None:
    there = comparison.there
    kind, state = there.kind, there.current.get(key) if key is not None else None
    found = comparison.differences(row, state)
    values, reasons = found.values, found.reasons
    if state is None and kind is SERVICES and not reasons:
        values.setdefault("organisation", there.owner(row))
    if row.formulas:
        told = {column.heading.casefold(): column.heading for column in kind.columns}
        reasons += [
            _("%(column)s: the cell is a formula; write its value") % {"column": told[heading]}
            for heading in row.formulas
            if heading in told
        ]
    if (values or reasons) and state is not None and state.locked:
        reasons.append(_("it is locked; unlock it in the admin first"))
    if values and not reasons:
        reasons += _refusals(kind, values, state)
    if reasons:
        raise Refused(*reasons)
    if not values:
        return None
    return RowChange(
        kind=kind.name,
        number=row.number,
        key=key,
        label=label or (str(state.values[kind.label_field]) if state else ""),
        fields=tuple(found.fields),
        values=values,
        pending=bool(state and (state.pending or not state.live)),
    )


def _refusals(kind: Kind, values: Mapping[str, Any], state: State | None) -> list[str]:
    """Return why the directory would refuse the thing as it would be."""
    whole = {**(state.values if state else {}), **values}
    headings = {column.field: column.heading for column in kind.columns}
    apart = (*RELATIONS[kind.name], "tags", "organisation", "channels", "languages")
    scalars = {name: value for name, value in whole.items() if name not in apart}
    thing = kind.model(**scalars)
    there = scalars if state else headings
    unread = [one.name for one in thing._meta.fields if one.name not in there or one.name in apart]
    reasons = []
    try:
        thing.clean_fields(exclude=unread)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            reasons += [f"{headings.get(name, name)}: {message}" for message in messages]
    if kind is SERVICES:
        try:
            thing.clean()
        except ValidationError as error:
            reasons += error.messages
        for _field, problem in service_problems(whole):
            reasons += problem.messages
    return reasons
