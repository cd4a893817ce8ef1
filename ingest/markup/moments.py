"""Read the dates that feeds, sites and pages carry; without a zone they are Finland's.

RFC 822 and its successors (RSS), ISO 8601 and RFC 3339 (Atom, JSON Feed, HTML), Finnish and English dates
in words, and seconds since 1970.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from ingest.errors import ParseError
from ingest.records import Fault
from ingest.words import gettext_noop as _

HELSINKI = ZoneInfo("Europe/Helsinki")
ZONES = {"UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "MSK": 3, "EST": -5,
         "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}  # fmt: skip
"""Hours east of Greenwich; what isn't here (EET, EEST) counts as Finnish time."""
WEEKDAY = re.compile(r"^(?:[^\W\d_]{2,12}\.?,\s*|(?:ma|ti|ke|to|pe|la|su)\.?\s+(?=\d))")
NUMBERS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:\D{1,8}(\d{1,2})[.:](\d{2}))?")
"""With full stops alone: 08/02/2023 is in August or in February."""
SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
"""Read only where one of the two can't be a month."""
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D{1,8}(\d{1,2})[.:](\d{2}))?")
MIDNIGHT = re.compile(r"(?<![\d:.])24:00((?::00)?)(?![\d:])")
"""The end of a day; not the minutes and seconds of 10:24:00."""
ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]+(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
YEAR_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")
NAMED = re.compile(
    r"(\d{1,2})[. -]{1,3}([^\W\d_]{3,12})\.?[ -]{1,3}(\d{4})"
    r"(?:\D{1,8}?(\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?\s?(\S*))?"
)
MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
MONTHS = {
    name: number
    for names in (
        "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januari februari mars april maj juni juli augusti september oktober november december",
    )
    for number, name in enumerate(names.split(), start=1)
}
EARLIEST, LATEST = 1990, 2100
"""Years between which something was published on the web."""


def read_moment(text: str) -> datetime:
    """Return the moment with its zone; raise ``ParseError`` for what is no date.

    A date without a time is the day's first moment in Finland.
    """
    cleaned = " ".join(text.split())[:100]
    try:
        moment = _moment(cleaned)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=HELSINKI)
        moment.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, LookupError) as error:
        raise _no_date(cleaned) from error
    if not EARLIEST <= moment.year <= LATEST:
        raise _no_date(cleaned)
    return moment


def day_of(moment: datetime) -> date:
    """Return which day it was in Finland."""
    return moment.astimezone(HELSINKI).date()


def _no_date(text: str) -> ParseError:
    return ParseError(_("'%(text)s' is no date.", text=text), remedy=_("Correct the date in the source."))


def moment_or_fault(field: str, text: str, faults: list[Fault]) -> datetime | None:
    """Return the moment, or nothing for an empty text; what is no date becomes a fault of the field."""
    if not text.strip():
        return None
    try:
        return read_moment(text)
    except ParseError as error:
        faults.append(Fault(field=field, message=error.message, remedy=error.remedy))
        return None


def _moment(text: str) -> datetime:  # noqa: PLR0911  one line for each notation
    if match := ISO.fullmatch(text):
        return _of_iso(match)
    if MIDNIGHT.search(text):
        return _moment(MIDNIGHT.sub(r"00:00\1", text)) + timedelta(days=1)
    text = WEEKDAY.sub("", text)
    if match := YEAR_FIRST.fullmatch(text):
        year, month, day, hour, minute = (int(one or 0) for one in match.groups())
        return datetime(year, month, day, hour, minute, tzinfo=HELSINKI)
    if match := SLASHES.fullmatch(text):
        first, second, year = (int(one) for one in match.groups())
        if first != second and first <= 12 and second <= 12:
            raise ValueError("The day or the month may be meant.")
        day, month = (first, second) if second <= 12 else (second, first)
        return datetime(year, month, day, tzinfo=HELSINKI)
    if match := NUMBERS.fullmatch(text):
        day, month, year, hour, minute = (int(one or 0) for one in match.groups())
        return datetime(year, month, day, hour, minute, tzinfo=HELSINKI)
    if text.isdigit() and 9 <= len(text) <= 13:
        return datetime.fromtimestamp(int(text) / (1000 if len(text) > 11 else 1), UTC)
    if match := YEAR_MONTH.fullmatch(text):
        return datetime(int(match[1]), int(match[2] or 1), 1, tzinfo=HELSINKI)
    if match := NAMED.match(text):
        return _of_words(match)
    if match := MONTH_FIRST.match(text):
        return datetime(int(match[3]), MONTHS[match[1][:3].lower()], int(match[2]), tzinfo=HELSINKI)
    return parsedate_to_datetime(text)


def _of_iso(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (int(one or 0) for one in match.groups()[:6])
    if hour == 24 and not minute:
        return datetime(year, month, day, tzinfo=_zone(match[7] or "")) + timedelta(days=1)
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_zone(match[7] or ""))


def _of_words(match: re.Match[str]) -> datetime:
    word = match[2].lower()
    stem = re.sub(r"kuu(?:ta|n|ssa)?$", "", word)
    month = MONTHS.get(stem) or MONTHS[word[:3]]
    hour, minute, second = (int(one or 0) for one in match.groups()[3:6])
    return datetime(
        int(match[3]), month, int(match[1]), hour, minute, min(second, 59), tzinfo=_zone(match[7] or "")
    )


def _zone(name: str) -> ZoneInfo | timezone:
    name = name.strip("()").upper()
    if match := re.fullmatch(r"([+-])(\d{2}):?(\d{2})?", name):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(-offset if match[1] == "-" else offset)
    if name == "Z":
        return UTC
    return timezone(timedelta(hours=ZONES[name])) if name in ZONES else HELSINKI
