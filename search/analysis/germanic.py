"""Find the base forms of Swedish and English words."""

from __future__ import annotations

from collections.abc import Callable

from search.analysis.dictionaries import known_lemma
from search.analysis.stemming import stem

_GENITIVES = ("'s", "'")

_PLURALS = (
    ("children", "child"),
    ("women", "woman"),
    ("wives", "wife"),
    ("selves", "self"),
    ("lives", "life"),
    ("crises", "crisis"),
    ("diagnoses", "diagnosis"),
    ("psychoses", "psychosis"),
)
"""English plurals, also at the end of compounds, of which Snowball's stem is not that of the singular."""

_QUALITY = "iness"

_SHORTEST_HEAD = 5
_SHORTEST_FRONT = 3


def swedish(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys of a normalised, lower-cased Swedish word: simplemma's base form and the stems.

    Many of the dictionary's base forms are inflected themselves (*familjerna*), so the stem of the
    word and that of its base form stand beside it. A compound that the dictionary lacks has the base
    form of the longest end that it knows: *barnskydd* for *barnskyddet*.
    """
    return _at_hyphens(word, _swedish)


def english(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys of a normalised, lower-cased English word without its genitive.

    They are the stem of its singular, where the plural is irregular, and its own: *lives* may be a verb.
    A quality has the stem of its adjective too: *lonely* for *loneliness*.
    """
    return _at_hyphens(word, _english)


def _swedish(word: str) -> tuple[str, ...]:
    known = known_lemma(word, "sv") or known_lemma(word.capitalize(), "sv") or _by_head(word)
    base = known.lower()
    return tuple(dict.fromkeys((base, stem(base, "swedish"), stem(word, "swedish"))))


def _by_head(word: str) -> str:
    """Return a compound with its longest known end in base form; a word without one as it stands."""
    for cut in range(_SHORTEST_FRONT, len(word) - _SHORTEST_HEAD + 1):
        head = known_lemma(word[cut:], "sv")
        if head:
            return word[:cut] + head
    return word


def _english(word: str) -> tuple[str, ...]:
    for genitive in _GENITIVES:
        word = word.removesuffix(genitive)
    forms = [_singular(word), word]
    if word.endswith(_QUALITY):
        forms.append(word.removesuffix(_QUALITY) + "y")
    return tuple(dict.fromkeys(stem(form, "english") for form in forms))


def _singular(word: str) -> str:
    """Return the singular of an irregular plural, and every other word as it stands."""
    if word == "men":
        return "man"
    for plural, singular in _PLURALS:
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    return word


def _at_hyphens(
    word: str, bases: Callable[[str], tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    *fronts, last = word.split("-")
    if not fronts:
        return bases(word), ()
    front = "-".join(fronts) + "-"
    whole = tuple(front + base for base in bases(last))
    parts = [base for piece in (*fronts, last) if piece for base in reversed(bases(piece))]
    joined = tuple(name.replace("-", "") for name in whole)
    return (*whole, *joined), tuple(dict.fromkeys(parts))
