"""What is kept of a document comes back as it was."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import analyse
from search.documents import SearchDocument
from search.fields import Kind
from search.indexed import index
from search.kept import from_text, packed, texts, unpacked, unpacked_keys


@given(st.lists(st.integers(0, 200_000), max_size=8).map(sorted))
def test_packed_numbers_come_back(numbers: list[int]) -> None:
    assert unpacked(packed(numbers)) == tuple(numbers)


def test_steps_about_the_separator_and_the_surrogates_come_back() -> None:
    numbers = [0, 126, 253, 381, 510]
    for step in (55_293, 55_294, 55_295, 55_296, 57_343, 57_344, 65_535, 65_536):
        numbers.append(numbers[-1] + step)
    assert unpacked(packed(numbers)) == tuple(numbers)
    assert "\x7f" not in packed(numbers)
    assert packed(numbers).encode()


@settings(deadline=None)
@given(
    title=st.text(max_size=50), body=st.text(max_size=200), keywords=st.lists(st.text(max_size=9), max_size=3)
)
def test_a_kept_document_comes_back_with_its_words(title: str, body: str, keywords: list[str]) -> None:
    document = SearchDocument("service:1", Kind.SERVICE, title, body=body, keywords=tuple(keywords))
    kept = index(document).kept
    assert from_text(kept.to_text()) == kept
    found = list(kept.stands_of(range(len(kept.forms))))
    assert [texts(document)[text][start:end] for _, (text, start, end) in found] == [
        kept.forms[number] for number, _ in found
    ]
    analysed = [analyse(text, document.language) for text in texts(document)]
    every = {(number, t.start, t.end) for number, tokens in enumerate(analysed) for t in tokens}
    assert {stand for _, stand in found} == every
    assert kept.title_words == len(analysed[0])


def test_the_keys_of_a_kept_document_are_those_of_its_words() -> None:
    document = SearchDocument(
        "service:1", Kind.SERVICE, "Perheneuvonta", summary="Neuvontaa ja perheneuvontaa"
    )
    kept = index(document).kept
    forms = dict(zip(kept.forms, kept.keys_of_forms(), strict=True))
    assert forms.keys() == {"Perheneuvonta", "Neuvontaa", "ja", "perheneuvontaa"}
    whole, parts = unpacked_keys(forms["perheneuvontaa"])
    assert whole[0] == "perheneuvontaa"
    assert "perheneuvonta" in whole
    assert {"perhe", "neuvonta"} <= set(parts)
