"""Read an event out of a page's linked data (schema.org/Event)."""

from __future__ import annotations

import re
from typing import Any

from ingest.errors import ParseError
from ingest.http import Url
from ingest.markup.addresses import web_address
from ingest.markup.linked_data import Node, parts_of, texts_of, types_of
from ingest.markup.moments import read_moment
from ingest.records import Fault

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def event_values(event: Node, nodes: list[Node], base: Url | None, faults: list[Fault]) -> dict[str, Any]:
    """Return the fields of an event's record; nothing if it doesn't tell when it begins."""
    values: dict[str, Any] = {}
    for field, key in (("starts_at", "startDate"), ("ends_at", "endDate")):
        told = event.get(key)
        if isinstance(told, str) and told.strip():
            try:
                values[field] = read_moment(told)
            except ParseError as error:
                faults.append(Fault(field=field, message=error.message, remedy=error.remedy))
    if "starts_at" not in values:
        return {}
    if "ends_at" in values and values["ends_at"] < values["starts_at"]:
        del values["ends_at"]
    places = parts_of(event.get("location"), nodes)
    online = [one for one in places if "VirtualLocation" in types_of(one)]
    there = [one for one in places if one not in online]
    offers = parts_of(event.get("offers"), nodes)
    prices = [str(one.get("price")) for one in offers if one.get("price") not in (None, "")]
    values |= {
        "all_day": DAY.fullmatch(str(event.get("startDate", "")).strip()) is not None,
        "place": _first(texts_of(there or event.get("location"), nodes, "name")),
        "address": _address(there, nodes),
        "online_url": web_address(_first(texts_of(online, nodes, "url")), base) if online else "",
        "registration_url": web_address(_first(texts_of(offers, nodes, "url")), base) if offers else "",
        "price": " / ".join(dict.fromkeys(prices)),
        "cancelled": "cancelled" in str(event.get("eventStatus", "")).lower(),
    }
    return {field: value for field, value in values.items() if value not in ("", None)}


def _address(places: list[Node], nodes: list[Node]) -> str:
    for place in places:
        for part in parts_of(place.get("address"), nodes):
            keys = ("streetAddress", "postalCode", "addressLocality")
            street, code, town = (_first(texts_of(part.get(key), nodes)) for key in keys)
            return ", ".join(filter(None, (street, " ".join(filter(None, (code, town))))))
        if isinstance(place.get("address"), str):
            return " ".join(str(place["address"]).split())
    return ""


def _first(texts: list[str]) -> str:
    return " ".join(texts[0].split()) if texts else ""
