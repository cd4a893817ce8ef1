"""Hold names and abbreviations that the dictionaries lack, and find their inflected forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_ENDING = re.compile(
    r"(?:(?:n|a|ä|t|ta|tä|ksi|na|nä|in|an|en|on|un|yn|än|ön|seen|iin|"
    r"ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|tta|ttä|"
    r"ja|jä|jen|ien|iden|itten|den|tten|ten|ia|iä|ita|itä|t|"
    r"ih[ie]n|i(?:ssa|ssä|sta|stä|hin|lla|llä|lta|ltä|lle|ksi|na|nä|tta|ttä))"
    r"(?:ni|si|mme|nne|nsa|nsä|an|en|än)?)?(?:kin|kaan|kään|ko|kö|han|hän|pa|pä)?"
)
_VOWELS = "aeiouyäöå"


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Map names to base forms; immutable, compared by identity.

    Build it with ``Lexicon.of(names)``, where ``names`` maps each way to write a name to its base
    form, or is a plain list of names that are their own base forms. Names of several words are cut
    into words; a hyphenated name is one word.
    """

    _stems: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, names: Mapping[str, str] | Iterable[str]) -> Lexicon:
        """Build a lexicon of names; case doesn't matter."""
        pairs = (
            names.items() if isinstance(names, Mapping) else [(n, n) for name in names for n in name.split()]
        )
        stems: dict[str, str] = {}
        for name, base in pairs:
            for stem_ in _stems_of(name.lower()):
                stems.setdefault(stem_, base.lower())
        for name, base in pairs:
            stems[name.lower()] = base.lower()
        return cls(MappingProxyType(stems))

    def __or__(self, other: Lexicon) -> Lexicon:
        """Join two lexicons; the right one wins."""
        return Lexicon(MappingProxyType({**self._stems, **other._stems}))

    def base_form(self, word: str) -> str | None:
        """Return the base form of a lower-cased word that is a name, inflected or not, else ``None``."""
        exact = self._stems.get(word)
        if exact is not None:
            return exact
        for cut in range(len(word) - 1, max(1, len(word) - 12), -1):
            base = self._stems.get(word[:cut])
            if base is not None and _ENDING.fullmatch(word, cut):
                return base
        return None


def _stems_of(name: str) -> list[str]:
    stems = [name]
    if name[-1] not in _VOWELS:
        stems += [name + "i", name + "e"]
    if name.endswith("nen"):
        stems += [name[:-3] + "se", name[:-3] + "s"]
    elif name.endswith("s"):
        stems += [name[:-1] + "kse"]
    return stems


@cache
def built_in() -> Lexicon:
    """Return the names that come with the project, from ``names.txt`` beside this module."""
    text = (files(__package__) / "names.txt").read_text(encoding="utf-8")
    names: dict[str, str] = {}
    for line in text.splitlines():
        name, _, others = line.partition("#")[0].partition("=")
        for written in (name, *others.split(",")):
            if written.strip():
                names[written.strip()] = name.strip()
    return Lexicon.of(names)
