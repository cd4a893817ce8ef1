"""What a misspelt word may have been meant for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from search.compiling import read
from search.concepts import Concepts, Label, SynonymSet, none
from search.query import SearchQuery
from search.spelling import corrected, spellings


def suggestion(text: str, *vocabulary: str, concepts: Concepts | None = None) -> str | None:
    """Return what is suggested for a text where the index knows the vocabulary."""

    def known(words: Iterable[str]) -> Mapping[str, int]:
        return {word: 1 for word in words if word in vocabulary}

    meaning = read(SearchQuery(text=text))
    return corrected(meaning, spellings(meaning, known, concepts or none()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lastensuojleu", "lastensuojelu"),
        ("mielentreveys", "mielenterveys"),
        ("yksinaisyys", "yksinäisyys"),
        ("vertaistki", "vertaistuki"),
        ("perhekahhvila", "perhekahvila"),
    ],
)
def test_a_word_one_mistake_away_is_suggested(typed: str, meant: str) -> None:
    assert suggestion(typed, meant) == meant


def test_a_compound_typed_without_umlauts_is_suggested_when_only_its_part_is_known() -> None:
    assert suggestion("paihdeongelma", "~päihde") == "päihdeongelma"


def test_a_right_word_that_the_index_lacks_is_left_alone() -> None:
    assert suggestion("mielenterveysongelma", "~mieli", "~terveys", "~mielenterveys") is None


@pytest.mark.parametrize(
    ("typed", "held"), [("raiskaus", "raskaus"), ("leski", "keski"), ("vanhuus", "vanhus")]
)
def test_a_word_of_the_dictionary_is_not_taken_for_another(typed: str, held: str) -> None:
    assert suggestion(typed, held) is None


def test_a_word_of_the_dictionary_may_lack_its_umlauts() -> None:
    assert suggestion("vaara", "väärä") == "väärä"


def test_the_name_of_a_concept_in_another_form_is_not_suggested() -> None:
    plural = Concepts.of([SynonymSet((Label("sukupuolivähemmistöt"), Label("hlbtiq")))])
    assert suggestion("sukupuolivähemmistö", concepts=plural) is None
    assert suggestion("sukupuolivahemmistöt", concepts=plural) == "sukupuolivähemmistöt"


def test_only_the_unknown_word_of_a_text_is_changed() -> None:
    assert suggestion("nuorten yksinaisyys", "~nuori", "yksinäisyys") == "nuorten yksinäisyys"
