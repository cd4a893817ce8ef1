"""Walk through the pages of an HSDS API's lists, and stop where they go in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from ingest.errors import FetchError, GatherError, Gone, ParseError
from ingest.protocols import Web
from ingest.sources.json_text import Object, object_of, objects_of, read_json, text_of
from ingest.words import gettext_noop as _

MAX_PAGES = 5_000
MAX_BYTES = 50_000_000
Parameters = dict[str, str]


def read_object(web: Web, address: str) -> Object:
    """Return the JSON object at an address; raise ``FetchError``."""
    answer = web.get(address, accept="application/json", max_bytes=MAX_BYTES)
    try:
        return object_of(read_json(answer.content))
    except ParseError as error:
        raise FetchError(
            _("%(address)s answered with no JSON.", address=address), remedy=_("Check the address.")
        ) from error


def items_of(web: Web, address: str, parameters: Parameters) -> Iterator[Object]:
    """Yield the things of all pages of a list; raise ``GatherError`` for pages that never end.

    Everything is asked for nested (``full``) first, and plainly of a server that refuses that.
    """
    page = _first(web, address, parameters | {"full": "true"}) or read_object(
        web, _asked(address, parameters)
    )
    asked = parameters | ({"full": "true"} if page.pop("_full", False) else {})
    seen: set[str] = set()
    number = 1
    while True:
        things = objects_of(page.get("contents"))
        if not isinstance(page.get("contents"), list):
            raise GatherError(
                _("%(address)s is no list of HSDS.", address=address),
                remedy=_("Give the API's base address."),
            )
        ids = {text_of(thing.get("id")) for thing in things}
        if ids and ids <= seen:
            raise GatherError(
                _(
                    "The pages of %(address)s go in a circle: page %(number)s repeats what came before.",
                    address=address,
                    number=number,
                ),
                remedy=_("Tell those who keep the API; until then use their data package."),
            )
        seen |= ids
        yield from things
        total = page.get("total_pages")
        total = total if isinstance(total, int) else MAX_PAGES + 1
        if page.get("last_page") is True or number >= total or not things:
            return
        number += 1
        if number > MAX_PAGES:
            raise GatherError(
                _("%(address)s has more than %(max_pages)s pages.", address=address, max_pages=MAX_PAGES),
                remedy=_("Use a data package."),
            )
        page = read_object(web, _asked(address, asked | {"page": str(number)}))


def _first(web: Web, address: str, parameters: Parameters) -> Object | None:
    try:
        return read_object(web, _asked(address, parameters)) | {"_full": True}
    except Gone:
        raise
    except FetchError:  # a server that knows no ``full``
        return None


def _asked(address: str, parameters: Parameters) -> str:
    return f"{address}?{urlencode(parameters)}" if parameters else address
