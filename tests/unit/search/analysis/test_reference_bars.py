"""The bars of the Finnish analysis on reference data, as shares of distinct (form, lemma) types."""

from __future__ import annotations

import pytest

from tests.unit.search.analysis.treebank import REFERENCE, Row, false_lemmas, keys, pairs, parts, rows

pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason=f"no reference data in {REFERENCE}")


@pytest.fixture(scope="module")
def treebank() -> list[Row]:
    return list(rows())


def test_inflected_open_class_words_share_a_key_with_their_lemma(treebank):
    types = {(row.form, row.base) for row in treebank if row.is_inflected}
    found = [form for form, base in types if base in keys(form)]
    assert len(types) > 5000
    assert len(found) / len(types) >= 0.975


def test_compound_heads_are_among_the_parts(treebank):
    compounds = {(row.form, row.head) for row in treebank if "#" in row.lemma}
    found = [form for form, head in compounds if head in parts(form)]
    assert len(compounds) > 1000
    assert len(found) / len(compounds) >= 0.96


def test_false_lemmas_stay_under_a_quarter_a_form(treebank):
    false = false_lemmas(treebank)
    assert sum(false) / len(false) <= 0.22


@pytest.mark.parametrize(("word", "query"), pairs("inflection") if REFERENCE.is_dir() else [])
def test_inflection_meets_its_base_form_in_a_key(word, query):
    assert keys(word) & keys(query)


@pytest.mark.parametrize(("word", "query"), pairs("compound") if REFERENCE.is_dir() else [])
def test_compound_holds_the_queried_part(word, query):
    assert parts(word) & keys(query)


@pytest.mark.parametrize(("word", "query"), [("kiusattu", "kiusaaminen"), ("väkivaltainen", "väkivalta")])
def test_derivation_meets_the_word_it_comes_from(word, query):
    assert (keys(word) | parts(word)) & keys(query)
