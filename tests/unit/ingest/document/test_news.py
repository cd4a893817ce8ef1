"""News: a dated label, a title, marked headings."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.errors import ParseError
from ingest.records import ListBlock, NewsRecord, QuoteBlock
from ingest.rendering import body_text
from tests.unit.ingest.document.parsing import headings, parse, shape
from tests.unit.ingest.document.texts import NEWS


def test_a_news_text_becomes_a_dated_record_with_its_blocks() -> None:
    record = parse(NEWS)
    assert isinstance(record, NewsRecord)
    assert record.title == "Uutta ryhmää perustetaan Paimioon"
    assert record.published_at == date(2024, 11, 3)
    assert record.url == record.external_id == "https://esimerkki.example/uutta-ryhmaa-perustetaan/"
    assert shape(record.body) == ["paragraph", "h2", "paragraph", "list", "h3", "quote", "quote", "paragraph"]
    assert ListBlock(items=("kahvia ja teetä", "lastenhoito", "ohjattua keskustelua")) in record.body
    assert QuoteBlock(text="Täällä minua kuunneltiin.", attribution="osallistuja") in record.body
    assert "Jaa artikkeli" not in body_text(record)
    assert "Lue lisää ryhmästä täältä." in body_text(record)


def test_a_text_without_an_address_is_known_by_its_files_name() -> None:
    record = parse(NEWS.partition("\n\n")[2], name="syksy.txt")
    assert record.external_id == "syksy.txt"
    assert record.url == ""


@pytest.mark.parametrize(
    "line",
    [
        "Uutiset · 12.2.2025",
        "Uutiset | 12.02.2025",
        "Uutinen 2025-02-12",
        "12.2.2025 – Ajankohtaista",
        "Julkaistu: 12. helmikuuta 2025",
        "Ajankohtaista / Uutiset, 12.2.2025 klo 14.30",
        "2025-02-12T08:00:00+02:00",
        "Nyheter · 12 februari 2025",
    ],
)
def test_the_date_is_read_from_the_label_in_every_usual_notation(line: str) -> None:
    text = f"{line}\n\n# Otsikko\n\nTässä on tarpeeksi pitkä kappale, jotta se on uutinen.\n"
    assert parse(text).published_at == date(2025, 2, 12)
    assert parse(text).title == "Otsikko"


def test_the_label_may_stand_below_the_title() -> None:
    record = parse(
        "# Otsikko\n\nUutiset · 12.2.2025\n\nTässä on tarpeeksi pitkä kappale, jotta se on uutinen.\n"
    )
    assert (record.title, record.published_at) == ("Otsikko", date(2025, 2, 12))
    assert shape(record.body) == ["paragraph"]


def test_a_title_without_a_mark_is_the_first_line_below_the_label() -> None:
    paragraph = "Tässä on tarpeeksi pitkä kappale, jotta se on uutinen."
    text = f"Uutiset · 12.2.2025\n\nOtsikko ilman merkkiä\n\n{paragraph}\n"
    assert parse(text).title == "Otsikko ilman merkkiä"


def test_headings_keep_their_order_of_depth_whatever_level_they_start_at() -> None:
    text = (
        "Uutiset · 1.1.2025\n\n### Otsikko\n\nAlkukappale, jossa on useampi sana.\n\n"
        "#### Yksi\n\nKappale tässä näin.\n\n"
        "##### Kaksi\n\nKappale tässä näin.\n\n###### Kolme\n\nKappale tässä näin.\n"
    )
    assert shape(parse(text).body) == ["paragraph", "h2", "paragraph", "h3", "paragraph", "h4", "paragraph"]


def test_prose_above_the_first_heading_is_kept() -> None:
    ingress = (
        "Tämä pitkä alkukappale kertoo heti aluksi, mistä uutisessa on kyse ja kenelle se on tarkoitettu,"
        " eikä lopu ennen pistettä."
    )
    record = parse(f"Uutiset · 1.1.2025\n\n{ingress}\n\n## Otsikko\n\nKappale tässä näin.\n")
    assert record.title == "Otsikko"
    assert ingress in body_text(record)


def test_short_lines_stay_paragraphs_where_headings_are_marked() -> None:
    text = "Uutiset · 1.1.2025\n\n# Otsikko\n\nLyhyt rivi\n\n## Väliotsikko\n\nKappale on tässä näin.\n"
    assert headings(parse(text).body) == ["Väliotsikko"]
    assert "Lyhyt rivi" in body_text(parse(text))


def test_a_date_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(ParseError, match=r"31\.2\.2025"):
        parse("Uutiset · 31.2.2025\n\n# Otsikko\n\nTässä on tarpeeksi pitkä kappale, jotta se on uutinen.\n")


def test_a_title_that_is_too_long_is_cut_and_stands_in_full_in_the_body() -> None:
    title = "Pitkä otsikko " * 30
    record = parse(f"Uutiset · 1.1.2025\n\n# {title}\n\nKappale on tässä näin, ja sitä riittää.\n")
    assert len(record.title) <= 255
    assert title.strip() in body_text(record)


def test_a_dashed_line_with_a_verb_of_saying_is_a_quotation_and_others_are_lists() -> None:
    text = (
        "Uutiset · 1.1.2025\n\n# Otsikko\n\n– Tämä on tärkeää, sanoo ohjaaja.\n\n"
        "Mukana ovat:\n\n– vanhemmat\n\n"
        "– lapset\n\n##Ilman väliä\n\nKappale on tässä näin, ja siinä on useampi sana.\n"
    )
    assert shape(parse(text).body) == ["quote", "paragraph", "list", "h2", "paragraph"]
