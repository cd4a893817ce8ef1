"""Find where a hit matches the query: the spans to mark, and the reasons for its place.

Works on the stored text with the analysis's own offsets and on the plan's own terms, so that every
engine shows the same passages and gives the same reasons.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import compress
from operator import itemgetter, ne
from typing import NamedTuple

from search import weights
from search.analysis import Lexicon, names_in_use
from search.documents import SearchDocument
from search.fields import Facet, Language, LinkState
from search.indexed import AS_WORDS, NEVER_FADES, base, exact, facet_field, standing
from search.kept import Kept, unpacked_keys
from search.plan import Best, Every, Node, Plan, Raised, Some, StartsWith, Term
from search.query import SearchQuery

_CACHED_WORDS = 100_000
_WHOLE = frozenset((*weights.WHOLE, AS_WORDS))
_PLACES_BY_FIELD = {facet_field(facet): facet for facet in weights.PLACES}
_CACHED_VOCABULARIES = 6
"""Three languages, by the names in use now and by those before."""

Span = tuple[int, int]


class Met(NamedTuple):
    """Say how a token meets the query, and which of the query's words it meets."""

    weight: int
    word: int


class Verdict(NamedTuple):
    """Say how a written word meets the query in each way."""

    whole: Met
    begun: Met
    part: Met


class _Tokens(NamedTuple):
    whole: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """Hold the terms of a plan by what a word of a text can be: whole, part, or beginning so.

    ``places`` holds the points of the municipalities that the query's words name, by facet, then slug.
    ``names`` are those in use when the query was read.
    """

    whole: dict[str, Met]
    parts: dict[str, Met]
    beginnings: dict[str, Met]
    tokens: set[str] = field(default_factory=set)
    places: dict[Facet, dict[str, int]] = field(default_factory=dict)
    names: Lexicon = field(default_factory=names_in_use)


@dataclass(slots=True)
class Matches:
    """Hold the matching spans by where they are shown, and the points of the best match by reason."""

    spans: dict[str, list[Span]] = field(default_factory=dict)
    points: dict[str, int] = field(default_factory=dict)


def sought(plan: Plan) -> Sought:
    """Gather what a plan's required nodes look for, one node a word of the query."""
    found = Sought({}, {}, {})
    groups = plan.required
    if len(groups) == 1 and isinstance(groups[0], Some):
        groups = groups[0].children
    for word, group in enumerate(groups):
        for node in _leaves(group):
            if isinstance(node, StartsWith):
                _keep_best(found.beginnings, node.prefix, node.weight, word)
                continue
            field, token, points, weight = node
            if field in _WHOLE:
                _keep_best(found.whole, token, weight, word)
            elif field in weights.PARTS:
                _keep_best(found.parts, token, weight, word)
            elif field in weights.EITHER:
                _keep_best(found.whole, token, weight, word)
                _keep_best(found.parts, token, weight, word)
            elif field in _PLACES_BY_FIELD:
                found.places.setdefault(_PLACES_BY_FIELD[field], {})[token] = points
    found.tokens.update(found.whole, found.parts)
    return found


def _keep_best(found: dict[str, Met], token: str, weight: int, word: int) -> None:
    before = found.get(token)
    if before is None or before.weight < weight:
        found[token] = Met(weight, word)


def _leaves(group: Node) -> list[Term | StartsWith]:
    """Return the terms and beginnings below a node, in any order."""
    leaves: list[Term | StartsWith] = []
    waiting = [group]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Term | StartsWith):
            leaves.append(node)
        elif isinstance(node, Best | Every | Some):
            waiting += node.children
        elif isinstance(node, Raised):
            waiting += (node.node, node.by)
    return leaves


class _Known(NamedTuple):
    """Hold the tokens of each written word, the keys that they were read from, the written words of
    each token, and the marks of read documents."""

    tokens: dict[str, _Tokens]
    keys: dict[str, str]
    written: dict[str, list[str]]
    marks: set[int]


class _Vocabulary:
    """Know the written words of one language that were met in hits, by the tokens that they have.

    So a query looks its few tokens up, instead of looking at each word of each hit.
    """

    def __init__(self, language: str) -> None:
        self._language = Language(language)
        self._learning = threading.Lock()
        self._known = _Known({}, {}, {}, set())

    def knowing(self, documents: Sequence[Kept]) -> _Known:
        """Return what is known, the words of these documents at least.

        What is not known yet is read from their keys; when too many are known, all others are forgotten.
        """
        known = self._known
        if all(kept.mark in known.marks for kept in documents):
            return known
        with self._learning:
            known = self._known  # another thread may have learnt them meanwhile, or begun anew
            if len(known.tokens) > _CACHED_WORDS or len(known.marks) > _CACHED_WORDS:
                known = self._known = _Known({}, {}, {}, set())
            fresh = [kept for kept in documents if kept.mark not in known.marks]
            for kept in fresh:
                keys = kept.keys_of_forms()
                unknown = map(ne, map(known.keys.get, kept.forms), keys)
                for form, its_keys in compress(zip(kept.forms, keys, strict=True), unknown):
                    known.keys[form] = its_keys
                    known.tokens[form] = found = self._tokens(its_keys)
                    for token in {*found.whole, *found.parts}:
                        known.written.setdefault(token, []).append(form)
            known.marks.update(kept.mark for kept in fresh)
            return known

    def _tokens(self, keys: str) -> _Tokens:
        """Return the whole tokens and the part tokens of one written word, the exact form first."""
        (surface, *lemmas), parts = unpacked_keys(keys)
        whole = (exact(surface), *(base(lemma, self._language) for lemma in lemmas))
        return _Tokens(whole, tuple(base(part, self._language) for part in parts))


@lru_cache(maxsize=_CACHED_VOCABULARIES)
def _vocabulary(language: str, _names: Lexicon) -> _Vocabulary:
    """Return what is known of a language by these names; keys that they have changed are read anew."""
    return _Vocabulary(language)


def match(documents: Sequence[Kept], wanted: Sought) -> list[Matches]:
    """Find the words that match in each document; all are looked at together, as they share their words.

    Where a word of the query is met as asked, what meets it by its own parts alone isn't told.
    """
    spoken: dict[str, list[Kept]] = {}
    for kept in documents:
        spoken.setdefault(kept.document.language.value, []).append(kept)
    meetings = {language: _meeting(language, several, wanted) for language, several in spoken.items()}
    return [_matches(kept, meetings[kept.document.language.value], wanted) for kept in documents]


def _matches(kept: Kept, meeting: _Meeting, wanted: Sought) -> Matches:
    found = _found(kept, meeting)
    as_asked = {one.way.met.word for one in found if one.way.met.weight != weights.OWN_PART}
    matches = Matches()
    for span, place, (points, how, met) in found:
        if met.weight == weights.OWN_PART and met.word in as_asked:
            continue
        matches.spans.setdefault(place.shown, []).append(span)
        reason = f"{place.name}:{how}"
        if points > matches.points.get(reason, 0):
            matches.points[reason] = points
    _add_places(matches, kept.document, wanted)
    return matches


def _add_places(matches: Matches, document: SearchDocument, wanted: Sought) -> None:
    """Tell that a document is offered in a municipality that the query names: there, or everywhere."""
    for facet, points_of in wanted.places.items():
        for slug in points_of.keys() & set(document.facets.get(facet, ())):
            local = slug in document.facets.get(Facet.MUNICIPALITY_LOCAL, ())
            reason = "offered_there" if local else "offered_everywhere"
            matches.points[reason] = max(points_of[slug], matches.points.get(reason, 0))


def _places(kept: Kept) -> tuple[_Place, ...]:
    """Return what each of ``texts(document)`` is."""
    short = kept.title_words <= weights.SHORT_TITLE
    keywords = (_keyword(number) for number in range(len(kept.document.keywords)))
    return (_SHORT_TITLE if short else _TITLE, _SUMMARY, *keywords, _ORGANISATION, _BODY)


def keyword_place(number: int) -> str:
    """Return where the spans of a document's keyword are kept."""
    return f"keyword {number}"


class _Place(NamedTuple):
    shown: str
    name: str
    whole: str
    parts: str


_TITLE = _Place("title", "title", "title", "title_parts")
_SHORT_TITLE = _Place("title", "title", "title_short", "title_parts")
_SUMMARY = _Place("summary", "summary", "summary", "summary_parts")
_ORGANISATION = _Place("organisation", "beside", "summary", "summary_parts")
_BODY = _Place("body", "body", "body", "body_parts")


@cache
def _keyword(number: int) -> _Place:
    return _Place(keyword_place(number), "beside", "summary", "summary_parts")


class _Way(NamedTuple):
    points: int
    how: str
    met: Met


class _Found(NamedTuple):
    span: Span
    place: _Place
    way: _Way


_NOT_MET = Met(0, -1)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Tell how the written words of one language meet a query; of those that don't begin as its last
    word, only ``forms`` may.

    Few of them stand in the hits of one page, so each is judged when it is met there.
    """

    wanted: Sought
    tokens: dict[str, _Tokens]
    forms: set[str]
    _judged: dict[str, Verdict | None] = field(default_factory=dict)

    def met(self, kept: Kept) -> dict[int, Verdict]:
        """Return the verdicts on those of a document's forms that meet the query, by their numbers."""
        forms = self.forms | self._begun(kept) if self.wanted.beginnings else self.forms
        judged = ((number, self._verdict(form)) for number, form in enumerate(kept.forms) if form in forms)
        return {number: verdict for number, verdict in judged if verdict}

    def _begun(self, kept: Kept) -> set[str]:
        beginnings = tuple(self.wanted.beginnings)
        return {form for form in kept.forms if self.tokens[form].whole[0].startswith(beginnings)}

    def _verdict(self, form: str) -> Verdict | None:
        if form not in self._judged:
            verdict = _verdict(self.tokens[form], self.wanted)
            self._judged[form] = verdict if any(met.weight for met in verdict) else None
        return self._judged[form]


def _meeting(language: str, documents: Sequence[Kept], wanted: Sought) -> _Meeting:
    """Return how words meet the query, the documents' among others."""
    known = _vocabulary(language, wanted.names).knowing(documents)
    forms = {form for token in wanted.tokens for form in known.written.get(token, ())}
    return _Meeting(wanted, known.tokens, forms)


def _found(kept: Kept, meeting: _Meeting) -> list[_Found]:
    """Return the words that match, in reading order; the many that don't are passed over in bulk."""
    met = meeting.met(kept)
    places = _places(kept)
    return [
        _Found((start, end), places[text], _best_way(met[number], places[text]))
        for number, (text, start, end) in sorted(kept.stands_of(met), key=itemgetter(1))
    ]


def _verdict(tokens: _Tokens, wanted: Sought) -> Verdict:
    begun = (met for beginning, met in wanted.beginnings.items() if tokens.whole[0].startswith(beginning))
    return Verdict(
        _best_met(wanted.whole, tokens.whole),
        max(begun, default=_NOT_MET),
        _best_met(wanted.parts, tokens.parts),
    )


@lru_cache(maxsize=_CACHED_WORDS)
def _best_way(verdict: Verdict, place: _Place) -> _Way:
    in_field, in_parts = weights.WHOLE[place.whole], weights.PARTS[place.parts]
    best = _Way(verdict.whole.weight * in_field, _how(verdict.whole.weight), verdict.whole)
    if verdict.begun.weight * in_field > best.points:
        best = _Way(verdict.begun.weight * in_field, "beginning", verdict.begun)
    if verdict.part.weight * in_parts > best.points:
        best = _Way(verdict.part.weight * in_parts, "part", verdict.part)
    return best


def _best_met(wanted: dict[str, Met], tokens: tuple[str, ...]) -> Met:
    return max((wanted[token] for token in tokens if token in wanted), default=_NOT_MET)


def _how(weight: int) -> str:
    names = {
        weights.EXACT: "exact",
        weights.LEMMA: "inflected",
        weights.OTHER_LANGUAGE: "translated",
        weights.APPROXIMATE: "approximate",
        weights.OWN_PART: "own_part",
    }
    return names.get(weight, "synonym")


def reasons(document: SearchDocument, matches: Matches, query: SearchQuery) -> tuple[str, ...]:
    """Return why a hit ranks where it does, in stable codes, the strongest first.

    ``offered_there`` or ``offered_everywhere`` where the query names a municipality,
    ``<place>:<how>`` for its words (place: title, summary, beside, body; how: exact, inflected,
    beginning, translated, synonym, part, approximate, own_part), then ``specific`` or
    ``open_to_all`` if a target group is chosen, then ``dead_link``, ``unconfirmed``, ``fading`` or
    ``old`` for what lowers it.
    """
    found = sorted(matches.points, key=lambda reason: (-matches.points[reason], reason))
    if query.filters.get(Facet.TARGET_GROUP):
        found.append("open_to_all" if document.open_to_all else "specific")
    found += _age_reasons(document, query.today or date.today())  # noqa: DTZ011 - as in the plan
    return tuple(found)


def _age_reasons(document: SearchDocument, today: date) -> list[str]:
    number, day = standing(document), today.toordinal()
    if document.link_state is LinkState.DEAD:
        return ["dead_link"]
    if number >= NEVER_FADES:
        return ["unconfirmed"] if number < NEVER_FADES + day - weights.CONFIRMED_FOR.days else []
    if number < day - weights.CURRENT_FOR.days:
        return ["old"]
    return ["fading"] if number < day - weights.RECENT_FOR.days else []
