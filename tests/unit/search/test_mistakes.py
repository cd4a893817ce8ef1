"""Misspelt words are guessed one mistake away, likely mistakes first."""

from __future__ import annotations

import pytest

from search.compiling import read
from search.concepts import none
from search.query import SearchQuery
from search.spelling import corrected, nearby, spellings


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("yksinaisyys", "yksinäisyys", 0),
        ("paihdeongelma", "päihdeongelma", 0),
        ("aiti", "äiti", 0),
        ("tyopaja", "työpaja", 0),
        ("saannollinen", "säännöllinen", 0),
        ("mielentreveys", "mielenterveys", 1),
        ("lastensuojleu", "lastensuojelu", 1),
        ("perhee", "perhe", 2),
        ("prhe", "perhe", 2),
        ("pershe", "perhe", 2),
    ],
)
def test_a_mistake_has_its_cost(typed: str, meant: str, cost: int) -> None:
    assert nearby(typed)[meant] == cost


def test_the_word_itself_is_not_nearby() -> None:
    assert "perhe" not in nearby("perhe")


def test_a_known_word_is_left_alone() -> None:
    held = {"perhe", "perhee"}
    assert (
        spellings(read(SearchQuery("perhe")), lambda words: {w: 1 for w in words if w in held}, none()) == {}
    )


def test_a_word_known_in_another_form_is_left_alone() -> None:
    held = {"~perhe", "perheile"}
    assert (
        spellings(read(SearchQuery("perheille")), lambda words: {w: 1 for w in words if w in held}, none())
        == {}
    )


def test_likelier_mistakes_come_before_commoner_words() -> None:
    counts = {"äiti": 1, "aitio": 50}
    found = spellings(
        read(SearchQuery("aiti")), lambda words: {w: counts[w] for w in words if w in counts}, none()
    )
    assert found == {"aiti": ("äiti", "aitio")}


@pytest.mark.parametrize("typed", ["xyz", "1234x", "x" * 41])
def test_some_words_are_not_worth_a_guess(typed: str) -> None:
    def refuse(_words: object) -> dict[str, int]:
        raise AssertionError("asked")

    assert spellings(read(SearchQuery(typed)), refuse, none()) == {}


def test_the_correction_keeps_everything_else() -> None:
    meaning = read(SearchQuery('nuorten yksinaisyys "koko perhe" -ero'))
    assert corrected(meaning, {"yksinaisyys": ("yksinäisyys",)}) == 'nuorten yksinäisyys "koko perhe" -ero'


def test_a_base_form_is_shown_without_its_mark() -> None:
    spelt = {"mielentreveys": ("~mielenterveys",)}
    assert corrected(read(SearchQuery("mielentreveys")), spelt) == "mielenterveys"


def test_nothing_to_correct_is_no_correction() -> None:
    assert corrected(read(SearchQuery("perhe")), {}) is None
