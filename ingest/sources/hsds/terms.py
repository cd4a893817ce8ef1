"""HSDS's areas, taxonomies, languages and costs as the terms and values of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from ingest.records import Term
from ingest.sources.json_text import Object, object_of, objects_of, text_of
from ingest.sources.prose import one_line

MUNICIPALITY_URI = re.compile(r"/codelist/\w+/kunta_[^/]*/code/(\d{1,3})$")
REGION_URI = re.compile(r"/codelist/\w+/(maakunta|hyvinvointialue)_[^/]*/code/(\d{1,2})$")
MUNICIPALITY_CODES = re.compile(r"kunta|municipality", re.IGNORECASE)
FOR_WHOM = re.compile(
    r"target|audience|eligib|people|client|population|kohderyhm|kenelle|målgrupp|for.?whom|age", re.IGNORECASE
)
CURRENCIES = {"eur": "€", "gbp": "£", "usd": "$"}


def area_terms(service: Object) -> tuple[Term, ...]:
    """Return where a service is offered: its areas, else the towns of its locations."""
    areas = [term for area in objects_of(service.get("service_areas")) if (term := _area(area))]
    if not areas:
        areas = [term for location in locations_of(service) for term in _places(location)]
    return tuple(dict.fromkeys(areas))


def locations_of(service: Object) -> Iterator[Object]:
    """Yield the locations of a service."""
    for place in objects_of(service.get("service_at_locations")):
        if location := object_of(place.get("location")):
            yield location


def _area(area: Object) -> Term | None:
    name, uri = one_line(text_of(area.get("name"))), text_of(area.get("uri"))
    if match := MUNICIPALITY_URI.search(uri):
        return Term(vocabulary="municipality", code=match.group(1).zfill(3), label=name)
    if match := REGION_URI.search(uri):
        return Term(vocabulary=f"region:{match.group(1)}", code=match.group(2).zfill(2), label=name)
    name = name or one_line(text_of(area.get("description")))
    return Term(vocabulary="hsds:area", code=uri[:200], label=name[:200]) if name or uri else None


def _places(location: Object) -> Iterator[Term]:
    code = text_of(location.get("external_identifier"))
    if MUNICIPALITY_CODES.search(text_of(location.get("external_identifier_type"))) and code.isdecimal():
        label = one_line(text_of(location.get("name")))
        yield Term(vocabulary="municipality", code=code.zfill(3), label=label)
        return
    for address in objects_of(location.get("addresses")):
        if city := one_line(text_of(address.get("city"))):
            yield Term(vocabulary="hsds:area", label=city[:200])


def taxonomy_terms(service: Object) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Return the terms of a service that say for whom it is, and those that say what for."""
    groups: dict[Term, None] = {}
    needs: dict[Term, None] = {}
    for attribute in objects_of(service.get("attributes")):
        entry = object_of(attribute.get("taxonomy_term"))
        label = one_line(text_of(entry.get("name")) or text_of(attribute.get("label")))
        code = text_of(entry.get("code")) or text_of(attribute.get("value"))
        if not (label or code):
            continue
        taxonomy = text_of(object_of(entry.get("taxonomy_detail")).get("name")) or text_of(
            entry.get("taxonomy")
        )
        kind = text_of(attribute.get("link_type"))
        vocabulary = f"hsds:{taxonomy or kind}"[:200] if taxonomy or kind else "hsds"
        term = Term(vocabulary=vocabulary, code=code[:200], label=label[:200])
        (groups if FOR_WHOM.search(f"{kind} {taxonomy}") else needs)[term] = None
    return tuple(groups), tuple(needs)


def cost_of(service: Object) -> tuple[bool | None, str]:
    """Return whether a service is free, and what it costs in words."""
    options = objects_of(service.get("cost_options"))
    amounts = [number_of(option.get("amount")) for option in options]
    words = one_line(text_of(service.get("fees_description")) or text_of(service.get("fees")))
    known = [amount for amount in amounts if amount is not None]
    if known and not any(known):
        return True, ""
    told = "; ".join(dict.fromkeys(line for option in options if (line := _cost(option))))
    if any(known) or told:
        return False, words or told
    if re.match(r"(?:maksut|ilmai|avgiftsfri|kostnadsfri|gratis|free\b|no (?:charge|cost|fee))", words, re.I):
        return True, ""
    return (False, words) if words else (None, "")


def _cost(option: Object) -> str:
    amount = number_of(option.get("amount"))
    currency = text_of(option.get("currency")).lower()
    sum_ = f"{amount:f} {CURRENCIES.get(currency, currency.upper())}".strip() if amount is not None else ""
    parts = (text_of(option.get("option")), sum_, text_of(option.get("amount_description")))
    return one_line(" ".join(part for part in parts if part))


def number_of(value: Any) -> Decimal | None:
    """Return a number that may be written as a text."""
    try:
        number = Decimal(text_of(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
