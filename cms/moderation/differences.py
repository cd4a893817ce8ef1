"""What differs between two versions, field by field, the old beside the new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cms.moderation.wording import Line, lines_of

TOKENS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Difference:
    """Be one field that differs; ``old`` and ``new`` are safe, with ``<del>`` and ``<ins>`` in them."""

    label: str | Promise
    old: SafeString
    new: SafeString


def differences(old: Any | None, new: Any) -> list[Difference]:
    """Return the fields in which two versions of one thing differ, in the order of its form.

    Without an old version it is everything that is filled in. A confidential address is told to differ,
    but shown in neither version, even if only one of them keeps it confidential.
    """
    return list(_differing(lines_of(old) if old is not None else [], lines_of(new)))


def _differing(old: list[Line], new: list[Line]) -> Iterator[Difference]:
    before = old or [Line(line.label, "") for line in new]
    for was, now in zip(before, new, strict=True):
        if was.words == now.words:
            continue
        if was.secret or now.secret:
            yield Difference(now.label, *(_hidden(line) for line in (was, now)))
        else:
            yield Difference(now.label, *marked(was.words, now.words))


def marked(old: str, new: str) -> tuple[SafeString, SafeString]:
    """Return both texts with what only one of them has marked, word by word."""
    was, now = TOKENS.findall(old), TOKENS.findall(new)
    left, right = [], []
    for kind, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        gone, come = "".join(was[i:j]), "".join(now[k:m])
        left.append(
            format_html("<del>{}</del>", gone) if kind != "equal" and gone else conditional_escape(gone)
        )
        right.append(
            format_html("<ins>{}</ins>", come) if kind != "equal" and come else conditional_escape(come)
        )
    return _joined(left), _joined(right)


def _joined(parts: list[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308  each part is escaped


def _hidden(line: Line) -> SafeString:
    return conditional_escape(_("Confidential, not shown") if line.words else "")
