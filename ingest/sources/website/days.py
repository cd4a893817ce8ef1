"""Tell the day on which a page was published: as it states it, else as its text or its address tell it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement

from ingest.markup.main_part import main_part
from ingest.markup.moments import day_of
from ingest.markup.trees import parse_page
from ingest.sources.website.byline import told_day

IN_ADDRESS = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?![^/_-])")


def published_day(
    stated: datetime | None, root: HtmlElement, text: str, address: str, today: date
) -> date | None:
    """Return the day, or ``None`` if nothing tells it.

    ``stated`` is the moment that the page names, ``root`` the page of ``text``. Without such a moment, what
    the page's elements say comes first, then a day that stands alone in its main part, then what else looks
    like one there, unless it comes after ``today``.
    """
    if stated is not None:
        return stated_day(stated, address)
    if day := _found(root, url=address if "://" in address else None):
        return day
    main = main_part(parse_page(text))  # elsewhere it may be another page's
    return told_day(main, today) or _in_text(main, today)


def stated_day(moment: datetime, address: str) -> date:
    """Return the day of a stated moment where the page is read.

    That is the day in the page's address, if it is the same or a neighbour, or the day by the page's own
    clock. Greenwich's clock is nobody's: there it is the day in Finland.
    """
    own = moment.date() if moment.utcoffset() else day_of(moment)
    if match := IN_ADDRESS.search(urlsplit(address).path):
        try:
            named = date(*map(int, match.groups()))
        except ValueError:
            return own
        if abs(named - own) <= timedelta(days=1):
            return named
    return own


def _in_text(main: HtmlElement, today: date) -> date | None:
    """Return the likeliest day in a text; the first of January is only a year that stands there."""
    day = _found(main, extensive_search=True, max_date=today.isoformat())
    return None if day is None or (day.month, day.day) == (1, 1) else day


def _found(
    root: HtmlElement, *, url: str | None = None, extensive_search: bool = False, max_date: str | None = None
) -> date | None:
    try:
        found = find_date(
            root, original_date=True, extensive_search=extensive_search, url=url, max_date=max_date
        )
        return date.fromisoformat(found) if found else None
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return None
