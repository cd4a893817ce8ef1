# ruff: noqa: S101 - a test suite asserts
"""Beginnings are completed while somebody types."""

from __future__ import annotations

import pytest

from search.fields import Kind, Language
from search.protocols import SearchEngine


class Suggesting:
    """Beginnings are completed while somebody types."""

    @pytest.mark.parametrize(
        ("prefix", "first"),
        [
            ("perhen", "Perheneuvonta"),
            ("PERHEN", "Perheneuvonta"),
            ("vertaistukiryhmä ero", "Vertaistukiryhmä eroperheille"),
            ("eroper", "Vertaistukiryhmä eroperheille"),
            ("turun p", "Turun Perhetalo ry"),
            ("ungd", "Ungdomshuset"),
        ],
    )
    def test_a_beginning_is_completed(self, library: SearchEngine, prefix: str, first: str) -> None:
        assert library.suggest(prefix, Language.FI)[0].text == first

    def test_titles_that_begin_so_come_before_those_that_hold_it(self, library: SearchEngine) -> None:
        shown = [found.text for found in library.suggest("perhe", Language.FI)]
        assert shown[-1] == "Turun Perhetalo ry"
        assert shown[:3] == ["Perhekahvila avattiin", "Perhekahvila suljettiin", "Perheneuvonta"]

    def test_titles_in_the_users_language_come_first(self, library: SearchEngine) -> None:
        assert library.suggest("t", Language.EN)[0].text == "Talking group for young parents"
        assert library.suggest("t", Language.FI)[0].text == "Turun Perhetalo ry"

    def test_a_suggestion_says_where_it_leads(self, library: SearchEngine) -> None:
        found = library.suggest("perheneuvonta", Language.FI)[0]
        assert (found.kind, found.url) == (Kind.SERVICE, "/palvelut/1/")

    @pytest.mark.parametrize(
        "prefix", ["", "  ", '"', "(", "*", "a" * 5000, "[", "\\", "\x00", ".*", "(?i)p"]
    )
    def test_no_beginning_raises(self, library: SearchEngine, prefix: str) -> None:
        assert library.suggest(prefix, Language.FI) == ()

    def test_suggestions_stop_at_the_limit(self, library: SearchEngine) -> None:
        assert len(library.suggest("p", Language.FI, limit=2)) == 2
        assert library.suggest("p", Language.FI, limit=0) == ()
