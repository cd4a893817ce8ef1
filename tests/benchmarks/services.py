"""Generated services as search documents, and queries that ask for them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from cms.demo.generator import PlausibleService, plausible_services
from search.documents import Availability, SearchDocument
from search.fields import Facet, Kind
from search.query import SearchQuery

SEED = 0
TODAY = date(2026, 11, 22)
EVERYWHERE = tuple(f"kunta-{number:02}" for number in range(27))
SHORTEST = 5


def documents(count: int) -> Iterator[SearchDocument]:
    """Yield the first ``count`` generated services, always the same."""
    return map(_document, plausible_services(count, SEED))


def _document(service: PlausibleService) -> SearchDocument:
    everywhere = service.whole_county or service.digital
    local = tuple(f"kunta-{sum(map(ord, slug)) % 27:02}" for slug in service.municipalities)
    available = {"county": service.whole_county, "digital": service.digital, "municipality": bool(local)}
    return SearchDocument(
        id=f"service:{service.number}",
        kind=Kind.SERVICE,
        title=service.name,
        summary=service.summary,
        body=service.description,
        keywords=(*service.target_groups, *service.challenges, *service.tags),
        organisation=service.organisation,
        url=f"/palvelut/{service.slug}/",
        section_url=service.section_url,
        facets={
            Facet.TARGET_GROUP: service.target_groups,
            Facet.CHALLENGE: service.challenges,
            Facet.MUNICIPALITY: EVERYWHERE if everywhere else local,
            Facet.MUNICIPALITY_LOCAL: local,
            Facet.AVAILABILITY: tuple(name for name, holds in available.items() if holds),
            Facet.CHANNEL: service.channels,
            Facet.ORGANISATION: (service.organisation,),
            Facet.LANGUAGE: service.languages,
            Facet.TAG: service.tags,
            Facet.FREE: () if service.price else ("true",),
            Facet.ANONYMOUS: ("true",) if service.anonymous else (),
        },
        availability=Availability(service.whole_county, service.digital, local),
        age_from=service.age_from,
        age_to=service.age_to,
        confirmed=TODAY - timedelta(days=service.confirmed_days_ago),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold words of one service's text and two values that it has."""

    words: tuple[str, str, str]
    target_group: str
    municipality: str

    def queries(self) -> dict[str, SearchQuery]:
        """Return the query of each measured kind. Counting none is what a bare search would do."""
        one = SearchQuery(self.words[0], today=TODAY, counted=())
        three = replace(one, text=" ".join(self.words))
        chosen = {Facet.TARGET_GROUP: (self.target_group,), Facet.MUNICIPALITY: (self.municipality,)}
        return {
            "one word": one,
            "three words": three,
            "three words, all facets": replace(three, counted=None),
            "full": replace(three, counted=None, filters=chosen),
            "one word, full": replace(one, counted=None, filters=chosen),
            "typing": replace(one, text=self.words[0][:4], unfinished=True, page_size=8),
        }


def asked(size: int, count: int) -> list[Asked]:
    """Return queries for services among the first ``size``, always the same."""
    choose = random.Random(SEED)
    numbers = sorted(choose.sample(range(size), count))
    found: list[Asked] = []
    services = plausible_services(size, SEED)
    at = 0
    for number in numbers:
        service = next(islice(services, number - at, None))
        at = number + 1
        document = _document(service)
        text = f"{document.title} {document.summary} {document.body}"
        words = sorted({word.strip(".,:;–!?") for word in text.split()})
        first, second, third = choose.sample([word for word in words if len(word) >= SHORTEST], 3)
        place = document.facets[Facet.MUNICIPALITY][0]
        found.append(Asked((first, second, third), service.target_groups[0], place))
    choose.shuffle(found)
    return found
