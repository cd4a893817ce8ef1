"""Annual reviews: a year's title, headings that are short lines standing alone."""

from __future__ import annotations

import pytest

from ingest.errors import ParseError
from ingest.records import AnnualReviewRecord
from ingest.rendering import body_text
from tests.unit.ingest.document.parsing import headings, parse, shape
from tests.unit.ingest.document.texts import REVIEW

PARAGRAPH = "Tapasimme vuoden aikana 312 perhettä, mikä on enemmän kuin koskaan ennen."


def test_a_review_becomes_a_record_of_its_year_with_inferred_headings() -> None:
    record = parse(REVIEW)
    assert isinstance(record, AnnualReviewRecord)
    assert (record.title, record.year) == ("Lähellä lasta – vuosi 2022 pähkinänkuoressa", 2022)
    assert headings(record.body) == ["Perhekahvilat täyttyivät", "Työ jatkuu"]
    assert shape(record.body) == ["paragraph", "h2", *["paragraph"] * 3, "h2", "paragraph"]
    assert "Kolme lasta rakentaa tornia. Takana näkyy ikkuna." in body_text(record)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Vuosikertomus 2019", 2019),
        ("Vuosi 2021 järjestössämme", 2021),
        ("Tällaista oli työmme vuonna 2024", 2024),
        ("Toimintakertomus vuodelta 2020", 2020),
        ("Strategia 2022–2026 eteni vuonna 2023", 2023),
        ("Verksamhetsberättelse 2018", 2018),
        ("Annual review 2017", 2017),
    ],
)
@pytest.mark.parametrize("address", ["", "https://esimerkki.example/vuosi/\n\n"])
def test_the_year_is_the_titles_with_and_without_a_leading_address(
    address: str, title: str, year: int
) -> None:
    record = parse(f"{address}{title}\n\n{PARAGRAPH}\n")
    assert isinstance(record, AnnualReviewRecord)
    assert record.year == year
    assert record.url == address.strip()


def test_marked_headings_are_taken_where_there_are_some() -> None:
    record = parse(
        f"# Vuosikatsaus 2020\n\n{PARAGRAPH}\n\n## Kevät\n\n{PARAGRAPH}\n\nLyhyt rivi\n\n{PARAGRAPH}\n"
    )
    assert headings(record.body) == ["Kevät"]


def test_headings_are_inferred_where_only_the_title_is_marked() -> None:
    record = parse(f"# Vuosikatsaus 2020\n\n{PARAGRAPH}\n\nKevät oli vilkas\n\n{PARAGRAPH}\n")
    assert headings(record.body) == ["Kevät oli vilkas"]


def test_captions_and_links_that_stand_alone_are_no_headings() -> None:
    record = parse(
        f"Vuosikatsaus 2020\n\n{PARAGRAPH}\n\nKuva: Maija Mallikas\n\nLue lisää täältä\n\n{PARAGRAPH}\n"
    )
    assert headings(record.body) == []


def test_lines_of_a_wrapped_paragraph_are_joined() -> None:
    wrapped = (
        "Tämä kappale on tallennettu niin, että jokainen sen riveistä on\n"
        "katkaistu suunnilleen samasta kohdasta, kuten sähköposteissa on\n"
        "tapana, ja siksi se on luettava yhdeksi kappaleeksi."
    )
    record = parse(f"Vuosikatsaus 2020\n\n{wrapped}\n")
    assert body_text(record) == wrapped.replace("\n", " ")


def test_a_labelled_review_without_any_year_is_refused() -> None:
    with pytest.raises(ParseError, match="year"):
        parse(f"Vuosikatsaus\n\nMitä teimme\n\n{PARAGRAPH.replace('312', 'monta')}\n")
