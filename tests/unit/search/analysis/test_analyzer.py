"""The promises of ``analyse``: pure, bounded, safe in threads and on any text."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import analyse
from search.analysis.analyzer import CACHED_WORDS, keys_of
from search.fields import Language

TEXT = "Lastensuojelujärjestöjen etäaamukahveilla 8 eri teemaa: STEA:n tuki, Heidekenin chat-palvelu."


def test_tokens_stand_where_they_say_and_count_from_zero():
    tokens = analyse(TEXT, Language.FI)
    assert [token.position for token in tokens] == list(range(len(tokens)))
    assert [TEXT[token.start : token.end].lower() for token in tokens] == [token.surface for token in tokens]


@pytest.mark.parametrize("language", Language)
def test_threads_see_the_same_tokens(language):
    keys_of.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        results = set(pool.map(lambda _: analyse(TEXT, language), range(64)))
    assert len(results) == 1


def test_memory_of_words_is_bounded():
    assert keys_of.cache_info().maxsize == CACHED_WORDS


@pytest.mark.parametrize(
    "garbage",
    [
        "a" * 10_000,
        "ä-" * 5_000,
        "perhe" * 2_000,
        "kuusi" * 12,
        "1," * 5_000,
        "\x00\x01\x1b\x7f" * 2_500,
        '"' * 10_000,
        "+-!(){}[]^~*?:\\/" * 600,
        "\ud800\u200b\u0308" * 3_000,
        "İ" * 500,
        "𝔞𝔟𝔠 ﬁ Ⅷ ²",
    ],
    ids=repr,
)
@pytest.mark.parametrize("language", Language)
def test_garbage_gives_bounded_keys_and_no_error(garbage, language):
    for token in analyse(garbage, language):
        assert 0 < len(token.surface) <= 128
        assert token.lemmas
        assert all(token.lemmas)
        assert all(token.parts)
        assert len(token.parts) < 200


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.sampled_from(Language))
def test_any_text_is_analysed(text, language):
    for token in analyse(text, language):
        assert token.surface
        assert token.lemmas


def test_import_loads_no_dictionary():
    code = (
        "import sys, search.analysis;"
        "print({'pyvoikko', 'kfst', 'snowballstemmer', 'simplemma'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
