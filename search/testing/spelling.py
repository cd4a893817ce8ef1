# ruff: noqa: S101 - a test suite asserts
"""Synonyms find what they name; misspelt words lead on."""

from __future__ import annotations

import pytest

from search.concepts import Concepts, Label, SynonymSet
from search.protocols import SearchEngine
from search.testing.library import Factory, ask, ids, service


class Spelling:
    """Synonyms find what they name; misspelt words lead on."""

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("alkoholi", "service:3"),
            ("päihteet", "service:3"),
            ("masennus", "service:4"),
            ("ungdomar", "service:3"),
            ("divorce", "service:2"),
            ("skilsmässa", "service:2"),
            ("young people", "service:3"),
            ("masennuksesta", "service:4"),
        ],
    )
    def test_a_synonym_finds_what_its_set_names(self, library: SearchEngine, text: str, found: str) -> None:
        results = library.search(ask(text))
        assert found in ids(results)
        assert not results.fuzzy

    def test_a_one_way_synonym_works_one_way(self, factory: Factory) -> None:
        concepts = Concepts.of([SynonymSet((Label("nepsy"),), (Label("autismi"),))])
        engine = factory(lambda: concepts)
        engine.rebuild([service(1, "Autismi"), service(2, "Nepsy")])
        assert set(ids(engine.search(ask("nepsy")))) == {"service:1", "service:2"}
        assert ids(engine.search(ask("autismi"))) == ["service:1"]

    def test_the_word_itself_stands_above_its_synonym(self, factory: Factory) -> None:
        concepts = Concepts.of([SynonymSet((Label("viina"), Label("alkoholi")))])
        engine = factory(lambda: concepts)
        engine.rebuild([service(1, "Alkoholi"), service(2, "Viina")])
        assert ids(engine.search(ask("viina"))) == ["service:2", "service:1"]

    def test_an_edit_of_the_synonyms_acts_at_once(self, factory: Factory) -> None:
        now = [Concepts()]
        engine = factory(lambda: now[0])
        engine.rebuild([service(1, "Päihdetyö")])
        assert engine.search(ask("viina")).total == 0
        now[0] = Concepts.of([SynonymSet((Label("viina"), Label("päihdetyö")))])
        assert ids(engine.search(ask("viina"))) == ["service:1"]

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("lastensuojleu", "lastensuojelu"),
            ("mielentreveys", "mielenterveys"),
            ("paihdeongelma", "päihdeongelma"),
            ("yksinaisyys", "yksinäisyys"),
            ("perheneuvonat", "perheneuvonta"),
            ("kiusaaminn", "kiusaaminen"),
        ],
    )
    def test_a_misspelt_word_leads_on(self, library: SearchEngine, typed: str, meant: str) -> None:
        results = library.search(ask(typed))
        assert results.suggestion == meant
        assert results.fuzzy
        assert results.total > 0
        assert library.search(ask(results.suggestion)).total > 0

    def test_a_misspelt_name_of_a_concept_leads_to_what_it_names(self, factory: Factory) -> None:
        concepts = Concepts.of([SynonymSet((Label("syömishäiriö"),), (Label("mielenterveys"),))])
        engine = factory(lambda: concepts)
        engine.rebuild([service(1, "Mielenterveys"), service(2, "Perhe")])
        results = engine.search(ask("syomishairio"))
        assert (results.suggestion, ids(results), results.fuzzy) == ("syömishäiriö", ["service:1"], True)

    def test_a_name_that_would_find_nothing_is_not_suggested(self, factory: Factory) -> None:
        concepts = Concepts.of([SynonymSet((Label("turvakoti"), Label("suojapaikka")))])
        engine = factory(lambda: concepts)
        engine.rebuild([service(1, "Perhe")])
        results = engine.search(ask("turvakotti"))
        assert (results.total, results.suggestion) == (0, None)

    def test_a_suggestion_keeps_the_other_words(self, library: SearchEngine) -> None:
        results = library.search(ask("nuorten yksinaisyys"))
        assert results.suggestion == "nuorten yksinäisyys"

    def test_a_word_that_is_found_gets_no_suggestion(self, library: SearchEngine) -> None:
        results = library.search(ask("yksinäisyys"))
        assert (results.suggestion, results.fuzzy) == (None, False)

    def test_words_that_never_meet_are_found_one_by_one_and_marked(self, library: SearchEngine) -> None:
        results = library.search(ask("palvelukartta ungdomshuset"))
        assert results.fuzzy
        assert {"review:1", "service:7"} == set(ids(results))

    def test_nonsense_finds_nothing(self, library: SearchEngine) -> None:
        results = library.search(ask("xqzzwq"))
        assert (results.total, results.suggestion, results.fuzzy, results.hits) == (0, None, False, ())
