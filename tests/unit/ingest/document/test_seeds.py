"""The five saved texts: each is recognised, and none of its words is lost."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.records import (
    AnnualReviewRecord,
    AnyRecord,
    NewsRecord,
    PressReleaseRecord,
    ProjectRecord,
    QuoteBlock,
)
from ingest.rendering import body_text
from ingest.sources.document.recognising import parse_text
from ingest.sources.document.text import read_text
from tests.unit.ingest.document.conftest import SEEDS
from tests.unit.ingest.document.parsing import headings, shape

FURNITURE = {"Jaa artikkeli:", "Haku"}
LABEL_LINES = re.compile(
    r"Uutiset\b.*|Tiedote \|.*|Mediatiedote|Tiedoksi antaja:|Projektisuunnittelijat:|icon/.*"
    r"|Kokonaisuuden (nimi|tarkoitus ja tavoitteet)|Lyhyt kuvaus|Toimiaika|Toimijat|Rahoittaja"
    r"|Liitetiedostot ja linkit|Yhteyshenkilön \w+|Tekijä|Luotu|Viimeksi muokattu|\d+\.\d+\.\d{4}"
    r"|Lähtötilanne ja strategiset liittymäkohdat|Päämäärä ja päätavoite"
    r"|Tavoiteltavat tulokset, tuotokset ja vaikutukset|Tuotokset ja tulokset|Vaikutukset ja vaikuttavuus"
    r"|Aihealueet|Ilmiöt"
)


def seed(number: str) -> Path:
    """Return the seed that begins with the number."""
    return next(SEEDS.glob(f"{number}_*.txt"))


def record_of(path: Path) -> AnyRecord:
    """Return the file's record."""
    return parse_text(read_text(path.read_bytes(), path.name))


def words(text: str) -> list[str]:
    """Return the words and figures of a text."""
    return re.findall(r"\w+", text)


def texts_in(value: Any) -> list[str]:
    """Return every text within nested values."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_in(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts_in(item)]
    return [str(value)]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_every_word_is_in_the_record_apart_from_furniture_and_labels(path: Path) -> None:
    record = record_of(path)
    kept = " ".join([*texts_in(record.model_dump(mode="json")), body_text(record)])
    kept_words = set(words(kept))
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    content = [line for line in lines if line not in FURNITURE and not LABEL_LINES.fullmatch(line)]
    assert [word for line in content for word in words(line) if word not in kept_words] == []


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_no_furniture_is_in_the_record(path: Path) -> None:
    dumped = record_of(path).model_dump_json()
    assert not re.search(r"Jaa artikkeli|Created with Sketch|chevron|\bHaku\b", dumped)


def test_the_news_on_remote_coffees_has_its_date_headings_and_quotations() -> None:
    record = record_of(seed("000"))
    assert isinstance(record, NewsRecord)
    assert record.published_at == date(2025, 2, 12)
    assert record.title == "Lastensuojelujärjestöjen etäaamukahvit helpottavat asiakasohjausta"
    assert [block for block in shape(record.body) if block[0] == "h"] == ["h2", "h3", "h3", "h4", "h3"]
    assert sum(isinstance(block, QuoteBlock) for block in record.body) == 3


def test_the_news_on_the_year_2024_is_news_in_spite_of_its_year() -> None:
    record = record_of(seed("002"))
    assert isinstance(record, NewsRecord)
    assert record.published_at == date(2025, 2, 13)
    assert len(headings(record.body)) == 3
    assert "Vuonna 2024 painopisteitämme vaikuttamistyössä olivat erityisesti:" in body_text(record)


def test_the_review_of_2023_has_five_headings_that_were_plain_lines() -> None:
    record = record_of(seed("001"))
    assert isinstance(record, AnnualReviewRecord)
    assert record.year == 2023
    assert len(headings(record.body)) == 5
    assert "Naisten takana on iso näyttö" in body_text(record)


def test_the_innokyla_record_has_its_fields() -> None:
    record = record_of(seed("003"))
    assert isinstance(record, ProjectRecord)
    assert (record.created, record.modified) == (date(2020, 11, 18), date(2020, 11, 30))
    assert len(record.funders) == 3
    assert len(record.tags) == 5
    assert shape(record.aims) == ["paragraph", "list"]
    assert [link.text for link in record.links] == ["VSLJ ry logo"]


def test_the_press_release_has_three_contacts_apart_from_its_body() -> None:
    record = record_of(seed("004"))
    assert isinstance(record, PressReleaseRecord)
    assert record.published_at == date(2023, 8, 2)
    assert len(record.contacts) == 3
    assert all(contact.telephone and contact.email and contact.role for contact in record.contacts)
    assert not any(contact.email in body_text(record) for contact in record.contacts)
