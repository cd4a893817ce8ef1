"""Measure a list of answers against the grades that they should have."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from tests.relevance.topics import GOOD, SHOWN, Topic


def ndcg(topic: Topic, found: Sequence[str]) -> float:
    """Return the normalised discounted cumulative gain of the first ten: 1 for the best order there is.

    An answer's gain is 2 to the power of its grade, less one (Burges and others, 2005).
    """
    return _gain([topic.grades.get(key, 0) for key in found]) / _gain(
        sorted(topic.grades.values(), reverse=True)
    )


def recall(topic: Topic, found: Sequence[str]) -> float:
    """Return which share of the exact and good answers is among the first ten, of at most ten."""
    wanted = {key for key, grade in topic.grades.items() if grade >= GOOD}
    return len(wanted.intersection(found[:SHOWN])) / min(SHOWN, len(wanted))


def first_is_good(topic: Topic, found: Sequence[str]) -> bool:
    """Tell whether the first answer is an exact or a good one."""
    return bool(found) and topic.grades.get(found[0], 0) >= GOOD


def best_among_three(topic: Topic, found: Sequence[str]) -> bool:
    """Tell whether one of the best answers is among the first three."""
    return not topic.best.isdisjoint(found[:3])


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean."""
    return sum(values) / len(values)


def _gain(grades: Sequence[int]) -> float:
    return sum((pow(2.0, grade) - 1) / log2(place + 2) for place, grade in enumerate(grades[:SHOWN]))
