"""What the table of weights promises."""

from __future__ import annotations

from math import log2

from search import weights
from search.engines.embedded.schema import spread

BONUSES = weights.SPECIFIC + weights.STANDING + weights.RECENT + weights.CURRENT


def test_no_score_reaches_what_the_embedded_engine_can_tell_apart() -> None:
    word = weights.AS_ASKED + weights.LEMMA * max(weights.WHOLE.values()) + weights.SAME_FORM
    assert weights.MAX_WORDS * (word + BONUSES) < weights.MAX_SCORE


def test_a_word_met_by_its_own_parts_never_outranks_one_met_as_asked() -> None:
    by_parts = 2 * weights.OWN_PART * max(weights.WHOLE.values()) + BONUSES
    as_asked = weights.AS_ASKED + weights.LEMMA * min(weights.WHOLE.values())
    assert by_parts < as_asked


def test_a_synonym_in_the_title_never_outranks_the_word_itself_among_the_keywords() -> None:
    as_meant = weights.AS_MEANT + weights.SYNONYM * max(weights.WHOLE.values())
    assert as_meant < weights.AS_ASKED + weights.LEMMA * weights.WHOLE["body_often"]


def test_parts_are_worth_less_than_half_of_the_whole() -> None:
    assert weights.PARTS["title_parts"] / weights.WHOLE["title"] == 0.4
    assert all(parts < weights.WHOLE["summary"] for parts in weights.PARTS.values())


def test_ways_of_meeting_a_word_fall_in_order() -> None:
    order = [
        weights.EXACT,
        weights.LEMMA,
        weights.OTHER_LANGUAGE,
        weights.SYNONYM,
        weights.APPROXIMATE,
        weights.NARROWER,
        weights.OWN_PART,
    ]
    assert order == sorted(set(order), reverse=True)


def test_the_spread_of_equals_never_reaches_the_next_score() -> None:
    lowest, highest = spread((1 << 63) - 1), spread(0)
    assert log2(2 + lowest) == 1
    assert (weights.MAX_SCORE - 1) * log2(2 + highest) < weights.MAX_SCORE
