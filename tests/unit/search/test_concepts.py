"""Concepts name what else a stretch of a query may be called."""

from __future__ import annotations

from search.compiling import compile_query, languages, read
from search.concepts import Concepts, Label, SynonymSet
from search.fields import Language
from search.plan import Best, Every
from search.query import SearchQuery


def others(concepts: Concepts, text: str, first: Language = Language.FI) -> set[str]:
    words = read(SearchQuery(text, language=first)).words
    lemmas = {language: tuple(w.readings[language].lemmas for w in words) for language in languages(first)}
    return {label.text for label in concepts.others(tuple(w.surface for w in words), lemmas)}


ALCOHOL = SynonymSet((Label("alkoholi"), Label("päihteet")))


def test_each_label_of_a_set_names_all() -> None:
    concepts = Concepts.of([ALCOHOL])
    assert others(concepts, "alkoholi") == others(concepts, "päihteet") == {"alkoholi", "päihteet"}


def test_another_form_of_a_label_names_its_set() -> None:
    assert "päihteet" in others(Concepts.of([ALCOHOL]), "alkoholista")


def test_a_label_of_another_language_names_the_set() -> None:
    concepts = Concepts.of([SynonymSet((Label("nuoret"), Label("ungdomar", Language.SV)))])
    assert "nuoret" in others(concepts, "ungdomarna")


def test_an_exact_label_wins_over_base_forms() -> None:
    concepts = Concepts.of(
        [SynonymSet((Label("vanhempi"), Label("isä"))), SynonymSet((Label("vanhemmat"), Label("huoltajat")))]
    )
    assert others(concepts, "vanhemmat") == {"vanhemmat", "huoltajat"}


def test_base_forms_of_two_sets_name_neither() -> None:
    concepts = Concepts.of(
        [SynonymSet((Label("kuusi"), Label("puu"))), SynonymSet((Label("kuuden"), Label("numero")))]
    )
    assert others(concepts, "kuusta") in ({"kuusi", "puu"}, set())
    assert "numero" not in others(concepts, "kuusi")


def test_one_way_labels_do_not_lead_back() -> None:
    concepts = Concepts.of([SynonymSet((Label("nepsy"),), (Label("autismi"), Label("adhd")))])
    assert others(concepts, "nepsy") == {"nepsy", "autismi", "adhd"}
    assert others(concepts, "autismi") == set()


def test_a_label_of_several_words_names_its_stretch_of_a_query() -> None:
    concepts = Concepts.of([SynonymSet((Label("ehkäisevä päihdetyö"), Label("ept")))])
    query = SearchQuery("nuorten ehkäisevää päihdetyötä")
    plan = compile_query(query, read(query), concepts)
    assert len(plan.required) == 2
    stretch = plan.required[1]
    assert isinstance(stretch, Best)
    assert any(isinstance(child, Every) for child in stretch.children)


def test_labels_without_words_and_long_ones_are_left_out() -> None:
    concepts = Concepts.of([SynonymSet((Label("–"), Label("a b c d e f g h"), Label("perhe")))])
    query = SearchQuery("perhe")
    assert compile_query(query, read(query), concepts).required
