"""Name the parts of Finnish compounds, and split compounds that no dictionary knows."""

from __future__ import annotations

from dataclasses import dataclass

from search.analysis.dictionaries import known_lemma
from search.analysis.lexicon import Lexicon
from search.analysis.unknown import base_forms
from search.analysis.voikko import NOMINAL, Part, Reading, readings

MAX_PARTS = 6
"""Of longer compounds only the last parts are named: the joins grow with the square."""

_LONGEST_SPLIT = 40
_LONGEST_PART = 18
_MIN_MODIFIER = 3
_MIN_LISTED_MODIFIER = 5
"""A base form that simplemma alone lists is long enough to begin a compound: *mentori*."""
_MIN_HEAD = 4
_MIN_GUESSED_HEAD = 5
_NOUNS = NOMINAL - {"l"}
_VERBAL = NOMINAL | {"t"}

_BEFORE_VERBS = frozenset(("hyväksi", "huostaan", "irti", "kaltoin", "laimin", "läpi", "uudelleen", "väärin"))
"""Words that are written together with a verb, its participle or its noun after them:
*kaltoinkohdeltu*, *huostaanotto*."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a compound: how it stands, and its base forms, the plain one last."""

    form: str
    bases: tuple[str, ...]


def pieces(reading: Reading) -> list[Piece]:
    """Cut a reading at its parts and at the seams of lexicalised compounds."""
    return [piece for part in reading for piece in _pieces_of(part)]


def _pieces_of(part: Part) -> list[Piece]:
    *fronts, base = part.base.split("=")
    forms = part.form.split("=")
    if len(forms) != len(fronts) + 1:
        forms = [*fronts, "".join(forms)[sum(map(len, fronts)) :]]
    heads = [other.rpartition("=")[2] for other in (*part.origins, part.verb, base) if other]
    cut = [Piece(form, _front_bases(front)) for form, front in zip(forms, fronts, strict=False)]
    return [*cut, Piece(forms[-1], tuple(heads))]


def _front_bases(front: str) -> tuple[str, ...]:
    """Return the front of a lexicalised compound, and the noun whose genitive it is."""
    form = front.removesuffix("-")
    if not form.endswith("n"):
        return (form,)
    nouns = (part for (part, *more) in readings(form) if not more)
    return (*(part.base for part in nouns if part.word_class in NOMINAL and "Sg" in part.tags), form)


def part_names(cut: list[Piece]) -> list[str]:
    """Return the base forms of the pieces and of neighbours joined, in order, the head last.

    ``tunnus|luku|raportti`` gives *tunnus, tunnusluku, luku, lukuraportti, raportti*. The whole is
    not among them, but what the whole is derived from is: *väkivalta* for ``väki|valtainen``.
    """
    if len(cut) < 2:
        return []
    cut = cut[-MAX_PARTS:]
    last = len(cut) - 1
    names: list[str] = []
    for end, piece in enumerate(cut):
        for start in range(end + 1):
            front = "".join(other.form for other in cut[start:end])
            whole = start == 0 and end == last
            bases = piece.bases[:-1] if whole else piece.bases
            names += [front + base for base in bases]
    return [name.replace("=", "").strip("-") for name in names]


def split(word: str, names: Lexicon) -> tuple[list[str], list[str]] | None:
    """Split a compound that the dictionaries lack; return its base forms and its parts' names.

    A verb after what only verbs are joined to; else the longest modifier that is a word before a head
    that is one; else a noun after anything; else a modifier that is a word, and a guess at what follows.
    """
    if len(word) > _LONGEST_SPLIT:
        return None
    cuts = range(len(word) - _MIN_HEAD, _MIN_MODIFIER - 1, -1)
    for cut in cuts:
        heads = _as_head(word[cut:], _VERBAL, names) if word[:cut] in _BEFORE_VERBS else []
        if heads:
            return _joined(word[:cut], [word[:cut]], heads)
    modifiers = {cut: _as_modifier(word[:cut], names) for cut in cuts if cut <= _LONGEST_PART}
    for cut, modifier in modifiers.items():
        heads = _as_head(word[cut:], NOMINAL, names) if modifier else []
        if heads:
            return _joined(word[:cut], modifier, heads)
    for cut in reversed(cuts[1:]):
        heads = _as_head(word[cut:], _NOUNS, names) if len(word) - cut <= _LONGEST_PART else []
        if heads:
            return _joined(word[:cut], [word[:cut]], heads)
    for cut, modifier in modifiers.items():
        if modifier and cut >= _MIN_GUESSED_HEAD:
            guesses = [base for base in base_forms(word[cut:]) if len(base) >= _MIN_GUESSED_HEAD]
            if guesses:
                return _joined(word[:cut], modifier, guesses)
    return None


def _joined(form: str, modifier: list[str], heads: list[str]) -> tuple[list[str], list[str]]:
    return [form + head for head in heads], [*modifier, *reversed(heads)]


def _as_modifier(form: str, known: Lexicon) -> list[str]:
    """Return what a form means before a head: a noun in nominative or genitive, or a stem in *-is*."""
    names: list[str] = []
    for reading in readings(form):
        part = reading[-1]
        if any(tag[0] in "FO" for tag in part.tags):
            continue
        if part.word_class == "p" or (part.word_class in NOMINAL | {"ep"} and {"Sn", "Sg"} & part.tags):
            names += [*part_names(pieces(reading)), _whole(reading)]
    if not names and form.endswith("is"):
        adjective = form[:-1] + "nen"
        names += [adjective for reading in readings(adjective) if reading[-1].word_class in NOMINAL]
    if not names and (name := known.base_form(form)) and form.startswith(name):
        names.append(name)
    if not names and len(form) >= _MIN_LISTED_MODIFIER and known_lemma(form, "fi") == form:
        names.append(form)
    return names


def _as_head(form: str, classes: frozenset[str], known: Lexicon) -> list[str]:
    if name := known.base_form(form):
        return [name]
    heads: list[str] = []
    for reading in readings(form):
        if reading[-1].word_class in classes and len(whole := _whole(reading)) >= _MIN_HEAD:
            heads += [
                whole,
                *(
                    ["".join(part.form for part in reading[:-1]) + reading[-1].verb]
                    if reading[-1].verb
                    else []
                ),
            ]
    return [head.replace("=", "") for head in heads]


def _whole(reading: Reading) -> str:
    return "".join([*(part.form for part in reading[:-1]), reading[-1].base]).replace("=", "")
