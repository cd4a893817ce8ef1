"""Propose what an undecided term may be here: what looks alike to the search, if it is one entry only."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property

from ingest.mapping.models import TermRule
from ingest.own_names import LISTS
from ingest.terms import Facet
from search.analysis import analyse
from search.fields import Language

MEANINGLESS = frozenset({"ja", "tai", "sekä", "och", "eller", "and", "or", "the"})


def proposed(rule: TermRule) -> list[Any]:
    """Return the one entry that a rule's label means in other words, or none.

    The same base forms in any order are the same words: *nuori* and *Nuoret*, *lapsiperhe* and
    *Lapsiperheet*. Of two entries that fit, neither is proposed.
    """
    return Proposals(Facet(rule.facet)).of(rule.label)


class Proposals:
    """Know the words of one of our lists, for several questions."""

    def __init__(self, facet: Facet) -> None:
        self.facet = facet

    @cached_property
    def _entries(self) -> list[tuple[Any, list[frozenset[frozenset[str]]]]]:
        entries: list[Any] = list(LISTS[self.facet]._default_manager.all())
        return [(entry, [_words(name) for name in entry.names]) for entry in entries]

    def of(self, label: str) -> list[Any]:
        """Return the one entry whose words are those of the label, or none."""
        wanted = _words(label)
        if not wanted:
            return []
        found = [entry for entry, names in self._entries if any(_alike(wanted, name) for name in names)]
        return found if len(found) == 1 else []


def _words(text: str) -> frozenset[frozenset[str]]:
    """Return the base forms of each word that means something."""
    tokens = analyse(text[:200], Language.FI)
    return frozenset(
        frozenset((*token.lemmas, token.surface)) for token in tokens if token.surface not in MEANINGLESS
    )


def _alike(one: frozenset[frozenset[str]], other: frozenset[frozenset[str]]) -> bool:
    """Tell whether each word of either text shares a base form with a word of the other."""
    if len(one) != len(other):
        return False
    return all(any(word & another for another in other) for word in one) and all(
        any(word & another for another in one) for word in other
    )
