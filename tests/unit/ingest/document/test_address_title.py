"""A title that only the address has kept."""

from __future__ import annotations

import pytest

from ingest.sources.document.address_title import address_title

ADDRESS = "https://example.org/uutiset/sahkoiset-aanet-tyossa-ja-kotona/"


def test_the_text_gives_the_address_its_letters_back() -> None:
    lines = ["## Alku", "Sähköiset palvelut ja äänet kuuluvat. Äänet työssä, äänet kotona."]
    assert address_title(ADDRESS, lines) == "Sähköiset äänet työssä ja kotona"


def test_a_word_that_the_text_lacks_stays_as_the_address_has_it() -> None:
    assert address_title(ADDRESS, ["### Alku"]) == "Sahkoiset aanet tyossa ja kotona"


@pytest.mark.parametrize(
    "lines",
    [
        ["# Aivan muu otsikko", "Tekstiä."],
        ["## Sähköiset äänet työssä ja kotona", "Tekstiä."],
        ["## Sähköiset äänet työssä ja myös kotona", "Tekstiä."],
        ["Otsikko ilman merkkiä", "Tekstiä."],
    ],
)
def test_a_text_that_has_its_title_keeps_it(lines: list[str]) -> None:
    assert address_title(ADDRESS, lines) == ""


@pytest.mark.parametrize("url", ["", "https://example.org/", "https://example.org/yhteystiedot/"])
def test_an_address_that_is_no_title_gives_none(url: str) -> None:
    assert address_title(url, ["## Alku"]) == ""
