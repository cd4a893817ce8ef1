"""Version 11 of PTV's open interface: its addresses, and its JSON as our own values.

Read from the interface's description and answers of api.palvelutietovaranto.suomi.fi. Names of versions
before 11 that old files still hold are taken as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import quote, urlencode

from ingest.sources.json_text import Object, moment_of, object_of, objects_of, text_of, texts_of
from ingest.sources.ptv.model import (
    Area,
    Channel,
    Connection,
    Email,
    Entry,
    Organisation,
    Reach,
    Role,
    Service,
    Span,
    Telephone,
    Texts,
    WebPage,
)

CHANNEL_KINDS = {
    "EChannel": "electronic",
    "WebPage": "page",
    "PrintableForm": "form",
    "Phone": "telephone",
    "ServiceLocation": "place",
}
NATIONWIDE = frozenset(
    {"Nationwide", "NationwideExceptAlandIslands", "WholeCountry", "WholeCountryExceptAlandIslands"}
)
CHARGES = {"FreeOfCharge": True, "Free": True, "Chargeable": False, "Charged": False}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OLD_TYPES = {
    "ShortDescription": "Summary",
    "ServiceUserInstruction": "UserInstruction",
    "AlternateName": "AlternativeName",
}


class Version11:
    """Speak version 11."""

    name = "v11"

    def organisation_address(self, base: str, id: str) -> str:
        """Return where an organisation is."""
        return f"{base}/Organization/{quote(id, safe='')}"

    def business_id_address(self, base: str, business_id: str) -> str:
        """Return where the organisations of a business ID are."""
        return f"{base}/Organization/businesscode/{quote(business_id, safe='')}"

    def services_address(self, base: str, organisation_id: str, page: int) -> str:
        """Return where a page of an organisation's services is, what they share with others included."""
        query = {"organizationId": organisation_id, "serviceWithGD": "true", "page": page}
        return f"{base}/Service/list/organization?{urlencode(query)}"

    def service_address(self, base: str, id: str) -> str:
        """Return where a service is, what it shares with others included."""
        return f"{base}/Service/serviceWithGD/{quote(id, safe='')}"

    def channels_address(self, base: str, ids: Collection[str]) -> str:
        """Return where the channels of some identifiers are; 100 at most are given at a time."""
        return f"{base}/ServiceChannel/list?guids={quote(','.join(ids), safe=',')}"

    def kind_of(self, thing: Object) -> str | None:
        """Return ``service``, ``channel`` or ``organisation``, or None for anything else."""
        if "serviceNames" in thing:
            return "service"
        if "serviceChannelNames" in thing or "serviceChannelType" in thing:
            return "channel"
        return "organisation" if "organizationNames" in thing else None

    def page_of(self, answer: Any) -> tuple[list[Object], int]:
        """Return the things on a page and the number of pages."""
        page = object_of(answer)
        count = page.get("pageCount")
        return objects_of(page.get("itemList")), count if isinstance(count, int) else 1

    def organisation(self, thing: Object) -> Organisation:
        """Return an organisation."""
        descriptions = thing.get("organizationDescriptions")
        return Organisation(
            id=text_of(thing.get("id")),
            names=_names(thing, "organizationNames"),
            business_id=text_of(thing.get("businessCode")),
            summaries=_typed(descriptions, "Summary"),
            descriptions=_typed(descriptions, "Description"),
            reach=_reach(thing),
            areas=tuple(_areas(thing)),
            published=_published(thing),
            status=text_of(thing.get("publishingStatus")),
            modified=moment_of(thing.get("modified")),
            bare=thing.get("bare") is True,
        )

    def bare_organisation(self, id: str, name: str, language: str) -> Object:
        """Return an organisation of which no more than the name is known."""
        names = [{"language": language, "type": "Name", "value": name}]
        return {"id": id, "organizationNames": names, "bare": True}

    def service(self, thing: Object) -> Service:
        """Return a service; what it has not itself is taken from the general description beneath it."""
        descriptions = thing.get("serviceDescriptions")
        return Service(
            id=text_of(thing.get("id")),
            names=_names(thing, "serviceNames"),
            summaries=_described(descriptions, "Summary"),
            descriptions=_described(descriptions, "Description"),
            instructions=_described(descriptions, "UserInstruction"),
            requirements=_texts(thing.get("requirements")),
            prices=_described(descriptions, "ChargeTypeAdditionalInfo"),
            free=CHARGES.get(text_of(thing.get("serviceChargeType"))),
            languages=texts_of(thing.get("languages")),
            areas=tuple(_areas(thing)),
            target_groups=tuple(_entries(thing, "targetGroups", "ptv:target-group")),
            classes=tuple(_entries(thing, "serviceClasses", "ptv:service-class")),
            life_events=tuple(_entries(thing, "lifeEvents", "ptv:life-event")),
            keywords=_keywords(thing),
            connections=tuple(_connections(thing)),
            roles=tuple(_roles(thing)),
            published=_published(thing),
            status=text_of(thing.get("publishingStatus")),
            modified=moment_of(thing.get("modified")),
        )

    def channel(self, thing: Object) -> Channel:
        """Return a channel of any kind."""
        return Channel(
            id=text_of(thing.get("id")),
            kind=CHANNEL_KINDS.get(text_of(thing.get("serviceChannelType")), "other"),
            names=_names(thing, "serviceChannelNames"),
            reach=_reach(thing),
            hours=tuple(_hours(thing.get("serviceHours"))),
            services=frozenset(
                text_of(object_of(item.get("service")).get("id"))
                for item in objects_of(thing.get("services"))
            ),
            published=_published(thing),
        )


def _texts(value: Any) -> Texts:
    """Return language items: ``[{"language": "fi", "value": "…"}]``; the first of a language counts."""
    texts: dict[str, str] = {}
    for item in objects_of(value):
        if text := text_of(item.get("value")):
            texts.setdefault(text_of(item.get("language")).lower(), text)
    return texts


def _typed(value: Any, wanted: str) -> Texts:
    kinds = (OLD_TYPES.get(kind, kind) for item in objects_of(value) if (kind := text_of(item.get("type"))))
    items = [item for item in objects_of(value) if text_of(item.get("type"))]
    return _texts([item for item, kind in zip(items, kinds, strict=True) if kind == wanted])


def _described(value: Any, wanted: str) -> Texts:
    """Return descriptions of a type; those of the general description stand in for what is missing."""
    return {**_typed(value, f"GD_{wanted}"), **_typed(value, wanted)}


def _names(thing: Object, field: str) -> Texts:
    """Return the names that PTV shows: the alternative one where the organisation chose it."""
    items = thing.get(field)
    untyped = [item for item in objects_of(items) if not text_of(item.get("type"))]
    names = {**_texts(untyped), **_typed(items, "Name")}
    others = _typed(items, "AlternativeName")
    chosen = {
        text_of(item.get("language")).lower()
        for item in objects_of(thing.get("displayNameType"))
        if OLD_TYPES.get(text_of(item.get("type")), text_of(item.get("type"))) == "AlternativeName"
    }
    return {**names, **{language: name for language, name in others.items() if language in chosen}}


def _published(thing: Object) -> bool:
    return text_of(thing.get("publishingStatus")) in ("", "Published")


def _entries(thing: Object, field: str, vocabulary: str) -> Iterator[Entry]:
    for item in objects_of(thing.get(field)):
        code, names = text_of(item.get("code")), _texts(item.get("name"))
        code = code or _code_in(text_of(item.get("newUri"))) or text_of(item.get("uri"))
        if code or names:
            yield Entry(vocabulary, code, names)


def _code_in(uri: str) -> str:
    """Return the code at the end of an address of a public code list."""
    return uri.rpartition("/code/")[2] if "/code/" in uri else ""


def _keywords(thing: Object) -> tuple[Texts, ...]:
    terms = tuple(_texts(item.get("name")) for item in objects_of(thing.get("ontologyTerms")))
    words = tuple(_texts([item]) for item in objects_of(thing.get("keywords")))
    return tuple(texts for texts in (*terms, *words) if texts)


def _areas(thing: Object) -> Iterator[Area]:
    kind = text_of(thing.get("areaType"))
    if kind in NATIONWIDE:
        yield Area("nationwide", kind)
    for area in objects_of(thing.get("areas")):
        code, names = text_of(area.get("code")), _texts(area.get("name"))
        if text_of(area.get("type")) in ("Municipality", "") or not (code or names):
            yield from _municipalities(area.get("municipalities"))
        else:
            yield Area(text_of(area.get("type")), code, names)
    if not thing.get("areas"):
        yield from _municipalities(thing.get("municipalities"))


def _municipalities(value: Any) -> Iterator[Area]:
    for place in objects_of(value):
        code, names = text_of(place.get("code")), _texts(place.get("name"))
        if code or names:
            yield Area("municipality", code.zfill(3) if code else "", names)


def _reach(thing: Object) -> Reach:
    numbers = [*objects_of(thing.get("phoneNumbers")), *objects_of(thing.get("supportPhones"))]
    emails = [*objects_of(thing.get("emails")), *objects_of(thing.get("supportEmails"))]
    pages = [*objects_of(thing.get("webPages")), *objects_of(thing.get("channelUrls"))]
    return Reach(
        telephones=tuple(telephone for item in numbers if (telephone := _telephone(item))),
        emails=tuple(
            Email(address, text_of(item.get("language")).lower())
            for item in emails
            if (address := text_of(item.get("value")))
        ),
        pages=tuple(page for item in pages if (page := _page(item))),
    )


def _telephone(item: Object) -> Telephone | None:
    number = text_of(item.get("number"))
    if not number or text_of(item.get("type")) in ("Fax", "Sms"):
        return None
    prefix = "" if item.get("isFinnishServiceNumber") is True else text_of(item.get("prefixNumber"))
    note = text_of(item.get("additionalInformation"))
    return Telephone(f"{prefix} {number}".strip(), text_of(item.get("language")).lower(), note)


def _page(item: Object) -> WebPage | None:
    """Return a web page; where there is no ``url``, ``value`` is the address and no name."""
    url, value = text_of(item.get("url")), text_of(item.get("value"))
    language = text_of(item.get("language")).lower()
    if url:
        return WebPage(url, language, value)
    return WebPage(value, language) if value.lower().startswith(("http", "www.")) else None


def _connections(thing: Object) -> Iterator[Connection]:
    for item in objects_of(thing.get("serviceChannels")):
        channel = object_of(item.get("serviceChannel"))
        if id := text_of(channel.get("id")):
            yield Connection(
                channel_id=id,
                name=text_of(channel.get("name")),
                reach=_reach(object_of(item.get("contactDetails"))),
                hours=tuple(_hours(item.get("serviceHours"))),
                free=CHARGES.get(text_of(item.get("serviceChargeType"))),
            )


def _roles(thing: Object) -> Iterator[Role]:
    for item in objects_of(thing.get("organizations")):
        organisation = object_of(item.get("organization"))
        if id := text_of(organisation.get("id")):
            responsible = text_of(item.get("roleType")) == "Responsible"
            yield Role(id, text_of(organisation.get("name")), responsible)
    main = object_of(thing.get("mainOrganization"))
    if id := text_of(main.get("id")):
        yield Role(id, text_of(main.get("name")), responsible=True)


def _hours(value: Any) -> Iterator[Span]:
    for item in objects_of(value):
        if text_of(item.get("serviceHourType")) not in ("DaysOfTheWeek", "Standard", "OverMidnight", ""):
            continue
        notes = _texts(item.get("additionalInformation"))
        if item.get("isClosed") is True:
            continue
        if item.get("isAlwaysOpen") is True:
            yield Span(None, None, notes=notes, always=True)
            continue
        spans = objects_of(item.get("openingHour"))
        for span in spans:
            first = _day(span.get("dayFrom"))
            if first is not None:
                last = _day(span.get("dayTo"))
                yield Span(first, last, _time(span.get("from")), _time(span.get("to")), notes)
        if not spans and notes:
            yield Span(None, None, notes=notes)


def _day(value: Any) -> int | None:
    return DAYS.index(day) if (day := text_of(value)) in DAYS else None


def _time(value: Any) -> str:
    return text_of(value)[:5]
