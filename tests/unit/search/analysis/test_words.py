"""Where words begin and end, and what they are normalised to."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.words import MAX_KEY_LENGTH, normalised, words


def cut(text: str) -> list[str]:
    return [normalised(written) for written, _, _ in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Perheille, joissa on huoli!", ["perheille", "joissa", "on", "huoli"]),
        ("STEA:n ja VSLJ:llä", ["stea:n", "ja", "vslj:llä"]),
        ("ry:n STEA:ssakin 14:n", ["ry:n", "stea:ssakin", "14:n"]),
        ("Huom:Tämä on palvelu: tuki", ["huom", "tämä", "on", "palvelu", "tuki"]),
        ("chat-palvelu, lapsi- ja perhetyö", ["chat-palvelu", "lapsi", "ja", "perhetyö"]),
        ("etä\u2010aamu\u2011kahvi", ["etä-aamu-kahvi"]),
        ("klo 12:30 12.2.2025 1,5 0–17-vuotiaat", ["klo", "12:30", "12.2.2025", "1,5", "0", "17-vuotiaat"]),
        ("Loppu. 3. luokka 24/7", ["loppu", "3", "luokka", "24", "7"]),
        ("vaa'an vaa’an 'lainaus'", ["vaa'an", "vaa'an", "lainaus"]),
        ("H&M:n & muut", ["h&m:n", "muut"]),
        ("lasten\u00adsuojelu per\u200bhe", ["lastensuojelu", "perhe"]),
        ("tuki_verkko_ -- ... !", ["tuki", "verkko"]),
        ("", []),
    ],
)
def test_text_is_cut_into_words(text, expected):
    assert cut(text) == expected


def test_decomposed_letters_are_composed_and_keep_their_offsets():
    text = unicodedata.normalize("NFD", "Äidit löytävät työn")
    found = list(words(text))
    assert [normalised(written) for written, _, _ in found] == ["äidit", "löytävät", "työn"]
    assert [text[start:end] for _, start, end in found] == text.split()


def test_key_of_an_endless_word_is_cut_and_its_offsets_are_not():
    ((written, start, end),) = words("a" * 10_000)
    assert (start, end) == (0, 10_000)
    assert len(normalised(written)) == MAX_KEY_LENGTH


@given(st.text(alphabet=st.one_of(st.sampled_from("aäÄ-:'&.,1\u00ad\u0308\u200b \n"), st.characters())))
def test_offsets_point_at_the_words_in_order_whatever_the_text(text):
    position = 0
    for written, start, end in words(text):
        assert position <= start < end
        assert text[start:end] == written
        position = end
