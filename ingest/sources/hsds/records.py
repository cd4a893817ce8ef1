"""HSDS's services and organisations as records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from pydantic import ValidationError

from ingest.locations import NAMED_HOST
from ingest.markup.addresses import web_address
from ingest.protocols import Unreadable
from ingest.records import (
    BodyBlock,
    Contact,
    Fault,
    HeadingBlock,
    Identifier,
    Link,
    OrganisationRecord,
    OrganisationReference,
    Record,
    ServiceRecord,
)
from ingest.rules import wrong_fields
from ingest.sources.hsds.terms import area_terms, cost_of, locations_of, number_of, taxonomy_terms
from ingest.sources.json_text import Object, moment_of, object_of, objects_of, text_of
from ingest.sources.prose import cut, one_line, paragraphs_of, unmarked
from ingest.sources.spreadsheet.cells import languages_of
from ingest.words import gettext_noop as _

Language = Literal["fi", "sv", "en"]
SCHEME = "hsds"
LONGEST_SUMMARY = 200
STATUSES: dict[str, Literal["active", "paused", "ended"]] = {
    "active": "active",
    "temporarily closed": "paused",
    "inactive": "ended",
    "defunct": "ended",
}
HEADINGS = {
    "eligibility_description": {"fi": "Kenelle", "sv": "För vem", "en": "For whom"},
    "application_process": {"fi": "Näin haet", "sv": "Så här ansöker du", "en": "How to apply"},
    "alert": {"fi": "Huomaa", "sv": "Observera", "en": "Note"},
}
EVERYBODY = frozenset({"kaikille", "för alla", "for everybody", "for everyone", "everyone", "kaikki"})
DAYS = {
    "fi": dict(
        zip(
            ["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
            ["ma", "ti", "ke", "to", "pe", "la", "su"],
            strict=True,
        )
    ),
    "sv": dict(
        zip(
            ["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
            ["mån", "tis", "ons", "tors", "fre", "lör", "sön"],
            strict=True,
        )
    ),
    "en": dict(
        zip(
            ["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
            ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
            strict=True,
        )
    ),
}


def organisation_record(thing: Object, language: Language) -> Record | Unreadable:
    """Return an organisation's record, or why there is none."""
    id, name = text_of(thing.get("id")), one_line(text_of(thing.get("name")))
    if not (id and name):
        return _lacking(_("organisation"), id, name)
    summary, body = _described(thing, language)
    website = _address(thing.get("website")) or _address(thing.get("url"))
    telephones = _numbers(thing)
    try:
        return OrganisationRecord(
            external_id=id,
            title=cut(name),
            language=language,
            url=_address(thing.get("uri")) or website,
            website=website,
            summary=summary,
            body=body,
            business_id=_business_id(thing),
            email=text_of(thing.get("email")),
            telephone=next(iter(telephones), ""),
            contacts=tuple(dict.fromkeys(_contacts(thing))),
            identifiers=(Identifier(scheme=SCHEME, value=id[:200]),),
            updated_at=moment_of(thing.get("last_modified")),
        )
    except ValidationError as error:
        return _invalid(_("organisation"), id, error)


def service_record(thing: Object, language: Language) -> Record | Unreadable:
    """Return a service's record, or why there is none."""
    id, name = text_of(thing.get("id")), one_line(text_of(thing.get("name")))
    if not (id and name):
        return _lacking(_("service"), id, name)
    faults: list[Fault] = []
    groups, needs = taxonomy_terms(thing)
    summary, body = _described(thing, language)
    eligible = one_line(text_of(thing.get("eligibility_description")))
    open_to_all = eligible.casefold().rstrip(".!") in EVERYBODY
    told = open_to_all or not eligible or eligible == ", ".join(group.label for group in groups)
    free, price = cost_of(thing)
    low, high = _ages(thing, faults)
    kinds = {text_of(location.get("location_type")) for location in locations_of(thing)}
    try:
        return ServiceRecord(
            external_id=id,
            title=cut(name),
            language=language,
            url=_address(thing.get("url")),
            summary=summary,
            body=(*body, *_sections(thing, language, leave_out="eligibility_description" if told else "")),
            links=tuple(_links(thing)),
            contacts=tuple(dict.fromkeys(_contacts(thing))),
            identifiers=(Identifier(scheme=SCHEME, value=id[:200]),),
            organisation=_owner(thing),
            target_groups=groups,
            challenges=needs,
            areas=area_terms(thing),
            digital="virtual" in kinds,
            open_to_all=open_to_all and not groups,
            channels=("place",) if "physical" in kinds else (),
            languages=_languages(thing),
            opening_hours=_hours(thing, language),
            is_free=free,
            price=price,
            age_from=low,
            age_to=high,
            status=_status(thing, faults),
            updated_at=moment_of(thing.get("last_modified")),
            faults=tuple(faults),
        )
    except ValidationError as error:
        return _invalid(_("service"), id, error)


def _lacking(what: str, id: str, name: str) -> Unreadable:
    return Unreadable(
        id or name or what,
        _("The %(what)s has no name.", what=what) if id else _("The %(what)s has no identifier.", what=what),
        _("Ask the publisher to add it."),
    )


def _invalid(what: str, id: str, error: ValidationError) -> Unreadable:
    message = _("The %(what)s is not right: %(rules)s.", what=what, rules=wrong_fields(error))
    return Unreadable(id[:500], message, _("Ask the publisher to correct it."))


def _address(value: object) -> str:
    text = text_of(value)
    return web_address(f"https://{text}" if NAMED_HOST.fullmatch(text) else text)


def _described(thing: Object, language: Language) -> tuple[str, tuple[BodyBlock, ...]]:
    """Return the first paragraph as the summary if it is short enough for one, and the rest."""
    del language
    text = unmarked(text_of(thing.get("description"))).replace("\r\n", "\n")
    first, _gap, rest = text.partition("\n\n")
    if len(one_line(first)) <= LONGEST_SUMMARY:
        return one_line(first), paragraphs_of(rest)
    return "", paragraphs_of(text)


def _sections(thing: Object, language: Language, leave_out: str) -> Iterator[BodyBlock]:
    for name, heading in HEADINGS.items():
        if name != leave_out and (paragraphs := paragraphs_of(unmarked(text_of(thing.get(name))))):
            yield HeadingBlock(level=2, text=heading[language])
            yield from paragraphs


def _owner(thing: Object) -> OrganisationReference | None:
    owner = object_of(thing.get("organization"))
    id = text_of(owner.get("id")) or text_of(thing.get("organization_id"))
    if not owner and not id:
        return None
    return OrganisationReference(
        name=one_line(text_of(owner.get("name"))),
        external_id=id,
        business_id=_business_id(owner),
        website=_address(owner.get("website")) or _address(owner.get("url")),
        identifiers=(Identifier(scheme=SCHEME, value=id[:200]),) if id else (),
    )


def _business_id(owner: Object) -> str:
    for one in objects_of(owner.get("organization_identifiers")):
        value = text_of(one.get("identifier")).replace(" ", "")
        if re.fullmatch(r"\d{7}-\d", value):
            return value
    return ""


def _numbers(thing: Object) -> tuple[str, ...]:
    numbers = []
    for phone in objects_of(thing.get("phones")):
        number, extension = text_of(phone.get("number")).strip("\" '"), text_of(phone.get("extension"))
        if number and text_of(phone.get("type")).lower() not in ("fax", "sms"):
            numbers.append(f"{number} ({extension})" if extension else number)
    return tuple(dict.fromkeys(numbers))


def _contacts(thing: Object) -> Iterator[Contact]:
    """Yield whom to turn to: the thing's own numbers and address, then its persons and places."""
    for number in _numbers(thing):
        yield Contact(telephone=number)
    if email := text_of(thing.get("email")):
        yield Contact(email=email)
    for one in objects_of(thing.get("contacts")):
        contact = Contact(
            name=one_line(text_of(one.get("name"))),
            role=one_line(text_of(one.get("title"))),
            organisation=one_line(text_of(one.get("department"))),
            email=text_of(one.get("email")),
            telephone=", ".join(_numbers(one)),
        )
        if contact != Contact():
            yield contact
    for place in objects_of(thing.get("service_at_locations")):
        for number in (*_numbers(place), *_numbers(object_of(place.get("location")))):
            yield Contact(telephone=number)


def _links(thing: Object) -> Iterator[Link]:
    for one in objects_of(thing.get("additional_urls")):
        if address := _address(one.get("url")):
            yield Link(text=cut(one_line(text_of(one.get("label"))) or address), url=address)


def _languages(thing: Object) -> tuple[str, ...]:
    codes: dict[str, None] = {}
    for one in objects_of(thing.get("languages")):
        code = text_of(one.get("code")).lower().partition("-")[0]
        known, _unknown = languages_of(text_of(one.get("name")))
        for found in languages_of(code)[0] or ((code,) if re.fullmatch("[a-z]{2,3}", code) else known):
            codes[found] = None
    return tuple(codes)


def _hours(thing: Object, language: Language) -> str:
    places = objects_of(thing.get("service_at_locations"))
    holders = (thing, *places, *(object_of(place.get("location")) for place in places))
    for holder in holders:
        lines = [_schedule(one, language) for one in objects_of(holder.get("schedules"))]
        if told := "\n".join(dict.fromkeys(line for line in lines if line)):
            return told
    return ""


def _schedule(schedule: Object, language: Language) -> str:
    """Return one schedule in words: its own, else its days and times."""
    if text := text_of(schedule.get("description")):
        return text
    names = DAYS[language]
    days = [names.get(day.strip()[-2:].upper(), "") for day in text_of(schedule.get("byday")).split(",")]
    opens, closes = (text_of(schedule.get(name))[:5].replace(":", ".") for name in ("opens_at", "closes_at"))
    time = f"{opens}–{closes}" if opens or closes else ""
    return " ".join(part for part in (", ".join(filter(None, days)), time) if part)


def _ages(thing: Object, faults: list[Fault]) -> tuple[Decimal | None, Decimal | None]:
    low, high = number_of(thing.get("minimum_age")), number_of(thing.get("maximum_age"))
    wrong = any(age is not None and not 0 <= age <= 120 for age in (low, high))
    if wrong or (low is not None and high is not None and low > high):
        message = _("Nobody is between %(low)s and %(high)s years old.", low=low, high=high)
        faults.append(
            Fault(field="minimum_age", message=message, remedy=_("Ask the publisher to correct it."))
        )
        return None, None
    tenth = Decimal("0.1")
    return (
        low.quantize(tenth).normalize() + 0 if low is not None else None,
        high.quantize(tenth).normalize() + 0 if high is not None else None,
    )


def _status(thing: Object, faults: list[Fault]) -> Literal["active", "paused", "ended"]:
    status = text_of(thing.get("status")).lower()
    if status and status not in STATUSES:
        message = _("'%(text)s' is no status of HSDS.", text=cut(status, 60))
        faults.append(
            Fault(
                field="status", message=message, remedy=_("Use one of: %(names)s.", names=", ".join(STATUSES))
            )
        )
    return STATUSES.get(status, "active")
