"""Find where a hit matches the query: the spans to mark, and the reasons for its place.

Works on the stored text with the analysis's own offsets and on the plan's own terms, so that every
engine shows the same passages and gives the same reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from search import weights
from search.analysis import Lexicon, analyse, names_in_use
from search.documents import SearchDocument
from search.fields import Facet, Language, LinkState
from search.indexed import NEVER_FADES, base, exact, standing
from search.kept import Kept
from search.plan import Best, Every, Node, Plan, Some, StartsWith, Term
from search.query import SearchQuery

_CACHED_WORDS = 100_000

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


class Judged(NamedTuple):
    """Hold which written words of one language were looked at, and those that meet the query."""

    seen: set[str]
    matching: dict[str, Verdict]


@dataclass(frozen=True, slots=True)
class Sought:
    """Hold the terms of a plan by what a word of a text can be: whole, part, or beginning so.

    ``judged`` keeps what was found out of each written word, by language; most stand in many hits.
    ``names`` are those in use when the query was read.
    """

    whole: dict[str, Met]
    parts: dict[str, Met]
    beginnings: dict[str, Met]
    tokens: set[str] = field(default_factory=set)
    names: Lexicon = field(default_factory=names_in_use)
    judged: dict[str, Judged] = field(default_factory=dict)


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
        for node in _leaves((group,)):
            met = Met(node.weight, word)
            if isinstance(node, StartsWith):
                _keep_best(found.beginnings, node.prefix, met)
            elif node.field in weights.WHOLE:
                _keep_best(found.whole, node.token, met)
            elif node.field in weights.PARTS:
                _keep_best(found.parts, node.token, met)
            elif node.field in weights.EITHER:
                _keep_best(found.whole, node.token, met)
                _keep_best(found.parts, node.token, met)
    found.tokens.update(found.whole, found.parts)
    return found


def _keep_best(found: dict[str, Met], token: str, met: Met) -> None:
    if token not in found or found[token].weight < met.weight:
        found[token] = met


def _leaves(nodes: tuple[Node, ...]) -> Iterator[Term | StartsWith]:
    for node in nodes:
        if isinstance(node, Best | Every | Some):
            yield from _leaves(node.children)
        elif isinstance(node, Term | StartsWith):
            yield node


class _Tokens(NamedTuple):
    whole: tuple[str, ...]
    parts: tuple[str, ...]
    all: frozenset[str]


@lru_cache(maxsize=_CACHED_WORDS)
def _tokens(written: str, language: str, names: Lexicon) -> _Tokens:
    """Return the whole tokens and the part tokens of one written word, the exact form first."""
    spoken = Language(language)
    found = analyse(written, spoken, names)
    if not found:
        return _Tokens((), (), frozenset())
    word = found[0]
    whole = (exact(word.surface), *(base(lemma, spoken) for lemma in word.lemmas))
    parts = tuple(base(part, spoken) for part in word.parts)
    return _Tokens(whole, parts, frozenset((*whole, *parts)))


def match(kept: Kept, wanted: Sought) -> Matches:
    """Find the words of a document that match.

    Where a word of the query is met as asked, what meets it by its own parts alone isn't told.
    """
    found = _found(kept, wanted)
    as_asked = {one.way.met.word for one in found if one.way.met.weight != weights.OWN_PART}
    matches = Matches()
    for span, place, (points, how, met) in found:
        if met.weight == weights.OWN_PART and met.word in as_asked:
            continue
        matches.spans.setdefault(place.shown, []).append(span)
        reason = f"{place.name}:{how}"
        matches.points[reason] = max(points, matches.points.get(reason, 0))
    return matches


def _places(kept: Kept) -> tuple[_Place, ...]:
    """Return what each of ``texts(document)`` is."""
    short = len(kept.words[0]) <= weights.SHORT_TITLE
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


def _found(kept: Kept, wanted: Sought) -> list[_Found]:
    """Return the words that match; the many that don't are passed over in bulk."""
    language = kept.document.language.value
    judged = wanted.judged.setdefault(language, Judged(set(), {}))
    forms = set().union(*kept.words)
    _judge(judged, forms.difference(judged.seen), language, wanted)
    found: list[_Found] = []
    matching = judged.matching
    if matching.keys().isdisjoint(forms):
        return found
    for number, (words, place) in enumerate(zip(kept.words, _places(kept), strict=True)):
        if matching.keys().isdisjoint(words):
            continue
        offsets = kept.offsets(number)
        for at, form in enumerate(words):
            if form in matching:
                span = (offsets[2 * at], offsets[2 * at + 1])
                found.append(_Found(span, place, _best_way(matching[form], place)))
    return found


def _judge(judged: Judged, forms: set[str], language: str, wanted: Sought) -> None:
    """Find out which of these written words meet the query: whole, as a beginning, or by their parts."""
    judged.seen.update(forms)
    beginnings = tuple(wanted.beginnings)
    for form in forms:
        whole, parts, every = _tokens(form, language, wanted.names)
        if wanted.tokens.isdisjoint(every) and not (beginnings and whole and whole[0].startswith(beginnings)):
            continue
        begun = (one for prefix, one in wanted.beginnings.items() if whole[0].startswith(prefix))
        verdict = Verdict(
            _best_met(wanted.whole, whole), max(begun, default=_NOT_MET), _best_met(wanted.parts, parts)
        )
        if any(met.weight for met in verdict):
            judged.matching[form] = verdict


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
