"""Names and abbreviations, built in and added."""

from __future__ import annotations

import pytest

from search.analysis import Lexicon, analyse, install
from search.fields import Language
from tests.unit.search.analysis.treebank import keys


@pytest.fixture(autouse=True)
def _take_names_back():
    yield
    install(None)


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("Varhan", "varha"),
        ("varhassakin", "varha"),
        ("Varhaan", "varha"),
        ("Heidekenin", "heideken"),
        ("Heidekeniin", "heideken"),
        ("Heidekenillä", "heideken"),
        ("STEA:n", "stea"),
        ("STEAn", "stea"),
        ("VSLJ:llä", "vslj"),
        ("Kasperille", "kasper"),
        ("Sospedissa", "sosped"),
        ("chatissa", "chat"),
    ],
)
def test_inflected_built_in_name_has_its_base_form(word, base):
    assert base in keys(word)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Vamos", "Vamoksessa"),
        ("Tikkari", "Tikkarissa"),
        ("Nuotta", "Nuotan"),
        ("Xyrtti", "Xyrtin"),
        ("Mallonen", "Mallosen"),
        ("Äkse", "Äkseen"),
        ("Pesäpuu", "Pesäpuulle"),
        ("Zemppi", "Zempinkö"),
    ],
)
def test_listed_name_is_found_inflected(name, word):
    lexicon = Lexicon.of({name: name})
    assert name.lower() in analyse(word, Language.FI, lexicon)[0].lemmas


def test_other_way_to_write_a_name_has_the_names_base_form():
    lexicon = Lexicon.of({"Hyvinvointivarha": "Varha"})
    assert "varha" in analyse("hyvinvointivarhasta", Language.FI, lexicon)[0].lemmas


def test_other_name_of_a_hyphenated_one_is_among_its_base_forms():
    lexicon = Lexicon.of({"Zonta-Tuki": "ZT"})
    assert "zt" in analyse("Zonta-Tuesta", Language.FI, lexicon)[0].lemmas


def test_word_too_long_for_a_key_is_no_name():
    assert Lexicon.from_titles(["x-" * 100 + "x"]).base_form("x") is None


def test_two_lexicons_differ_by_what_stands_in_the_words_that_they_read_differently():
    one, other = Lexicon.of({"Varha": "Varha", "Sylto": "Sylto"}), Lexicon.of({"Varha": "Varha"})
    assert one.differing(other) == {"sylto", "syllo"}
    assert other.differing(other) == frozenset()
    assert Lexicon.of({"Varha": "Varha"}).differing(Lexicon.of({"Varha": "VHA"})) == {"varha"}


def test_short_name_is_found_only_as_it_is_or_with_a_colon():
    lexicon = Lexicon.of({"Vo": "Vo"})
    found = [token.lemmas[0] for token in analyse("VO vo:n von", Language.FI, lexicon)]
    assert found[:2] == ["vo", "vo"]
    assert found[2] != "vo"


def test_installed_names_stand_beside_the_built_in_ones_until_taken_back():
    install(Lexicon.of({"Blorfas": "Blorfas"}))
    assert "blorfas" in keys("Blorfaksessa")
    assert "varha" in keys("Varhan")


def test_names_from_titles_are_the_words_that_no_dictionary_knows():
    lexicon = Lexicon.from_titles(["Zemppaamo Oy, lasten tuki", "Varha", "Vuosi 2024"])
    assert lexicon.base_form("zemppaamosta") == "zemppaamo"
    assert lexicon.base_form("lasten") is None
    assert lexicon.base_form("2024") is None
    assert lexicon.base_form("varha") is None


def test_name_of_several_words_is_refused_with_the_remedy():
    with pytest.raises(ValueError, match="list its words one by one"):
        Lexicon.of({"Kaksi sanaa": "sana"})


def test_name_is_found_in_swedish_and_english_too():
    for language in (Language.SV, Language.EN):
        assert "varha" in analyse("Varha", language)[0].lemmas
