"""Read foreign JSON without trusting its shape: what isn't of the kind that was asked for isn't there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from ingest.errors import ParseError
from ingest.words import gettext_noop as _

Object = dict[str, Any]
LARGEST = 10**18
"""Numbers of no fewer digits are no numbers of anything."""
SURROGATE = re.compile("[\ud800-\udfff]")
"""Halves of characters, which JSON can write and no text can hold."""
TOO_DEEP = _("It is nested deeper than any real file.")


def read_json(content: bytes) -> Any:
    """Return what JSON bytes hold, in UTF-8, UTF-16 or UTF-32; raise ``ParseError``."""
    try:
        return json.loads(content)
    except RecursionError as error:
        raise ParseError(TOO_DEEP, remedy=_("Save it again.")) from error
    except ValueError as error:  # also what is no Unicode
        raise ParseError(
            _("It is no JSON: %(error)s.", error=error), remedy=_("Save it again as JSON.")
        ) from error


def object_of(value: Any) -> Object:
    """Return an object, an empty one in the place of anything else."""
    return value if isinstance(value, dict) else {}


def objects_of(value: Any) -> list[Object]:
    """Return the objects of a list; a single object counts as a list of it."""
    if isinstance(value, dict):
        return [value]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text_of(value: Any) -> str:
    """Return a text without blanks around it, and whole numbers as people write them; else nothing."""
    if isinstance(value, str):
        return SURROGATE.sub("\ufffd", value).strip()
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LARGEST:
        return ""
    return str(int(value)) if float(value).is_integer() else str(value)


def texts_of(value: Any) -> tuple[str, ...]:
    """Return the filled texts of a list."""
    values = value if isinstance(value, list) else []
    return tuple(text for one in values if (text := text_of(one)))


def moment_of(value: Any) -> datetime | None:
    """Return a time of ISO 8601, in UTC where it tells no zone."""
    try:
        moment = datetime.fromisoformat(text_of(value).replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def day_of(value: Any) -> date | None:
    """Return the day of a date or time of ISO 8601."""
    try:
        return date.fromisoformat(text_of(value)[:10])
    except ValueError:
        return None


def lines_of(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the filled lines with their numbers, from 1."""
    for number, line in enumerate(BytesIO(content), start=1):
        if line.strip():
            yield number, line


def dumped(document: Object) -> bytes:
    """Return an object as bytes, always the same for the same object."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True).encode(errors="replace")
