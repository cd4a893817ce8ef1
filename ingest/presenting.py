"""Show outcomes as lines: JSON for programs, plain text for people. Nothing raw reaches a terminal."""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from ingest.outcomes import COUNTED, Action, Counts, Outcome
from ingest.records import Fault, Record
from ingest.rendering import body_html, body_text
from ingest.sanitising import plain_text
from ingest.words import in_words

UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""Control and escape characters, and those that turn or hide text."""
EVERY_KIND = (
    "external_id",
    "title",
    "url",
    "published_at",
    "updated_at",
    "language",
    "authors",
    "tags",
    "summary",
)
LONGEST_VALUE = 300


def printable(text: str) -> str:
    """Return the text on one line, with visible escapes for what a terminal would act upon."""
    return UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def json_line(outcome: Outcome, *, with_changes: bool = False) -> str:
    """Return an outcome as one JSON object on one line, with the record's fields and the kind's own."""
    line: dict[str, Any] = {"kind": None, **dict.fromkeys(EVERY_KIND), "external_id": outcome.name}
    line |= _record_fields(outcome.record) if outcome.record else _no_record(outcome)
    line |= {
        "action": outcome.action.value,
        "published": outcome.published,
        "conflicts": sorted(outcome.conflicts),
        "errors": [
            {"stage": problem.stage, "message": problem.message, "remedy": problem.remedy}
            for problem in outcome.problems
        ]
        + [{"stage": "parse", **fault.model_dump()} for fault in _faults(outcome)],
    }
    if with_changes:
        line["changes"] = {
            name: {"before": before, "after": after} for name, (before, after) in outcome.changes.items()
        }
    return _dumped(line)


def json_summary(counts: Counts) -> str:
    """Return the last line: the counts."""
    return _dumped({"summary": counts.as_dict()})


def text_lines(outcome: Outcome, *, with_changes: bool = False) -> list[str]:
    """Return an outcome as lines for a person, in the active language: what, which, and why not."""
    kind = str(getattr(outcome.record, "kind", "")) or outcome.kind or "-"
    title = outcome.record.title if outcome.record else outcome.title or outcome.name
    action = in_words(COUNTED[outcome.action])
    mark = f" ({in_words(COUNTED['published'])})" if outcome.published else ""
    lines = [f"{action:<12} {kind:<14} {printable(title)}{mark}"]
    for problem in outcome.problems:
        cause = printable(in_words(problem.message))
        if outcome.action is Action.FAILED:
            lines[0] = f"{action:<12} {printable(outcome.name)}: {cause}"
        else:
            lines.append(f"{'':<12} {cause}")
        if problem.remedy:
            lines.append(f"{'':<12} {printable(in_words(problem.remedy))}")
    for fault in _faults(outcome):
        told = f"{fault.field}: {in_words(fault.message)} {in_words(fault.remedy)}".strip()
        lines.append(f"{'':<12} {printable(told)}")
    for name, conflict in outcome.conflicts.items():
        told = _("conflict in %(field)s: kept %(kept)s; the source says %(offered)s") % {
            "field": name,
            "kept": _short(conflict.ours),
            "offered": _short(conflict.theirs),
        }
        lines.append(f"{'':<12} {told}")
    if with_changes and outcome.action is not Action.FAILED:
        for name, (before, after) in outcome.changes.items():
            lines.append(
                f"{'':<12} {name}: {_short(before)} -> {_short(after)}"
                if before
                else f"{'':<12} {name}: {_short(after)}"
            )
    return lines


def _faults(outcome: Outcome) -> tuple[Fault, ...]:
    return outcome.record.faults if outcome.record else ()


def _record_fields(record: Record) -> dict[str, Any]:
    fields = record.model_dump(mode="json", exclude={"body", "faults"})
    return {
        "kind": fields.pop("kind", None),
        **{name: fields.pop(name) for name in EVERY_KIND},
        "body_html": body_html(record),
        "body_text": body_text(record),
        **fields,
    }


def _no_record(outcome: Outcome) -> dict[str, Any]:
    empty: dict[str, Any] = {name: [] for name in ("authors", "tags", "images", "links", "contacts")}
    told = {"kind": outcome.kind, "title": outcome.title, "url": outcome.url} if outcome.kind else {}
    return {**told, **empty, "body_html": "", "body_text": ""}


def _short(value: Any) -> str:
    text = plain_text(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    shown = printable(text)
    return shown if len(shown) <= LONGEST_VALUE else f"{shown[:LONGEST_VALUE]}…"


def _dumped(line: dict[str, Any]) -> str:
    """Return JSON without raw control characters: those that JSON lets stand are written as escapes."""
    text = json.dumps(line, ensure_ascii=False)
    return UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
