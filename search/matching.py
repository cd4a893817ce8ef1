"""Find where a hit matches the query: the spans to mark, and the reasons for its place.

Works on the stored text with the analysis's own offsets and on the plan's own terms, so that every
engine shows the same passages and gives the same reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from search import weights
from search.analysis import analyse
from search.analysis.words import words
from search.documents import SearchDocument
from search.fields import Facet, Language, LinkState
from search.indexed import NEVER_FADES, base, exact, standing
from search.plan import Best, Every, Node, Plan, Some, StartsWith, Term
from search.query import SearchQuery

_CACHED_WORDS = 100_000

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sought:
    """Hold the terms of a plan by what a word of a text can be: whole, part, or beginning so."""

    whole: dict[str, int]
    parts: dict[str, int]
    beginnings: dict[str, int]


@dataclass(slots=True)
class Matches:
    """Hold the matching spans by field, and the points of the best match by reason."""

    spans: dict[str, list[Span]] = field(default_factory=dict)
    points: dict[str, int] = field(default_factory=dict)


def sought(plan: Plan) -> Sought:
    """Gather what a plan's required nodes look for; its numbers are the weights of how it is met."""
    whole: dict[str, int] = {}
    parts: dict[str, int] = {}
    beginnings: dict[str, int] = {}
    for node in _leaves(plan.required):
        if isinstance(node, StartsWith):
            beginnings[node.prefix] = max(node.weight, beginnings.get(node.prefix, 0))
        elif node.field in weights.WHOLE:
            whole[node.token] = max(node.weight, whole.get(node.token, 0))
        elif node.field in weights.PARTS:
            parts[node.token] = max(node.weight, parts.get(node.token, 0))
    return Sought(whole, parts, beginnings)


def _leaves(nodes: tuple[Node, ...]) -> Iterator[Term | StartsWith]:
    for node in nodes:
        if isinstance(node, Best | Every | Some):
            yield from _leaves(node.children)
        elif isinstance(node, Term | StartsWith):
            yield node


@lru_cache(maxsize=_CACHED_WORDS)
def _tokens(written: str, language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the whole tokens and the part tokens of one written word, the exact form first."""
    found = analyse(written, language)
    if not found:
        return (), ()
    word = found[0]
    return (
        (exact(word.surface), *(base(lemma, language) for lemma in word.lemmas)),
        tuple(base(part, language) for part in word.parts),
    )


def match(document: SearchDocument, wanted: Sought) -> Matches:
    """Find the words of a document that match."""
    matches = Matches()
    title = sum(1 for _ in words(document.title))
    opening = "title_short" if title <= weights.SHORT_TITLE else "title"
    beside = (*document.keywords, document.organisation)
    texts = [
        (document.title, _Place("title", opening, "title_parts")),
        (document.summary, _Place("summary", "summary", "summary_parts")),
        *((text, _Place("beside", "summary", "summary_parts")) for text in beside),
        (document.body, _Place("body", "body", "body_parts")),
    ]
    for text, place in texts:
        if text:
            _search(text, document.language, place, wanted, matches)
    return matches


class _Place(NamedTuple):
    name: str
    whole: str
    parts: str


def _search(text: str, language: Language, place: _Place, wanted: Sought, matches: Matches) -> None:
    whole, parts, beginnings = wanted.whole, wanted.parts, wanted.beginnings
    in_field = weights.WHOLE[place.whole]
    in_parts = weights.PARTS[place.parts]
    spans: list[Span] = []
    for written, start, end in words(text):
        tokens, own_parts = _tokens(written, language)
        weight = max((whole[token] for token in tokens if token in whole), default=0)
        points, how = weight * in_field, _how(weight)
        if beginnings and tokens:
            met = [weight for prefix, weight in beginnings.items() if tokens[0].startswith(prefix)]
            reached = max(met, default=0) * in_field
            if reached > points:
                points, how = reached, "beginning"
        if parts:
            in_part = max((parts[token] for token in own_parts if token in parts), default=0) * in_parts
            if in_part > points:
                points, how = in_part, "part"
        if points:
            spans.append((start, end))
            reason = f"{place.name}:{how}"
            matches.points[reason] = max(points, matches.points.get(reason, 0))
    if spans:
        matches.spans[place.name] = spans


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
