"""Results as people and programs read them: words for slugs, addresses for choices."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from search.addresses import active_language, address_in
from search.documents import Availability, SearchDocument
from search.engine import get_engine
from search.explaining import reasons_in_words
from search.fields import Facet, Kind, Language, LinkState
from search.labels import Labels, facet_label, kind_label
from search.parameters import FACET_PARAMETERS, SearchParameters, query_of
from search.query import SearchQuery
from search.results import Hit, SearchResults
from search.weights import CONFIRMED_FOR

SHOWN_FACETS = (
    Facet.KIND,
    Facet.TARGET_GROUP,
    Facet.CHALLENGE,
    Facet.MUNICIPALITY,
    Facet.AVAILABILITY,
    Facet.CHANNEL,
    Facet.LANGUAGE,
    Facet.FREE,
    Facet.ANONYMOUS,
    Facet.ORGANISATION,
    Facet.TAG,
)


@dataclass(slots=True)
class ShownValue:
    """One value of a facet; not frozen, as an answer makes hundreds and that costs twice the time."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """One facet with its values."""

    name: str
    label: str
    values: tuple[ShownValue, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen filter; ``url`` is the query string of the search without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownHit:
    """One result in words; what ends in ``_html`` is safe and holds ``<mark>`` where words match.

    That is made when it is asked for: programs, which get ``highlights``, need none of it. ``access`` is
    how one gets in.
    """

    id: str
    kind: Kind
    language: str
    title: str
    summary: str
    highlights: Mapping[str, tuple[str, ...]]
    url: str
    section_url: str
    organisation: str
    audiences: tuple[str, ...]
    availability: Availability | None
    availability_words: tuple[str, ...]
    published: date | None
    updated: datetime | None
    confirmed: date | None
    confirmed_long_ago: bool
    link_state: LinkState
    rank: int
    access: tuple[str, ...] = ()
    age_from: float | None = None
    age_to: float | None = None
    reasons: tuple[str, ...] = ()

    @property
    def pk(self) -> str:
        """The key by which its content package knows it."""
        return self.id.rpartition(":")[2]

    @property
    def kind_label(self) -> str:
        """What its kind is called, in the active language."""
        return kind_label(self.kind)

    @property
    def title_html(self) -> SafeString:
        """The title."""
        return self._marked("title", self.title)

    @property
    def summary_html(self) -> SafeString:
        """The summary."""
        return self._marked("summary", self.summary)

    @property
    def passage_html(self) -> SafeString:
        """The passage of the body that matches best, or nothing."""
        return self._marked("body", "")

    @property
    def keywords_html(self) -> tuple[SafeString, ...]:
        """The keywords that match."""
        return tuple(_safe(keyword) for keyword in self.highlights.get("keywords", ()))

    def _marked(self, field: str, plain: str) -> SafeString:
        passages = self.highlights.get(field)
        return _safe(" … ".join(passages)) if passages else escape(plain)


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """A page of results as it is shown."""

    total: int
    page: int
    page_size: int
    page_count: int
    results: tuple[ShownHit, ...]
    facets: tuple[ShownFacet, ...]
    chips: tuple[Chip, ...]
    suggestion: str | None
    suggestion_url: str
    fuzzy: bool
    degraded: bool
    previous_url: str
    next_url: str
    took_ms: float


def answer(
    parameters: SearchParameters, *, language: Language, unfinished: bool = False, explained: bool = False
) -> SearchAnswer:
    """Search, and put the results into words of ``language``. Raises ``SearchError``.

    With ``explained`` each hit tells why it ranks where it does; that is for editors.
    """
    started = time.perf_counter()
    query = query_of(parameters, language=language, unfinished=unfinished)
    results = get_engine().search(query)
    page_count = -(-results.total // query.page_size)
    first = (results.page - 1) * results.page_size + 1
    previous = max(1, min(query.page - 1, page_count))
    labels = Labels(language)
    return SearchAnswer(
        total=results.total,
        page=results.page,
        page_size=results.page_size,
        page_count=page_count,
        results=tuple(
            _hit(hit, query, labels, rank=first + number, explained=explained)
            for number, hit in enumerate(results.hits)
        ),
        facets=_facets(results, labels),
        chips=_chips(parameters, labels),
        suggestion=results.suggestion,
        suggestion_url=_address(parameters, q=results.suggestion, page=1) if results.suggestion else "",
        fuzzy=results.fuzzy,
        degraded=results.degraded,
        previous_url=_address(parameters, page=previous) if query.page > 1 else "",
        next_url=_address(parameters, page=query.page + 1) if query.page < page_count else "",
        took_ms=round((time.perf_counter() - started) * 1000, 2),
    )


def result_of(document: SearchDocument, *, today: date | None = None) -> ShownHit:
    """Return a document as it looks among the results, in the active language, nothing marked."""
    language = active_language()
    query = SearchQuery(language=language, today=today)
    return _hit(Hit(document), query, Labels(language), rank=1, explained=False)


def _hit(hit: Hit, query: SearchQuery, labels: Labels, *, rank: int, explained: bool) -> ShownHit:
    document = hit.document
    today = query.today
    unconfirmed = (
        document.kind is Kind.SERVICE
        and today is not None
        and (document.confirmed is None or today - document.confirmed > CONFIRMED_FOR)
    )
    return ShownHit(
        id=document.id,
        kind=document.kind,
        language=document.language.value,
        title=document.title,
        summary=document.summary,
        highlights=hit.highlights,
        url=address_in(document.url, query.language),
        section_url=document.section_url,
        organisation=document.organisation,
        audiences=_audiences(document, labels),
        availability=document.availability,
        availability_words=labels.availability(document.availability) if document.availability else (),
        published=document.published,
        updated=document.updated,
        confirmed=document.confirmed,
        confirmed_long_ago=unconfirmed,
        link_state=document.link_state,
        rank=rank,
        access=_access(document, labels),
        age_from=document.age_from,
        age_to=document.age_to,
        reasons=reasons_in_words(hit.reasons) if explained else (),
    )


def _safe(passage: str) -> SafeString:
    return mark_safe(passage)  # noqa: S308  the engine's highlighter escapes the text


def _audiences(document: SearchDocument, labels: Labels) -> tuple[str, ...]:
    if document.open_to_all:
        return (_("Everybody"),)
    names = labels.of(Facet.TARGET_GROUP)
    return tuple(names.get(slug, slug) for slug in document.facets.get(Facet.TARGET_GROUP, ()))


def _access(document: SearchDocument, labels: Labels) -> tuple[str, ...]:
    """Return how one gets in: the ways to meet the service, and what it does not ask for."""
    return tuple(
        labels.of(facet).get(value, value)
        for facet in (Facet.CHANNEL, Facet.FREE, Facet.ANONYMOUS)
        for value in document.facets.get(facet, ())
    )


def _facets(results: SearchResults, labels: Labels) -> tuple[ShownFacet, ...]:
    shown = []
    for facet in SHOWN_FACETS:
        counts = {count.value: count for count in results.facets.get(facet, ())}
        names = labels.of(facet)
        order = [slug for slug in names if slug in counts] + [slug for slug in counts if slug not in names]
        values = tuple(
            ShownValue(
                value=slug,
                label=names.get(slug, slug),
                count=counts[slug].count,
                selected=counts[slug].selected,
            )
            for slug in order
        )
        shown.append(ShownFacet(facet.value, facet_label(facet), values))
    return tuple(shown)


def _chips(parameters: SearchParameters, labels: Labels) -> tuple[Chip, ...]:
    chips = [
        Chip(labels.of(facet).get(str(value), str(value)), _without(parameters, name, str(value)))
        for name, facet in FACET_PARAMETERS.items()
        for value in getattr(parameters, name)
    ]
    if parameters.age is not None:
        chips.append(Chip(_("Age %(age)g") % {"age": parameters.age}, _address(parameters, age=None, page=1)))
    if parameters.local_only:
        chips.append(Chip(_("Local offers only"), _address(parameters, local_only=False, page=1)))
    return tuple(chips)


def _without(parameters: SearchParameters, name: str, value: str) -> str:
    left = tuple(str(item) for item in getattr(parameters, name) if str(item) != value)
    return _address(parameters, **{name: left, "page": 1})


def _address(parameters: SearchParameters, **changed: object) -> str:
    """Return the query string of the search with ``changed``, defaults left out."""
    values = {**parameters.model_dump(mode="json"), **changed}
    defaults = SearchParameters().model_dump(mode="json")
    kept: dict[str, object] = {}
    for name, value in values.items():
        plain = list(value) if isinstance(value, tuple | list) else value
        if plain != defaults[name] and plain not in (None, "", [], False):
            kept[name] = "true" if plain is True else plain
    return "?" + urlencode(kept, doseq=True)
