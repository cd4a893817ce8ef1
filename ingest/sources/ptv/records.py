"""PTV's services and organisations, joined with their channels, as records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import ValidationError

from ingest.locations import NAMED_HOST
from ingest.markup.addresses import web_address
from ingest.protocols import Unreadable
from ingest.records import (
    BodyBlock,
    Contact,
    HeadingBlock,
    Identifier,
    Link,
    OrganisationRecord,
    OrganisationReference,
    Record,
    ServiceRecord,
    Term,
)
from ingest.rules import wrong_fields
from ingest.sources.personal_addresses import ADDRESS, is_personal, without_personal
from ingest.sources.prose import cut, one_line, paragraphs_of
from ingest.sources.ptv.hours import hours_in_words
from ingest.sources.ptv.model import (
    Area,
    Channel,
    Connection,
    Entry,
    Organisation,
    Reach,
    Role,
    Service,
    Texts,
)
from ingest.words import gettext_noop as _

Language = Literal["fi", "sv", "en"]
LANGUAGE_NAMES = {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English")}
INSTRUCTIONS = {"fi": "Toimi näin", "sv": "Gör så här", "en": "Do this"}
REQUIREMENTS = {"fi": "Edellytykset", "sv": "Villkor", "en": "Criteria"}
DIGITAL = frozenset({"electronic", "page"})
FORMS: Mapping[str, Literal["place", "telephone"]] = {"place": "place", "telephone": "telephone"}
LINK_ORDER = ("page", "electronic", "place", "telephone", "form", "other")
"""Which channel's page tells most about the service itself."""
SCHEME = "ptv"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Hold what services refer to; ``own`` are the organisations that were asked for.

    ``channels_of`` are those that tell themselves of a service.
    """

    channels: Mapping[str, Channel] = field(default_factory=dict)
    channels_of: Mapping[str, Sequence[Channel]] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    own: Collection[str] = ()


def organisation_record(organisation: Organisation, language: Language) -> Record | Unreadable:
    """Return an organisation's record, or why there is none."""
    if refused := _refusal(_("organisation"), organisation.id, organisation.names, language):
        return refused
    if not organisation.published:
        return _unpublished(_("organisation"), organisation.id, organisation.names, organisation.status)
    reaches = (organisation.reach,)
    website = _first_page(reaches, language)
    try:
        return OrganisationRecord(
            external_id=organisation.id,
            title=cut(one_line(organisation.names[language])),
            language=language,
            url=website,
            website=website,
            summary=without_personal(one_line(organisation.summaries.get(language, ""))),
            body=_paragraphs(organisation.descriptions, language),
            business_id=organisation.business_id,
            email=next(iter(_emails(reaches, language)), ""),
            telephone=next(iter(_telephones(reaches, language)), ""),
            contacts=_contacts(reaches, language),
            municipalities=tuple(_area(area, language) for area in organisation.areas),
            identifiers=(Identifier(scheme=SCHEME, value=organisation.id),),
            updated_at=organisation.modified,
        )
    except ValidationError as error:
        return _invalid(_("organisation"), organisation.id, error)


def service_record(service: Service, around: Surroundings, language: Language) -> Record | Unreadable:
    """Return a service's record, or why there is none."""
    if refused := _refusal(_("service"), service.id, service.names, language):
        return refused
    if not service.published:
        return _unpublished(_("service"), service.id, service.names, service.status)
    joined = _joined(service, around)
    kinds = {channel.kind for _connection, channel in joined if channel}
    reaches = _reaches(joined)
    free, price = _price(service, language)
    try:
        return ServiceRecord(
            external_id=service.id,
            title=cut(one_line(service.names[language])),
            language=language,
            url=_first_page(reaches, language),
            summary=without_personal(one_line(service.summaries.get(language, ""))),
            body=_body(service, language),
            tags=_keywords(service, language),
            links=tuple(_links(joined, language)),
            contacts=_contacts(reaches, language),
            identifiers=(Identifier(scheme=SCHEME, value=service.id),),
            organisation=_owner(service, around, language),
            target_groups=_terms(_lowest(service.target_groups), language),
            challenges=_terms((*service.classes, *service.life_events), language),
            areas=tuple(_area(area, language) for area in service.areas if area.kind != "nationwide"),
            whole_county=any(area.kind == "nationwide" for area in service.areas),
            digital=bool(kinds & DIGITAL),
            channels=tuple(form for kind, form in FORMS.items() if kind in kinds),
            languages=tuple(dict.fromkeys(code.lower() for code in service.languages)),
            opening_hours=_hours(joined, language),
            is_free=free,
            price=price,
            updated_at=service.modified,
        )
    except ValidationError as error:
        return _invalid(_("service"), service.id, error)


def _joined(service: Service, around: Surroundings) -> list[tuple[Connection, Channel | None]]:
    """Return the service's channels that are published or unknown to us.

    Also those that only tell themselves that they are the service's.
    """
    told = [(one, around.channels.get(one.channel_id)) for one in service.connections]
    known = {connection.channel_id for connection, _channel in told}
    further = [
        (Connection(channel.id, _label(channel.names, "fi")), channel)
        for channel in around.channels_of.get(service.id, ())
        if channel.id not in known
    ]
    return [pair for pair in (*told, *further) if pair[1] is None or pair[1].published]


def _refusal(what: str, id: str, names: Texts, language: Language) -> Unreadable | None:
    known = ", ".join(f"{name} ({code})" for code, name in names.items())
    if not id:
        return Unreadable(
            known or what, _("The %(what)s has no identifier.", what=what), _("Save it again from PTV.")
        )
    if names.get(language):
        return None
    wanted = LANGUAGE_NAMES[language]
    other = next((code for code in names if code in LANGUAGE_NAMES), "")
    return Unreadable(
        id,
        _(
            "The %(what)s has no name in %(language)s, only: %(names)s.",
            what=what,
            language=wanted,
            names=known,
        )
        if known
        else _("The %(what)s has no name in %(language)s.", what=what, language=wanted),
        _(
            "Ask the organisation to add the %(language)s texts in PTV, "
            "or set the source's language to %(other)s.",
            language=wanted,
            other=other,
        )
        if other
        else _("Ask the organisation to add the %(language)s texts in PTV.", language=wanted),
    )


def _unpublished(what: str, id: str, names: Texts, status: str) -> Unreadable:
    name = next(iter(names.values()), id)
    return Unreadable(
        id,
        _(
            "The %(what)s '%(name)s' is not published in PTV (%(status)s).",
            what=what,
            name=cut(name, 100),
            status=status,
        ),
        _("Nothing needs to be done, unless it should be published there."),
    )


def _invalid(what: str, id: str, error: ValidationError) -> Unreadable:
    message = _("The %(what)s is not right: %(rules)s.", what=what, rules=wrong_fields(error))
    return Unreadable(id, message, _("Ask the organisation to correct it in PTV."))


def _paragraphs(texts: Texts, language: Language) -> tuple[BodyBlock, ...]:
    return paragraphs_of(without_personal(texts.get(language, "")))


def _body(service: Service, language: Language) -> tuple[BodyBlock, ...]:
    blocks = [*_paragraphs(service.descriptions, language)]
    for heading, texts in ((INSTRUCTIONS, service.instructions), (REQUIREMENTS, service.requirements)):
        if paragraphs := _paragraphs(texts, language):
            blocks += [HeadingBlock(level=2, text=heading[language]), *paragraphs]
    return tuple(blocks)


def _lowest(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return entries without those above them, which PTV adds by itself."""
    above = {entry.parent for entry in entries}
    return tuple(entry for entry in entries if entry.code not in above)


def _label(texts: Texts, language: Language) -> str:
    return one_line(texts.get(language) or texts.get("fi") or next(iter(texts.values()), ""))


def _terms(entries: Iterable[Entry], language: Language) -> tuple[Term, ...]:
    terms = (
        Term(vocabulary=entry.vocabulary, code=entry.code, label=_label(entry.names, language))
        for entry in entries
    )
    return tuple(dict.fromkeys(terms))


def _area(area: Area, language: Language) -> Term:
    vocabulary = "municipality" if area.kind == "municipality" else f"ptv:area:{area.kind}"
    return Term(vocabulary=vocabulary, code=area.code, label=_label(area.names, language) or area.code)


def _keywords(service: Service, language: Language) -> tuple[str, ...]:
    words = (one_line(texts.get(language, "")) for texts in service.keywords)
    return tuple(dict.fromkeys(word for word in words if word and len(word) <= 100))


def _owner(service: Service, around: Surroundings, language: Language) -> OrganisationReference | None:
    role = owner_of(service, around.own)
    if role is None:
        return None
    known = around.organisations.get(role.organisation_id)
    return OrganisationReference(
        name=(known.names.get(language, "") if known else "") or role.name,
        external_id=role.organisation_id,
        business_id=known.business_id if known else "",
        website=_first_page((known.reach,), language) if known else "",
        identifiers=(Identifier(scheme=SCHEME, value=role.organisation_id),),
    )


def owner_of(service: Service, own: Collection[str] = ()) -> Role | None:
    """Return whose the service is here: one that was asked for, else who is responsible for it, else any."""
    asked = [role for role in service.roles if role.organisation_id in own]
    responsible = [role for role in service.roles if role.responsible]
    return next(iter([*asked, *responsible, *service.roles]), None)


def _price(service: Service, language: Language) -> tuple[bool | None, str]:
    free = service.free
    if free is None:
        told = {one.free for one in service.connections if one.free is not None}
        free = told.pop() if len(told) == 1 else None
    return free, "" if free else one_line(service.prices.get(language, ""))


def _reaches(joined: Iterable[tuple[Connection, Channel | None]]) -> tuple[Reach, ...]:
    """Return how the service is reached: what was said for it alone first, then its channels in our order."""
    ordered = sorted(joined, key=lambda pair: LINK_ORDER.index(pair[1].kind if pair[1] else "other"))
    return (
        *(connection.reach for connection, _channel in ordered),
        *(channel.reach for _connection, channel in ordered if channel),
    )


def _speaks(told: str, language: Language) -> bool:
    return told in (language, "")


def _address(url: str) -> str:
    return web_address(f"https://{url}" if NAMED_HOST.fullmatch(url) else url)


def _first_page(reaches: Iterable[Reach], language: Language) -> str:
    pages = [page for reach in reaches for page in reach.pages]
    own = [page for page in pages if _speaks(page.language, language)]
    return next((address for page in own or pages if (address := _address(page.url))), "")


def _emails(reaches: Iterable[Reach], language: Language) -> tuple[str, ...]:
    found = (one.address for reach in reaches for one in reach.emails if _speaks(one.language, language))
    return tuple(dict.fromkeys(one for one in found if ADDRESS.fullmatch(one) and not is_personal(one)))


def _telephones(reaches: Iterable[Reach], language: Language) -> tuple[str, ...]:
    found = (one for reach in reaches for one in reach.telephones if _speaks(one.language, language))
    return tuple(dict.fromkeys(one.number for one in found))


def _contacts(reaches: tuple[Reach, ...], language: Language) -> tuple[Contact, ...]:
    return (
        *(Contact(telephone=number) for number in _telephones(reaches, language)),
        *(Contact(email=address) for address in _emails(reaches, language)),
    )


def _links(joined: Iterable[tuple[Connection, Channel | None]], language: Language) -> list[Link]:
    """Return the channels by name, with their pages where they are known."""
    links: dict[Link, None] = {}
    for connection, channel in joined:
        name = _label(channel.names, language) if channel else ""
        name = name or one_line(connection.name)
        address = _first_page((connection.reach, *((channel.reach,) if channel else ())), language)
        if name or address:
            links[Link(text=cut(name or address), url=address)] = None
    return list(links)


def _hours(joined: Iterable[tuple[Connection, Channel | None]], language: Language) -> str:
    """Return the opening hours; each channel's under its name if they differ."""
    told: dict[str, list[str]] = {}
    for connection, channel in joined:
        hours = hours_in_words(connection.hours or (channel.hours if channel else ()), language)
        if hours:
            name = (_label(channel.names, language) if channel else "") or connection.name
            told.setdefault(hours, []).append(one_line(name))
    if len(told) == 1:
        return next(iter(told))
    return "\n".join(f"{', '.join(names)}: {hours}" for hours, names in told.items())
