"""Generated services as search documents, for measuring the search without a database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from cms.demo import catalogue
from cms.demo.catalogue import DemoTerm
from cms.demo.generator import PlausibleService, plausible_services, slug_of
from cms.demo.vocabulary import vocabulary
from search.documents import Availability, SearchDocument
from search.fields import Facet, Kind

TODAY = date(2026, 6, 1)
"""The day from which confirmations are reckoned, fixed so that the documents are always the same."""


def plausible_documents(n: int, seed: int = 0) -> Iterator[SearchDocument]:
    """Yield the documents of ``plausible_services(n, seed)``, one at a time and never all in memory.

    They are what the directory's own indexing would make of them, with the ids ``service:1`` onwards.
    """
    groups = {term.slug: term for term in catalogue.target_groups()}
    challenges = {term.slug: term for term in catalogue.challenges()}
    everywhere = tuple(place.slug for place in vocabulary().places)
    for service in plausible_services(n, seed):
        yield _document(service, groups, challenges, everywhere)


def _document(
    service: PlausibleService,
    groups: dict[str, DemoTerm],
    challenges: dict[str, DemoTerm],
    everywhere: tuple[str, ...],
) -> SearchDocument:
    terms = (
        *(groups[slug] for slug in service.target_groups),
        *(challenges[slug] for slug in service.challenges),
    )
    confirmed = TODAY - timedelta(days=service.confirmed_days_ago)
    wide = service.whole_county or service.digital
    offered = {
        "county": service.whole_county,
        "municipality": bool(service.municipalities),
        "digital": service.digital,
    }
    return SearchDocument(
        id=f"service:{service.number}",
        kind=Kind.SERVICE,
        title=service.name,
        summary=service.summary,
        body=service.description,
        keywords=(*(name for term in terms for name in (term.fi, term.sv, term.en)), *service.tags),
        url=f"/palvelut/{service.slug}/",
        section_url=service.section_url,
        organisation=service.organisation,
        facets={
            Facet.KIND: (Kind.SERVICE.value,),
            Facet.TARGET_GROUP: service.target_groups,
            Facet.CHALLENGE: service.challenges,
            Facet.MUNICIPALITY: everywhere if wide else service.municipalities,
            Facet.MUNICIPALITY_LOCAL: service.municipalities,
            Facet.AVAILABILITY: tuple(value for value, holds in offered.items() if holds),
            Facet.CHANNEL: service.channels,
            Facet.ORGANISATION: (slug_of(service.organisation),),
            Facet.LANGUAGE: service.languages,
            Facet.TAG: tuple(_tag_slug(tag) for tag in service.tags),
            Facet.FREE: () if service.price else ("true",),
            Facet.ANONYMOUS: ("true",) if service.anonymous else (),
        },
        availability=Availability(service.whole_county, service.digital, service.municipalities),
        age_from=service.age_from,
        age_to=service.age_to,
        published=confirmed,
        updated=datetime.combine(confirmed, time(12), UTC),
        confirmed=confirmed,
    )


def _tag_slug(name: str) -> str:
    """Return a tag's slug as django-taggit makes it: lower case with hyphens, umlauts kept."""
    return name.lower().replace(" ", "-")
