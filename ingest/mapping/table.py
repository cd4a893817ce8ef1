"""The mapping that editors keep, as the ingestion asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from ingest.mapping.models import CHOSEN, TermRule
from ingest.own_names import LISTS, OwnNames, folded
from ingest.records import Term
from ingest.terms import Facet, Mapped

MAX_SOURCES = 20
UNDECIDED = (TermRule.Decision.MAPPED, TermRule.Decision.WAITING)
"""Decisions that say nothing without entries."""


@dataclass(frozen=True, slots=True)
class Known:
    """Hold what one rule says."""

    decision: str
    keys: tuple[int, ...] = ()


Key = tuple[str, str, str]
"""Vocabulary, code, folded label; either of the last two is empty."""


class KeptMapping:
    """Map terms by the editors' rules, and by the names of our own lists where there is none.

    A rule for the code goes before one for the label, one for the vocabulary before one for all.
    """

    def __init__(self) -> None:
        self._rules: dict[Facet, dict[Key, Known]] | None = None
        self._own = OwnNames()

    def begin(self) -> None:
        """Read rules and lists again when they are next asked for."""
        self._rules = None
        self._own.begin()

    def map_terms(self, *, source: str, facet: Facet, terms: Sequence[Term]) -> Mapped:
        """Return what terms are here; see ``ingest.terms.Mapped``."""
        if not terms:
            return Mapped()
        known_rules = self._rules  # another thread may begin anew meanwhile
        if known_rules is None:
            known_rules = self._rules = {one: _rules_of(one) for one in Facet}
        rules = known_rules[facet]
        keys: dict[int, None] = {}
        unmapped: list[Term] = []
        decisions = set()
        for term in terms:
            known = _rule_for(term, rules)
            if known is None or known.decision == TermRule.Decision.WAITING:
                own = self._own.map_terms(source=source, facet=facet, terms=(term,))
                keys.update(dict.fromkeys(own.keys))
                unmapped += own.unmapped
            else:
                keys.update(dict.fromkeys(known.keys))
                decisions.add(known.decision)
        return Mapped(
            keys=tuple(keys),
            unmapped=tuple(dict.fromkeys(unmapped)),
            whole_county=TermRule.Decision.WHOLE_COUNTY in decisions,
            open_to_all=TermRule.Decision.EVERYBODY in decisions,
        )

    def note_unmapped(self, *, source: str, facet: Facet, terms: Sequence[Term]) -> None:
        """Keep each term as a rule that waits for a decision, with how often and where it was seen."""
        for term in terms:
            rule = TermRule.objects.filter(facet=facet, vocabulary=term.vocabulary)
            rule = rule.filter(code=term.code) if term.code else rule.filter(code="", label_key=_label(term))
            known = rule.first()
            if known is None:
                TermRule.objects.create(
                    facet=facet,
                    vocabulary=term.vocabulary[:200],
                    code=term.code[:200],
                    label=term.label[:255],
                    times_seen=1,
                    sources=[source],
                )
                continue
            sources = known.sources if source in known.sources else [*known.sources, source][-MAX_SOURCES:]
            nothing_here = known.decision == TermRule.Decision.MAPPED and not known.entries()
            rule.update(
                decision=TermRule.Decision.WAITING if nothing_here else known.decision,
                times_seen=F("times_seen") + 1,
                sources=sources,
                label=known.label or term.label[:255],
                updated_at=timezone.now(),
            )


def _rule_for(term: Term, rules: dict[Key, Known]) -> Known | None:
    label = _label(term)
    candidates: Iterable[Key] = (
        (term.vocabulary, term.code, "") if term.code else ("", "", ""),
        (term.vocabulary, "", label),
        ("", "", label),
    )
    found = (rules.get(key) for key in candidates if key[1] or key[2])
    return next((one for one in found if one and one.decision != TermRule.Decision.WAITING), None)


def _label(term: Term) -> str:
    return folded(term.label)[:255]


def _rules_of(facet: Facet) -> dict[Key, Known]:
    """Read a list's rules in three queries, however many there are."""
    field = CHOSEN[facet]
    chosen: dict[int, list[int]] = {}
    through = getattr(TermRule, field).through
    column = LISTS[facet]._meta.model_name
    for rule, entry in through._default_manager.values_list("termrule_id", f"{column}_id"):
        chosen.setdefault(rule, []).append(entry)
    by_slug = dict(LISTS[facet]._default_manager.values_list("slug", "pk"))
    rules: dict[Key, Known] = {}
    rows = TermRule.objects.filter(facet=facet).exclude(decision=TermRule.Decision.WAITING, shipped=[])
    for pk, vocabulary, code, label_key, decision, shipped in rows.values_list(
        "pk", "vocabulary", "code", "label_key", "decision", "shipped"
    ):
        keys = chosen.get(pk) or [by_slug[slug] for slug in shipped if slug in by_slug]
        if decision in UNDECIDED and not keys:
            continue  # what was shipped names entries that this site doesn't have
        kept = TermRule.Decision.MAPPED if decision == TermRule.Decision.WAITING else decision
        rules[vocabulary, code, "" if code else label_key] = Known(kept, tuple(keys))
    return rules
