"""Find the base forms and the compound parts of a Finnish word."""

from __future__ import annotations

from search.analysis.dictionaries import guessed_lemma, known_lemma
from search.analysis.stemming import stem
from search.analysis.voikko import Part, Reading, readings

Keys = tuple[tuple[str, ...], tuple[str, ...]]
"""Base forms, and base forms of compound parts."""

_MAX_PARTS = 6
_MIN_HEAD = 4
_MIN_MODIFIER = 3
_SHORTEST_GUESS = 4


def keys(word: str) -> Keys:
    """Return ``(lemmas, parts)`` of a normalised, lower-cased Finnish word; lemmas are never empty."""
    if "-" in word:
        return _hyphenated(word)
    return _plain(word)


def _plain(word: str) -> Keys:
    found = readings(word)
    if found:
        return _read(word, found)
    known = known_lemma(word, "fi") or known_lemma(word.capitalize(), "fi")
    if known:
        return (known.lower(),), ()
    split = _split_unknown(word)
    if split is not None:
        return split
    return _unique(_unknown(word)), ()


def _read(word: str, found: tuple[Reading, ...]) -> Keys:
    fewest = min(len(reading.parts) for reading in found)
    best = [reading for reading in found if len(reading.parts) == fewest]
    lemmas: list[str] = []
    parts: list[str] = []
    for reading in best:
        lemmas += _lemmas(reading)
        parts += _parts(reading)
    known = known_lemma(word, "fi")
    if known:
        lemmas.append(known.lower())
    kept = _unique(lemmas)
    return kept, tuple(part for part in _unique(parts) if part not in kept)


def _lemmas(reading: Reading) -> list[str]:
    head = reading.parts[-1]
    front = "".join(part.form for part in reading.parts[:-1])
    lemmas = [front + head.base]
    if _is_participle(head) or head.word_class == "t":
        lemmas += [front + root for root in head.roots]
    return [lemma.replace("=", "") for lemma in lemmas]


def _is_participle(part: Part) -> bool:
    return any(len(tag) == 2 and tag[0] == "R" for tag in part.tags)


def _parts(reading: Reading) -> list[str]:
    """Return the base forms of the parts and of their neighbours joined, the head last."""
    pieces: list[tuple[str, tuple[str, ...]]] = []
    for part in reading.parts:
        *front, last = part.base.split("=")
        pieces += [(piece, (piece,)) for piece in front]
        form = part.form.rstrip("-")[sum(map(len, front)) :]
        pieces.append((form, (last, *(root.rpartition("=")[2] for root in part.roots))))
    if len(pieces) < 2:
        return []
    pieces = pieces[-_MAX_PARTS:]
    names: list[str] = []
    for end in range(len(pieces)):
        for start in range(end + 1):
            if start == 0 and end == len(pieces) - 1:
                names += ["".join(form for form, _ in pieces[:end]) + base for base in pieces[end][1][1:]]
                continue
            front_form = "".join(form for form, _ in pieces[start:end])
            names += [front_form + base for base in reversed(pieces[end][1])]
    return names


def _hyphenated(word: str) -> Keys:
    whole = readings(word)
    if whole:
        lemmas, parts = _read(word, whole)
    else:
        pieces = [piece for piece in word.split("-") if piece]
        heads, head_parts = _plain(pieces[-1])
        fronts = [_plain(piece) for piece in pieces[:-1]]
        front = "".join(piece + "-" for piece in pieces[:-1])
        lemmas = tuple(front + head for head in heads)
        parts = _unique(
            [name for lemmas_, parts_ in fronts for name in (*parts_, *reversed(lemmas_))]
            + [*head_parts, *reversed(heads)]
        )
    return _unique([*lemmas, *(lemma.replace("-", "") for lemma in lemmas)]), parts


def _split_unknown(word: str) -> Keys | None:
    """Split an unknown word after its longest known first part, its head known or guessed."""
    for known_head in (True, False):
        for cut in range(len(word) - _MIN_HEAD, _MIN_MODIFIER - 1, -1):
            modifier, head = word[:cut], word[cut:]
            fronts = _as_modifier(modifier)
            if not fronts:
                continue
            if known_head:
                heads = _as_head(head)
            elif len(modifier) >= 5 and len(head) >= 5:
                heads = [name for name in _unknown(head) if len(name) >= 5]
            else:
                heads = []
            if heads:
                return _unique([modifier + name for name in heads]), _unique([*fronts, *reversed(heads)])
    return None


def _as_modifier(form: str) -> list[str]:
    return [
        name.replace("=", "")
        for reading in readings(form)
        if reading.parts[-1].word_class in ("n", "l", "nl", "lep", "p")
        and (reading.parts[-1].word_class == "p" or {"Sn", "Sg"} & set(reading.parts[-1].tags))
        for name in [*_parts(reading), reading.base]
    ]


def _as_head(form: str) -> list[str]:
    heads = [
        name
        for reading in readings(form)
        if reading.parts[-1].word_class in ("n", "l", "nl") and len(reading.base) >= _MIN_HEAD
        for name in _lemmas(reading)
    ]
    return list(_unique(heads))


def _unknown(word: str) -> list[str]:
    guesses = []
    if len(word) >= _SHORTEST_GUESS and word.isalpha():
        guesses.append(stem(word, "finnish"))
        guess = guessed_lemma(word, "fi")
        if guess:
            guesses.append(guess.lower())
    return guesses or [word]


def _unique(names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.lower() for name in names if name))
