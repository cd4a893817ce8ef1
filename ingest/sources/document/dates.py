"""Read the dates that texts carry: 12.2.2025, 12. helmikuuta 2025, 2025-02-12, February 12, 2025."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ingest.errors import ParseError
from ingest.words import gettext_noop as _

HELSINKI = ZoneInfo("Europe/Helsinki")
FINNISH_MONTHS = (
    "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu",
)  # fmt: skip
OTHER_MONTHS = {
    name: number
    for names in (
        "januari februari mars april maj juni juli augusti september oktober november december",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), start=1)
}
DAY_POINTS = r"(?P<d1>\d{1,2})\.\s?(?P<m1>\d{1,2})\.\s?(?P<y1>\d{4})"
ISO_TIME = r"[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?"
ISO = rf"(?P<y2>\d{{4}})-(?P<m2>\d{{2}})-(?P<d2>\d{{2}})(?:{ISO_TIME})?"
DAY_MONTH = (
    rf"(?P<d3>\d{{1,2}})\.?\s(?P<m3>(?:{'|'.join(FINNISH_MONTHS)})kuu(?:ta|n)?|{'|'.join(OTHER_MONTHS)})"
    r"\s(?P<y3>\d{4})"
)
MONTH_DAY = (
    rf"\b(?P<m4>{'|'.join(OTHER_MONTHS)})\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?"
    r"\s(?P<y4>\d{4})"
)
DATE = re.compile(
    rf"(?<![\d.–-])(?:{DAY_POINTS}|{ISO}|{DAY_MONTH}|{MONTH_DAY})(?!\d|-\d|\.\d)", re.IGNORECASE
)
UNTOLD = re.compile(r"(?<!\w)\d[\d\s./–-]*\d(?!\w)")
"""Figures that tell no one day: 19.–23.2.2024 is several, 08/02/2023 is in August or in February."""


def find_date(line: str) -> tuple[date, str] | None:
    """Return the first date in the line and the line without it, or None if there is none.

    Raises ``ParseError`` for what looks like a date but is none, such as 31.2.2025.
    """
    match = DATE.search(line)
    if not match:
        return None
    found = match.groupdict()
    if found["m1"]:
        parts = found["y1"], found["m1"], found["d1"]
    elif found["m2"]:
        parts = found["y2"], found["m2"], found["d2"]
    elif found["m4"]:
        parts = found["y4"], str(_month(found["m4"].lower())), found["d4"]
    else:
        parts = found["y3"], str(_month(found["m3"].lower())), found["d3"]
    try:
        when = date(*map(int, parts))
    except ValueError as error:
        raise ParseError(
            _("'%(text)s' is no date.", text=match.group()), remedy=_("Correct the date in the text.")
        ) from error
    return when, line[: match.start()] + line[match.end() :]


def start_of(day: date | None) -> datetime | None:
    """Return the day's first moment in Finland."""
    return datetime.combine(day, time(), HELSINKI) if day else None


def _month(name: str) -> int:
    for number, stem in enumerate(FINNISH_MONTHS, start=1):
        if name.startswith(f"{stem}kuu"):
            return number
    return OTHER_MONTHS[name]
