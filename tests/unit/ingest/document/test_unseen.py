"""Texts of other sites: kind, title, date and blocks come out, and no word of the text is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ingest.errors import ParseError
from ingest.records import ParagraphBlock, QuoteBlock
from ingest.sources.document.marks import NUMBER
from ingest.sources.document.project import LABELS
from tests.unit.ingest.document.parsing import parse, shape
from tests.unit.ingest.document.unseen_texts import CASES, REFUSED, Case

NAMES_OF_FIELDS = {label for labels in LABELS.values() for label in labels}
SIGNS_OF_CONTACTS = {"p", "puh", "tfn", "at", "contact", "lisätietoja", "antavat", "ja"}
PROSE = "Tässä on tarpeeksi pitkä kappale, jotta se on uutinen."

each = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def strings(value: Any) -> Iterator[str]:
    """Yield every text within a record's plain values."""
    if isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)
    else:
        yield str(value)


def words(text: str) -> set[str]:
    """Return the text's words in small letters."""
    return set(re.findall(r"\w+", text.lower()))


def words_of_text(case: Case) -> set[str]:
    """Return the words that must not be lost: not the frame's, nor the names of fields."""
    found: set[str] = set()
    for line in case.text.splitlines():
        text = line.strip()
        if text in case.frame:
            continue
        label, _, value = text.partition(":")
        if case.kind == "project" and label.lower() in NAMES_OF_FIELDS:
            text = value
        numbered = NUMBER.fullmatch(text)
        found |= words(numbered.group(2) if numbered else text)
    return found


@each
def test_kind_title_and_date_are_recognised(case: Case) -> None:
    record = parse(case.text)
    assert (record.kind, record.title) == (case.kind, case.title)
    assert record.published_at == (date.fromisoformat(case.published) if case.published else None)


@each
def test_no_word_of_the_text_is_lost(case: Case) -> None:
    kept = words(html.unescape(" ".join(strings(parse(case.text).model_dump(mode="json")))))
    assert words_of_text(case) - kept <= SIGNS_OF_CONTACTS


@each
def test_nothing_of_the_frame_stands_in_the_body(case: Case) -> None:
    body = " | ".join(strings([block.model_dump() for block in parse(case.text).body]))
    assert [line for line in case.frame if f"| {html.escape(line, quote=False)} |" in f"| {body} |"] == []


@each
def test_each_block_is_of_its_kind(case: Case) -> None:
    if case.shape is not None:
        assert shape(parse(case.text).body) == case.shape.split()


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_is_no_such_text_is_refused(text: str) -> None:
    with pytest.raises(ParseError):
        parse(text)


def test_a_quotations_speaker_stands_below_it_within_the_paragraph() -> None:
    body = parse(CASES["quotations of every notation"].text).body
    assert QuoteBlock(text="Olen oppinut kuuntelemaan.", attribution="Kerho-ohjaaja Liisa Esimerkki") in body


@pytest.mark.parametrize(
    ("lines", "published", "updated"),
    [
        ("Päivitetty 3.8.2023\nJulkaistu 2.8.2023", date(2023, 8, 2), date(2023, 8, 3)),
        ("Julkaistu 2.8.2023, päivitetty 3.8.2023", date(2023, 8, 2), date(2023, 8, 3)),
        ("Päivitetty 3.8.2023", date(2023, 8, 3), date(2023, 8, 3)),
    ],
)
def test_the_day_of_an_update_is_not_taken_for_the_day_of_publication(
    lines: str, published: date, updated: date
) -> None:
    record = parse(f"Uutiset\n{lines}\n\n# Otsikko\n\n{PROSE}\n")
    assert record.updated_at is not None
    assert (record.published_at, record.updated_at.date()) == (published, updated)


def test_three_short_lines_above_a_date_are_no_menu_where_the_text_begins_below() -> None:
    record = parse(f"Uusi ryhmä alkaa\nMalli ry\nTurku\nJulkaistu 2.8.2023\n\n{PROSE}\n")
    assert record.title == "Uusi ryhmä alkaa"


@pytest.mark.parametrize("title", ["Takaisin kouluun", "Jaa hyvää mieltä", "Facebook-ryhmä täyttyi"])
def test_a_title_that_begins_like_a_button_is_a_title(title: str) -> None:
    assert parse(f"Uutiset · 2.8.2023\n\n{title}\n\n{PROSE}\n").title == title


def test_a_telephone_number_is_no_row_of_pages() -> None:
    record = parse(f"Uutiset · 2.8.2023\n\n# Otsikko\n\n{PROSE}\n\n040 123 4567\n")
    assert record.body[-1] == ParagraphBlock(html="040 123 4567")


@pytest.mark.parametrize(
    "name",
    ["two contacts on one line", "five contacts in five forms", "a sentence that begins like a label"],
)
def test_every_contact_has_its_own_name_and_number(name: str) -> None:
    contacts = parse(CASES[name].text).contacts
    assert len(contacts) == {"two": 2, "five": 5}.get(name.split(maxsplit=1)[0], 2)
    assert all(contact.name and contact.telephone for contact in contacts)


def test_a_second_address_on_a_line_is_the_same_persons() -> None:
    contacts = parse(CASES["five contacts in five forms"].text).contacts
    assert contacts[2].email == "helmi@malli.example, toimisto@malli.example"
    assert contacts[4].email == "vaino@malli.example"


def test_figures_of_the_text_that_are_no_date_do_not_refuse_it() -> None:
    text = f"Uutiset · 2.8.2023\n\n# Otsikko\n\n{PROSE}\n\nOhjelman versio on 45.13.2020.\n"
    assert parse(text).title == "Otsikko"
