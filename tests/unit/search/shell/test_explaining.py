"""Every reason for a hit's place has words for editors."""

from __future__ import annotations

from datetime import date

import pytest

from search.documents import SearchDocument
from search.engines.memory import MemoryEngine
from search.explaining import reasons_in_words
from search.fields import Kind, LinkState
from search.query import SearchQuery

PLACES = ("title", "summary", "beside", "body")
WAYS = ("exact", "inflected", "beginning", "translated", "synonym", "part", "approximate", "own_part")
STANDING = (
    "offered_there",
    "offered_everywhere",
    "specific",
    "open_to_all",
    "dead_link",
    "unconfirmed",
    "fading",
    "old",
)


@pytest.mark.parametrize("code", [f"{place}:{how}" for place in PLACES for how in WAYS] + list(STANDING))
def test_each_code_has_words_of_its_own(code: str) -> None:
    (words,) = reasons_in_words([code])
    assert words != code
    assert words not in reasons_in_words([other for other in STANDING if other != code])


def test_reasons_keep_their_order_and_an_unknown_one_is_shown_as_it_is() -> None:
    assert reasons_in_words(["body:exact", "novel", "title:exact"])[1] == "novel"


def test_the_reasons_that_an_engine_gives_are_all_known() -> None:
    engine = MemoryEngine()
    engine.upsert(
        [
            SearchDocument("service:1", Kind.SERVICE, "Vertaistukea", link_state=LinkState.DEAD),
            SearchDocument("news:1", Kind.NEWS, "Uutinen", body="Vertaistuki.", published=date(2020, 1, 1)),
        ]
    )
    found = engine.search(SearchQuery(text="vertaistuki", today=date(2026, 1, 1)))
    codes = [code for hit in found.hits for code in hit.reasons]
    assert {"title:inflected", "dead_link", "body:exact", "old"} <= set(codes)
    assert not set(codes) & set(reasons_in_words(codes))
