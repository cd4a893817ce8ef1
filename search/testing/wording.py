# ruff: noqa: S101 - a test suite asserts
"""Phrases, exclusions and unfinished words mean what they should."""

from __future__ import annotations

import pytest

from search.protocols import SearchEngine
from search.testing.library import DOCUMENTS, ask, ids, service


class Wording:
    """Phrases, exclusions and unfinished words mean what they should."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('"auki joka ilta"', ["service:4"]),
            ('"joka auki ilta"', []),
            ('"Varsinais-Suomen lastensuojelujärjestö"', ["news:1"]),
            ('"perhekahvila" avattiin', ["news:1"]),
            ('"vanhemmille ja koko perheelle"', ["service:1"]),
            ("“auki joka ilta”", ["service:4"]),
        ],
    )
    def test_a_phrase_finds_its_words_in_a_row(
        self, library: SearchEngine, text: str, expected: list[str]
    ) -> None:
        results = library.search(ask(text))
        assert ([] if results.fuzzy else ids(results)) == expected

    def test_a_phrase_does_not_run_from_one_field_into_the_next(self, engine: SearchEngine) -> None:
        engine.upsert([service(1, "Avoin ovi", summary="Kahvia tarjolla")])
        assert engine.search(ask('"avoin ovi"')).total == 1
        assert engine.search(ask('"ovi kahvia"')).fuzzy

    @pytest.mark.parametrize(
        ("text", "gone"),
        [
            ("kahvila -avattiin", "news:1"),
            ("kahvila -mielenterveys", "service:6"),
            ("kahvila -avata", "news:1"),
            ('neuvonta -"koko perheelle"', "service:1"),
            ("-perheneuvonta", "service:1"),
        ],
    )
    def test_an_excluded_word_keeps_documents_out(self, library: SearchEngine, text: str, gone: str) -> None:
        results = library.search(ask(text))
        assert results.total > 0
        assert gone not in ids(results)

    def test_only_exclusions_give_all_the_others(self, library: SearchEngine) -> None:
        everything = library.search(ask()).total
        assert library.search(ask("-perheneuvonta")).total == everything - 1

    @pytest.mark.parametrize("text", ["", "   ", '"', '""', "-", "- -", "\x00\x07", "\n", "?!", "…"])
    def test_a_text_without_words_gives_all_documents(self, library: SearchEngine, text: str) -> None:
        assert library.search(ask(text)).total == len(DOCUMENTS)

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("perheneuv", "service:1"),
            ("koko per", "service:1"),
            ("vertaist", "service:2"),
            ("ungd", "service:7"),
        ],
    )
    def test_an_unfinished_last_word_is_a_beginning(
        self, library: SearchEngine, text: str, found: str
    ) -> None:
        assert found in ids(library.search(ask(text, unfinished=True)))

    def test_a_finished_word_is_no_beginning(self, library: SearchEngine) -> None:
        assert library.search(ask("ungdo")).fuzzy
