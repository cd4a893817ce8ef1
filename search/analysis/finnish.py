"""Find the base forms and the compound parts of a Finnish word."""

from __future__ import annotations

from collections.abc import Iterable

from search.analysis.compounds import part_names, pieces, split
from search.analysis.dictionaries import known_lemma
from search.analysis.lexicon import Lexicon
from search.analysis.unknown import base_forms, written_variants
from search.analysis.voikko import NAMES, NOMINAL, Reading, readings

Keys = tuple[tuple[str, ...], tuple[str, ...]]
"""Base forms, never none; base forms of compound parts, the head last."""

_BEFORE_A_HEAD = ("7-", "työ")
_WITH_THE_OTHER_CASES = {"koto": "koti"}
"""A word of which only a few cases are used, and the word that those belong to: *kotona*, *kotoa*."""

_AGREEING = NOMINAL - {"n"} | {"u"}


def keys(word: str, names: Lexicon) -> Keys:
    """Return the keys of a normalised, lower-cased Finnish word."""
    if "-" not in word:
        return _unhyphenated(word, names)
    found = readings(word) or _broken_across_lines(word)
    lemmas, parts = _read(word, found) if found else _hyphenated(word, names)
    if found and len(min(found, key=len)) == 1:  # cp-vammainen is one part to Voikko
        parts = _head_last((*parts, *_hyphenated(word, names)[1]))
    named = (names.base_form(word), *map(names.written, lemmas))
    joined = (lemma.replace("-", "") for lemma in lemmas)
    return _unique((*filter(None, named), *lemmas, *joined)), parts


def is_base_form(word: str) -> bool:
    """Whether a lower-cased word stands in the dictionary just so: neither inflected nor a compound."""
    return any([part.base.lower() for part in reading] == [word] for reading in readings(word))


def _unhyphenated(word: str, names: Lexicon) -> Keys:
    named = names.base_form(word)
    found = readings(word)
    if "'" in word and not found:
        return _unhyphenated(word.rpartition("'")[0], names)  # Bordeaux'ssa
    if found:
        lemmas, parts = _read(word, found)
    elif named:
        lemmas, parts = _unique(base_forms(word)), ()
    else:
        lemmas, parts = _unread(word, names)
    parts = _unique(name for part in parts for name in (part, names.written(part)) if name)
    return (_unique((named, *lemmas)) if named else lemmas), parts


def _read(word: str, found: tuple[Reading, ...]) -> Keys:
    """Merge the readings with the fewest parts, and simplemma's base form."""
    best = _likely(found)
    lemmas = _unique(lemma for reading in best for lemma in _lemmas(reading))
    parts = [name for reading in best for name in part_names(pieces(reading)) or _whole_origins(reading)]
    known = (known_lemma(word, "fi") or "").lower()
    if known == word:
        parts += _parts_of_base_form(word, found, best)
    if known and known not in lemmas and _is_credible(known, lemmas):
        lemmas = (*lemmas, known)
        parts += [
            known.removeprefix(front)
            for reading in best
            if known.startswith(front := _front(reading)) and front
        ]
    return lemmas, _head_last(part for part in parts if part.lower() not in lemmas)


def _parts_of_base_form(word: str, found: tuple[Reading, ...], best: list[Reading]) -> list[str]:
    """Name the parts of a compound that stands in its base form, if the likelier readings hide them.

    They read *kirjoitustapa* as *kirjoitusta* with *-pa*, or see the seam of *iso=veli* but name no parts.
    """
    hidden = all(word not in _lemmas(reading) or "=" in reading[-1].form for reading in best)
    compounds = [reading for reading in found if len(reading) > 1 and _lemmas(reading)[0] == word]
    return [name for reading in compounds for name in part_names(pieces(reading))] if hidden else []


def _likely(found: tuple[Reading, ...]) -> list[Reading]:
    """Keep the readings with the fewest parts, but for those that another one makes unlikely."""
    fewest = min(map(len, found))
    best = [reading for reading in found if len(reading) == fewest]
    return [reading for reading in best if not any(_excludes(other, reading) for other in best)] or best


def _excludes(other: Reading, reading: Reading) -> bool:
    """Whether one reading makes another one unlikely, by their last parts."""
    likely, doubtful = other[-1], reading[-1]
    lexical = likely.base == doubtful.base and not (likely.origins or likely.verb)
    same_verb = doubtful.verb in (likely.base, likely.verb)
    return any(
        (
            # auton is of auto, not of Autto
            likely.word_class not in NAMES and doubtful.word_class in NAMES,
            # kosken is of koski, not koska + en
            likely.word_class != "k" and doubtful.word_class == "k",
            # kuoleman is of kuolema, not an infinitive after pitää
            {"Tn3", "Sin"} <= doubtful.tags,
            # oikeus is a word of its own, not the quality of oikea
            bool(doubtful.origins) and lexical,
            # vanhempi is a parent, not the comparative of vanha
            "Cc" in doubtful.tags and likely.base.endswith("mpi") and doubtful.base != likely.base,
            # kuolema is no participle of kuolla; leviämistä is of leviäminen, antamaan of antaa
            "Rm" in doubtful.tags and "Rm" not in likely.tags and (lexical or same_verb),
        )
    )


def _lemmas(reading: Reading) -> list[str]:
    """Return the base form, the verb of a participle, and the base form of an agreeing adjective and noun."""
    front, head = _front(reading), reading[-1]
    found = [front + head.base]
    if head.base in _WITH_THE_OTHER_CASES:
        found.append(front + _WITH_THE_OTHER_CASES[head.base])
    if head.verb:
        found.append(front + head.verb)
    if len(reading) == 2 and reading[0].word_class in _AGREEING and reading[0].agrees_with(head):
        hyphen = "-" if front.endswith("-") else ""
        found.append(reading[0].base + hyphen + head.base)
    return [lemma.replace("=", "") for lemma in found]


def _whole_origins(reading: Reading) -> list[str]:
    """Return what a derived word comes from: *yksinäinen* for *yksinäisyys*."""
    return [_front(reading) + origin.replace("=", "") for origin in reading[-1].origins[-1:]]


def _front(reading: Reading) -> str:
    """Return what stands before the last part, as it stands."""
    return "".join(part.form for part in reading[:-1]).replace("=", "")


def _is_credible(known: str, lemmas: tuple[str, ...]) -> bool:
    """Whether to believe simplemma's base form of a word that Voikko reads otherwise.

    It must be a base form to Voikko as well, or the plural of what Voikko found (*markkinat*). In UD
    Finnish-TDT dev that keeps 25 right ones of 41; of the other 121 only 7 were right.
    """
    bases = {lemma for reading in readings(known) for lemma in _lemmas(reading)}
    return known in bases or (known.endswith("t") and not bases.isdisjoint(lemmas))


def _unread(word: str, names: Lexicon) -> Keys:
    """Ask simplemma for a word that Voikko doesn't know; try it as a spoken form; then split and stem it."""
    if found := _as_head_only(word):
        return _read(word, found)
    for variant in (word + "-", *written_variants(word)):
        if found := readings(variant):
            return _read(variant, found)
    known = known_lemma(word, "fi") or known_lemma(word.capitalize(), "fi")
    compound = split(word, names) if word.isalpha() else None
    lemmas = [known] if known else [*(compound[0] if compound else ()), *base_forms(word)]
    return _unique(lemmas), _head_last(compound[1] if compound else ())


def _as_head_only(word: str) -> tuple[Reading, ...]:
    """Read a word that Voikko knows only at the end of a compound: *-vuotias*, *-piirteinen*."""
    return tuple(
        reading[1:]
        for before in _BEFORE_A_HEAD
        for reading in readings(before + word)
        if len(reading) == 2 and reading[0].form == before
    )


def _broken_across_lines(word: str) -> tuple[Reading, ...]:
    """Read a word whose hyphen only broke it (*hoi-toon*): a piece is no word, the whole is one."""
    if all(readings(piece) for piece in word.split("-")):
        return ()
    return readings(word.replace("-", ""))


def _hyphenated(word: str, names: Lexicon) -> Keys:
    """Read a compound at its hyphens: the longest end that Voikko reads, and each piece before it."""
    pieces_ = [piece for piece in word.split("-") if piece]
    ends = ("-".join(pieces_[cut:]) for cut in range(1, len(pieces_)))
    end = next((end for end in ends if readings(end)), pieces_[-1])
    heads, head_parts = _read(end, found) if (found := readings(end)) else _unhyphenated(end, names)
    front = word.removesuffix(end)
    parts: list[str] = []
    for piece in filter(None, front.split("-")):
        named = names.base_form(piece)
        lemmas, inner = ((named,), ()) if named else _unhyphenated(piece, names)
        parts += [*inner, *reversed(lemmas), piece]
    return tuple(front + head for head in heads), _head_last([*parts, *head_parts, *reversed(heads)])


def _head_last(parts: Iterable[str]) -> tuple[str, ...]:
    """Drop repetitions but the last one of each, so that the head stays last."""
    return _unique(reversed(list(parts)))[::-1]


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.lower() for name in names if name))
