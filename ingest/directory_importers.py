"""Say which values an organisation's and a service's record give to the directory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from cms.directory.models import OrganisationPage, Service
from ingest.delivery import Delivery
from ingest.errors import ImportRefused
from ingest.images import placeholder
from ingest.organisations import organisation_of
from ingest.records import OrganisationRecord, Record, ServiceRecord, Term
from ingest.rendering import texts_of
from ingest.streams import stream_of
from ingest.terms import Facet, Mapped, term_mapping
from ingest.words import gettext_noop as _

LONGEST_ORGANISATION_SUMMARY = 300
LONGEST_SERVICE_SUMMARY = 200
LONGEST_PRICE = 200
LONGEST_TELEPHONE = 40


@dataclass(frozen=True, slots=True)
class Importer:
    """Name the model of a kind, the function that gives its values, and the terms that it maps.

    ``here`` finds what the values themselves say that it is, to be merged with; ``recognised`` tells whether
    what else is like it is looked for.
    """

    model: type[Model]
    values: Callable[[Any, Delivery], dict[str, Any]]
    terms: Callable[[Any], dict[Facet, tuple[Term, ...]]] = lambda _record: {}
    here: Callable[[dict[str, Any]], Model | None] = lambda _values: None
    recognised: bool = True


def shortened(text: str, length: int) -> str:
    """Return the text on one line, cut at the last sentence or word that fits."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    kept = line[: length - 1]
    sentence = max(kept.rfind(mark) for mark in (". ", "! ", "? "))
    if sentence >= length // 2:
        return kept[: sentence + 1]
    return f"{kept.rpartition(' ')[0] or kept}…"


def mapped(source: str, facet: Facet, terms: Sequence[Term]) -> Mapped:
    return term_mapping().map_terms(source=source, facet=facet, terms=terms) if terms else Mapped()


def summary_of(record: Record, length: int) -> str:
    text = record.summary or next(iter(texts_of(record.body)), "") or record.title
    return shortened(text, length)


def _organisation(record: OrganisationRecord, delivery: Delivery) -> dict[str, Any]:
    areas = mapped(delivery.source_name, Facet.MUNICIPALITY, record.municipalities)
    values: dict[str, Any] = {
        "title": record.title,
        "summary": summary_of(record, LONGEST_ORGANISATION_SUMMARY),
        "body": stream_of(record.body),
        "business_id": record.business_id,
        "website": record.website,
        "email": record.email,
        "telephone": record.telephone.split(", ")[0][:LONGEST_TELEPHONE],
        "municipalities": sorted(areas.keys),
    }
    return {**values, "logo": placeholder(record.images[0])} if record.images else values


def _organisation_terms(record: OrganisationRecord) -> dict[Facet, tuple[Term, ...]]:
    return {Facet.MUNICIPALITY: record.municipalities}


def _service(record: ServiceRecord, delivery: Delivery) -> dict[str, Any]:
    source = delivery.source_name
    organisation = organisation_of(record.organisation, delivery)
    if organisation is None:
        named = record.organisation.name if record.organisation else ""
        raise ImportRefused(
            _("Its organisation is not here: %(named)s.", named=named)
            if named
            else _("It tells no organisation."),
            remedy=_("Add the organisation first, or choose the source's organisation."),
        )
    groups = mapped(source, Facet.TARGET_GROUP, record.target_groups)
    areas = mapped(source, Facet.MUNICIPALITY, record.areas)
    challenges = mapped(source, Facet.CHALLENGE, record.challenges)
    known_languages = {choice.value for choice in Service.ServiceLanguage}
    price = shortened(record.price, LONGEST_PRICE)
    values: dict[str, Any] = {
        "organisation": organisation,
        "name": record.title,
        "summary": summary_of(record, LONGEST_SERVICE_SUMMARY),
        "description": "\n\n".join(texts_of(record.body)),
        "open_to_all": record.open_to_all or groups.open_to_all,
        "target_groups": sorted(groups.keys),
        "challenges": sorted(challenges.keys),
        "tags": sorted(set(record.tags)),
        "whole_county": record.whole_county or areas.whole_county,
        "municipalities": sorted(areas.keys),
        "digital": record.digital,
        "channels": list(record.channels),
        "opening_hours": record.opening_hours,
        "languages": [language for language in record.languages if language in known_languages],
        "age_from": record.age_from,
        "age_to": record.age_to,
        "link": record.url,
        "status": record.status,
        "price": price if record.is_free is not True else "",
        "is_free": not price if record.is_free is None else record.is_free,
    }
    if record.anonymous is not None:
        values["anonymous"] = record.anonymous
    return values


def _service_terms(record: ServiceRecord) -> dict[Facet, tuple[Term, ...]]:
    return {
        Facet.TARGET_GROUP: record.target_groups,
        Facet.CHALLENGE: record.challenges,
        Facet.MUNICIPALITY: record.areas,
    }


DIRECTORY_IMPORTERS: dict[str, Importer] = {
    "organisation": Importer(OrganisationPage, _organisation, _organisation_terms),
    "service": Importer(Service, _service, _service_terms),
}
