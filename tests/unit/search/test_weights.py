"""What the table of weights promises."""

from __future__ import annotations

from search import weights

BONUSES = weights.SPECIFIC + weights.STANDING + weights.RECENT + weights.CURRENT


def test_no_score_reaches_what_the_embedded_engine_can_tell_apart() -> None:
    word = weights.AS_ASKED + weights.EXACT * max(weights.WHOLE.values())
    assert weights.MAX_WORDS * (word + BONUSES) < weights.MAX_SCORE


def test_a_word_met_by_its_own_parts_never_outranks_one_met_as_asked() -> None:
    by_parts = 2 * weights.OWN_PART * max(weights.WHOLE.values()) + BONUSES
    as_asked = weights.AS_ASKED + weights.LEMMA * min(weights.WHOLE.values())
    assert by_parts < as_asked
