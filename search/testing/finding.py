# ruff: noqa: S101 - a test suite asserts
"""Words find what they name, in any form, as parts and in any language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search.fields import Language
from search.protocols import SearchEngine
from search.testing.library import ask, ids, service


class Finding:
    """Words find what they name, in any form, as parts and in any language."""

    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("perheneuvonta", "service:1"),
            ("perheneuvontaa", "service:1"),
            ("perheneuvonnassa", "service:1"),
            ("PERHENEUVONTA", "service:1"),
            ("vertaistukiryhmä", "service:2"),
            ("eroperhe", "service:2"),
            ("päihdetuki", "service:3"),
            ("chat-palvelussa", "service:4"),
            ("kokemusasiantuntija", "service:5"),
            ("mielenterveyskuntoutuja", "service:6"),
            ("palvelukartta", "review:1"),
            ("STEA", "review:1"),
            ("stea:n", "review:1"),
            ("2023", "review:1"),
            ("kokemuskohtaamo", "project:1"),
            ("etäaamukahveilla", "project:1"),
            ("lapsiperheköyhyys", "project:1"),
            ("Turun Perhetalo", "organisation:1"),
            ("ungdomshus", "service:7"),
            ("talking groups", "service:8"),
        ],
    )
    def test_an_inflected_word_finds_the_document_it_names(
        self, library: SearchEngine, text: str, first: str
    ) -> None:
        assert ids(library.search(ask(text)))[0] == first

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("kohtaamo", "project:1"),
            ("chat", "service:4"),
            ("kuntoutuja", "service:6"),
            ("lastensuojelu", "news:1"),
            ("köyhyys", "project:1"),
            ("aamukahvi", "project:1"),
            ("neuvonta", "service:1"),
        ],
    )
    def test_a_word_finds_compounds_that_it_is_part_of(
        self, library: SearchEngine, text: str, found: str
    ) -> None:
        assert found in ids(library.search(ask(text)))

    def test_a_compound_finds_its_own_parts_where_they_stand_together(self, library: SearchEngine) -> None:
        results = library.search(ask("kahvilaperhe"))
        assert {"service:6", "news:1"} <= set(ids(results))

    def test_every_word_must_match(self, library: SearchEngine) -> None:
        assert ids(library.search(ask("vertaistuki eroperheille"))) == ["service:2"]

    def test_words_may_match_in_different_fields(self, library: SearchEngine) -> None:
        assert ids(library.search(ask("perheneuvonta kasvatus")))[0] == "service:1"

    @pytest.mark.parametrize("text", ["apua ja tukea nuorille", "tukea ja nuorille", "se tuki on nuorille"])
    def test_function_words_need_not_match(self, library: SearchEngine, text: str) -> None:
        assert "service:3" in ids(library.search(ask(text.replace("apua ", ""))))

    def test_a_function_word_alone_is_searched(self, library: SearchEngine) -> None:
        assert "service:6" in ids(library.search(ask("ovat")))

    @pytest.mark.parametrize(
        ("text", "language", "found"),
        [
            ("ungdom", Language.FI, "service:7"),
            ("parent", Language.FI, "service:8"),
            ("neuvonnassa", Language.SV, "service:1"),
            ("neuvonnassa", Language.EN, "service:1"),
            ("ungdomarna", Language.EN, "service:7"),
        ],
    )
    def test_a_query_is_read_in_all_languages(
        self, library: SearchEngine, text: str, language: Language, found: str
    ) -> None:
        assert found in ids(library.search(ask(text, language=language)))

    def test_the_users_language_comes_first(self, engine: SearchEngine) -> None:
        finnish = service(1, "Kurs")
        engine.upsert(
            [
                replace(finnish, title="Kursen", language=Language.SV),
                service(2, "Kursen", language=Language.EN),
            ]
        )
        first = ids(engine.search(ask("kurs", language=Language.SV)))[0]
        assert first == "service:1"
