"""Turn a document into the analysed fields that every engine indexes."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.analysis import Token, analyse
from search.documents import SearchDocument
from search.fields import Facet, Kind, Language, LinkState
from search.kept import Kept, texts
from search.weights import EITHER, OFTEN, PARTS, SHORT_TITLE, WHOLE

FORMAT = 11
"""Raise this whenever the indexed fields change; it is part of what an index is checked by."""

WORDS_IN_ORDER = "words_in_order"
BASES_IN_ORDER = "bases_in_order"
VOCABULARY = "vocabulary"
TITLE_WORDS = "title_words"
OPENING = "opening"
AGE_FROM = "age_from"
AGE_TO = "age_to"
STANDING = "standing"
OPEN_TO_ALL = "open_to_all"

AS_WORDS = "as_words"

TEXT_FIELDS = (*WHOLE, *PARTS, *EITHER, AS_WORDS)
"""Fields of tokens that are searched with points."""

ORDERED_FIELDS = (WORDS_IN_ORDER, BASES_IN_ORDER)
"""Fields whose tokens' order counts, for phrases."""

BREAK = "\N{PILCROW SIGN}"
"""Stands between two texts in the ordered fields, so that no phrase crosses over."""

NEVER_FADES = 10_000_000
"""Added to the ``standing`` of what does not fade with age."""

ALWAYS_STANDS = 2 * NEVER_FADES
NO_AGE = 1_000_000
AGE_SCALE = 1000

_STEADY = frozenset({Kind.SERVICE, Kind.ORGANISATION})
_LETTERS_LAST = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
_COUNTED = tuple(facet for facet in Facet if facet is not Facet.MUNICIPALITY_LOCAL)


def facet_field(facet: Facet) -> str:
    """Return the name of the field that holds a facet's values."""
    return f"facet_{facet.value}"


def exact(surface: str) -> str:
    """Return the token of a form as it stands."""
    return f"={surface}"


def base(lemma: str, language: Language) -> str:
    """Return the token of a base form; a base form belongs to its language."""
    return f"{language.value}:{lemma}"


def plain(text: str) -> str:
    """Return a text lower-cased, composed and with single spaces, for matching beginnings."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def name_key(name: str, identity: str) -> str:
    """Return a key that sorts names the Finnish way (å, ä, ö last), unique by the id at its end."""
    letters = plain(name).translate(_LETTERS_LAST)
    stripped = "".join(c for c in unicodedata.normalize("NFD", letters) if not unicodedata.combining(c))
    return f"{stripped[:200]}\x1f{identity}"


def shuffle(identity: str) -> int:
    """Return a number below 2**63 that orders equals fairly and alike in every engine."""
    return int.from_bytes(hashlib.sha256(identity.encode()).digest()[:8], "big") >> 1


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """Hold what an engine indexes of one document.

    ``tokens`` maps each token field to its distinct tokens, ``ordered`` each ordered field to its
    tokens in order, ``numbers`` each number field to its value. ``by_name`` and ``by_freshness``
    sort ascending and are unique.
    """

    kept: Kept
    tokens: Mapping[str, tuple[str, ...]]
    ordered: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    facets: Mapping[Facet, tuple[str, ...]]
    opening: str
    by_name: str
    by_freshness: str
    shuffle: int

    @property
    def document(self) -> SearchDocument:
        """Return the document itself."""
        return self.kept.document


def index(document: SearchDocument) -> IndexedDocument:
    """Analyse a document in its own language."""
    language = document.language
    everything = [analyse(text, language) for text in texts(document)]
    title, *beside, body = everything
    tokens = _weighted(title, beside, body, language)
    tokens[VOCABULARY] = _vocabulary(everything)
    tokens[TITLE_WORDS] = _unique(token.surface for token in title)
    facets = facets_of(document)
    for facet, values in facets.items():
        tokens[facet_field(facet)] = values
    tokens[OPEN_TO_ALL] = ("yes" if document.open_to_all else "no",)
    return IndexedDocument(
        kept=Kept.of(document, everything),
        tokens=tokens,
        ordered=_ordered(everything, language),
        numbers={
            AGE_FROM: 0 if document.age_from is None else round(document.age_from * AGE_SCALE),
            AGE_TO: NO_AGE if document.age_to is None else round(document.age_to * AGE_SCALE),
            STANDING: standing(document),
        },
        facets=facets,
        opening=plain(document.title),
        by_name=name_key(document.title, document.id),
        by_freshness=_freshness_key(document),
        shuffle=shuffle(document.id),
    )


def facets_of(document: SearchDocument) -> dict[Facet, tuple[str, ...]]:
    """Return a document's facet values; its kind, and its language unless given, are among them."""
    facets = {facet: tuple(dict.fromkeys(values)) for facet, values in document.facets.items() if values}
    facets[Facet.KIND] = (document.kind.value,)
    facets.setdefault(Facet.LANGUAGE, (document.language.value,))
    return facets


def counted_facets() -> tuple[Facet, ...]:
    """Return the facets that an answer counts, in order."""
    return _COUNTED


def standing(document: SearchDocument) -> int:
    """Return one number that says from when on a document counts as fresh or confirmed.

    News: the day of publication (a proleptic ordinal), 0 if unknown or its link is dead. What does
    not fade: ``NEVER_FADES`` plus the day of confirmation (else of the last change), plus nothing if
    unconfirmed or its link is dead; an organisation that nobody confirms always stands.
    """
    dead = document.link_state is LinkState.DEAD
    if document.kind not in _STEADY:
        return 0 if dead or document.published is None else document.published.toordinal()
    if dead:
        return NEVER_FADES
    if document.confirmed is not None:
        return NEVER_FADES + document.confirmed.toordinal()
    if document.kind is Kind.ORGANISATION:
        return ALWAYS_STANDS
    return NEVER_FADES + (document.updated.date().toordinal() if document.updated else 0)


def _weighted(
    title: tuple[Token, ...], beside: list[tuple[Token, ...]], body: tuple[Token, ...], language: Language
) -> dict[str, tuple[str, ...]]:
    """Put each token into the strongest field that it stands in, and into no other of ``WHOLE`` and
    ``PARTS``; the fields of ``EITHER`` hold whole words and parts alike, ``as_words`` all whole words.

    ``beside`` holds the summary first, then the keywords and the organisation. A word of the latter
    that neither summary nor body speaks of says no more than one that the body holds often.
    """
    prefix = base("", language)
    times = Counter(token for word in body for token in _whole(word, prefix))
    summary, named = (
        [token for text in texts for word in text for token in _whole(word, prefix)]
        for texts in (beside[:1], beside[1:])
    )
    title_tokens = [token for word in title for token in _whole(word, prefix)]
    opening = "title_short" if len(title) <= SHORT_TITLE else "title"
    found: dict[str, tuple[str, ...]] = dict.fromkeys(TEXT_FIELDS, ())
    found[opening] = tuple(dict.fromkeys(title_tokens))
    seen = set(title_tokens)
    spoken_of = [*summary, *(token for token in named if token in times)]
    found["summary"] = tuple(token for token in dict.fromkeys(spoken_of) if token not in seen)
    seen.update(spoken_of)
    often = [*named, *(token for token, count in times.items() if count >= OFTEN)]
    found["body_often"] = tuple(token for token in dict.fromkeys(often) if token not in seen)
    seen.update(often)
    found["body"] = tuple(token for token in times if token not in seen)
    for field, analysed in (("title_parts", [title]), ("summary_parts", beside), ("body_parts", [body])):
        found[field] = tuple(prefix + part for text in analysed for word in text for part in word.parts)
    found = _strongest(found)
    found["in_title"] = tuple(dict.fromkeys((*title_tokens, *found["title_parts"])))
    found["anywhere"] = tuple({token for tokens in found.values() for token in tokens})
    found["as_words"] = tuple(seen.union(times))
    return found


def _strongest(found: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Leave each token in the field that is worth most of those that it stands in."""
    worth = {**WHOLE, **PARTS}
    kept: dict[str, tuple[str, ...]] = dict.fromkeys(TEXT_FIELDS, ())
    seen: set[str] = set()
    for field in sorted(worth, key=lambda name: worth[name], reverse=True):
        kept[field] = tuple(token for token in dict.fromkeys(found[field]) if token not in seen)
        seen.update(kept[field])
    return kept


def _whole(word: Token, prefix: str) -> tuple[str, ...]:
    return ("=" + word.surface, *[prefix + lemma for lemma in word.lemmas])


def _vocabulary(analysed: list[tuple[Token, ...]]) -> tuple[str, ...]:
    """Return forms as they stand, and base forms and parts marked as such."""
    known: dict[str, None] = {}
    for text in analysed:
        for word in text:
            known[word.surface] = None
            for form in (*word.lemmas, *word.parts):
                known["~" + form] = None
    return tuple(known)


def _ordered(analysed: list[tuple[Token, ...]], language: Language) -> dict[str, tuple[str, ...]]:
    words: list[str] = []
    bases: list[str] = []
    prefix = base("", language)
    for text in analysed:
        words += [*[word.surface for word in text], BREAK]
        bases += [*[prefix + word.lemmas[0] for word in text], BREAK]
    return {WORDS_IN_ORDER: tuple(words), BASES_IN_ORDER: tuple(bases)}


def _freshness_key(document: SearchDocument) -> str:
    """Return a key that sorts the newest first: by last change or confirmation, else publication."""
    days = [day for day in (document.published, document.confirmed) if day]
    if document.updated:
        days.append(document.updated.date())
    newest = max(days).toordinal() if days else 0
    return f"{9_999_999 - newest:07d}\x1f{document.id}"


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
