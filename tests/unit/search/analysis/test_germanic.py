"""What Swedish and English words are found by."""

from __future__ import annotations

import pytest

from search.analysis import analyse
from search.fields import Language


def keys(word: str, language: Language) -> set[str]:
    return {key for token in analyse(word, language) for key in (token.surface, *token.lemmas)}


@pytest.mark.parametrize(
    ("word", "query"),
    [
        ("barnens", "barn"),
        ("ungdomarna", "ungdom"),
        ("familjerna", "familj"),
        ("föräldrarnas", "förälder"),
        ("skilsmässor", "skilsmässa"),
        ("tjänsterna", "tjänst"),
        ("våldet", "våld"),
        ("barnskyddsföreningarnas", "barnskyddsförening"),
        ("välfärdsområdets", "välfärdsområde"),
        ("barnskyddet", "barnskydd"),
    ],
)
def test_inflected_swedish_word_meets_its_base_form(word, query):
    assert keys(word, Language.SV) & keys(query, Language.SV)


@pytest.mark.parametrize(
    ("word", "query"),
    [
        ("families", "family"),
        ("children's", "child"),
        ("grandchildren", "grandchild"),
        ("women", "woman"),
        ("men", "man"),
        ("wives", "wife"),
        ("lives", "life"),
        ("lives", "living"),
        ("crises", "crisis"),
        ("olives", "olive"),
        ("divorced", "divorce"),
        ("loneliness", "lonely"),
        ("services", "service"),
    ],
)
def test_inflected_english_word_meets_its_base_form(word, query):
    assert keys(word, Language.EN) & keys(query, Language.EN)


def test_hyphenated_word_has_parts_and_is_found_without_its_hyphen():
    (token,) = analyse("chat-tjänsten", Language.SV)
    assert {"chat", "tjänst"} <= set(token.parts)
    assert keys("chattjänsten", Language.SV) & set(token.lemmas)


def test_swedish_abbreviation_keeps_its_colon():
    assert analyse("S:t Karins", Language.SV)[0].lemmas == ("s:t",)
