"""Merge an import with what editors changed: three ways, line by line."""

from __future__ import annotations


def merge_lines(*, before: str, current: str, incoming: str) -> str:
    """Return the lines that stand after an import.

    ``before`` is what the last import brought, ``current`` what stands now. A line that an editor
    added or took away stays so; otherwise what the source added or took away is followed.
    """
    old, now, new = (text.splitlines() for text in (before, current, incoming))
    kept = [line for line in now if line in new or line not in old]
    added = [line for line in new if line not in now and line not in old]
    return "\n".join([*kept, *added])
