"""Compounds of which a part is written only once."""

from __future__ import annotations

import pytest

from tests.unit.search.analysis.treebank import tokens


def lemmas(text: str, surface: str) -> set[str]:
    return {lemma for token in tokens(text) if token.surface == surface for lemma in token.lemmas}


@pytest.mark.parametrize(
    ("text", "surface", "whole"),
    [
        ("mielenterveys- ja päihdepalveluita", "mielenterveys", "mielenterveyspalvelu"),
        ("perhe-, pari- ja yksilöterapiaa", "perhe", "perheterapia"),
        ("perhe-, pari- ja yksilöterapiaa", "pari", "pariterapia"),
        ("Lapsi- tai nuorisotyöhön", "lapsi", "lapsityö"),
        ("perhe-/yksilövalmennus", "perhe", "perhevalmennus"),
        ("perheterapiaa ja -neuvontaa", "neuvontaa", "perheneuvonta"),
    ],
)
def test_hanging_word_has_the_whole_compound_among_its_lemmas(text, surface, whole):
    assert whole in lemmas(text, surface)


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("perhe- ja muita palveluita", "perhe", {"perhe"}),
        ("neuvonta- ", "neuvonta", {"neuvonta"}),
        ("- perhetyö - neuvonta", "neuvonta", {"neuvonta"}),
        ("köyhyys ja -neuvonta", "neuvonta", {"neuvonta"}),
    ],
)
def test_hyphen_without_a_compound_near_adds_nothing(text, surface, expected):
    assert lemmas(text, surface) == expected
