"""Tables as files: nothing in them runs, all of it comes back, and a bad file says what to do."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from cms.sheets.cells import harmless, looks_like_formula, restored
from cms.sheets.errors import UnreadableFile
from cms.sheets.reading import Sheet, read_sheets
from cms.sheets.writing import Table, csv_lines, writable, xlsx_file

TEXTS = [
    "=1+1",
    "+358 2 123",
    "-",
    "@SUM(A1)",
    "\t=1",
    "  =1",
    "＝1",
    "'puhelin",
    "''=1",
    "_x0041_",
    "_x005F_x0041_",
    'rivi\ntoinen; "lainaus", pilkku',
    "ää €",
    "",
]
Write = Callable[[Table], bytes]


def as_csv(table: Table) -> bytes:
    return "".join(csv_lines(table)).encode()


def as_xlsx(table: Table) -> bytes:
    return xlsx_file([table]).read()


def rewritten(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook one part of which is changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


@given(st.text(alphabet="'=+-@|% \t\r\nab"))
def test_an_escaped_text_is_no_formula_and_comes_back(text: str) -> None:
    assert not looks_like_formula(harmless(text))
    assert restored(harmless(text)) == text


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_texts_come_back_from_both_kinds_of_file(texts: list[str]) -> None:
    table = Table("Palvelut", ["Nimi", "Merkki"], [[text, "x"] for text in texts])
    for name, content in (("a.csv", as_csv(table)), ("a.xlsx", as_xlsx(table))):
        (sheet,) = read_sheets(name, content)
        assert [row.texts["nimi"] for row in sheet.rows] == [writable(text) for text in texts]


@pytest.mark.parametrize(("name", "write"), [("a.csv", as_csv), ("a.xlsx", as_xlsx)])
def test_what_is_written_is_read_as_it_was(name: str, write: Write) -> None:
    (sheet,) = read_sheets(name, write(Table("P", ["Nimi", "B"], [[text, "x"] for text in TEXTS])))
    assert [row.texts["nimi"] for row in sheet.rows] == TEXTS
    assert sheet.header == ("nimi", "b")


@pytest.mark.parametrize(("name", "write"), [("a.csv", as_csv), ("a.xlsx", as_xlsx)])
def test_values_are_written_as_finns_write_them(name: str, write: Write) -> None:
    row = [Decimal("6.5"), Decimal("7.0"), True, False, date(2026, 1, 2), 12, None]
    (sheet,) = read_sheets(name, write(Table("P", list("abcdefg"), [row])))
    assert list(sheet.rows[0].texts.values())[:6] == ["6,5", "7", "kyllä", "ei", "2026-01-02", "12"]


def test_no_cell_of_a_csv_file_begins_a_formula_and_a_finnish_excel_finds_its_columns() -> None:
    content = as_csv(Table("P", ["=a", "b"], [[text, text] for text in TEXTS]))
    assert content.startswith(b'\xef\xbb\xbf"\'=a";"b"\r\n')
    cells = [
        cell
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
        for cell in row
    ]
    assert len(cells) == 2 * (len(TEXTS) + 1)
    assert not any(looks_like_formula(cell) for cell in cells)


def test_a_workbook_holds_texts_and_no_formulas() -> None:
    book = load_workbook(xlsx_file([Table("P", ["a"], [[text] for text in TEXTS])]))
    cells = [row[0] for row in book.active.iter_rows(min_row=2)]
    assert [cell.value for cell in cells[:2]] == ["=1+1", "+358 2 123"]
    assert "f" not in {cell.data_type for cell in cells}
    assert cells[0].quotePrefix


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_any_usual_delimiter_divides_the_columns(delimiter: str) -> None:
    (sheet,) = read_sheets(
        "a.csv", delimiter.join(("nimi", '"b;,\t"')).encode() + b"\n1" + delimiter.encode()
    )
    assert sheet.header == ("nimi", "b;,")


def test_what_excel_saves_as_unicode_text_is_read() -> None:
    (sheet,) = read_sheets("a.csv", "Nimi\tKunta\nÄlä\tTurku".encode("utf-16"))
    assert sheet.rows[0].texts == {"nimi": "Älä", "kunta": "Turku"}


def test_what_excel_saves_as_plain_csv_is_read_and_known_to_lack_letters() -> None:
    (sheet,) = read_sheets("a.csv", "Nimi;Järjestö\r\nÄlä;”Näin” – ŠIMON č".encode("cp1252", "replace"))
    assert sheet.rows[0].texts == {"nimi": "Älä", "järjestö": "”Näin” – ŠIMON ?"}
    assert sheet.holds("?rt", "čřt") is False
    assert sheet.holds("??t", "čřt")
    assert not read_sheets("a.csv", b"nimi\n?")[0].holds("?", "č")


def test_rows_are_numbered_as_a_spreadsheet_numbers_them_and_empty_ones_are_passed_over() -> None:
    content = b'a;b\r\n"1\n2";x\r\n;\r\n3;y\r\n'
    assert [row.number for row in read_sheets("a.csv", content)[0].rows] == [2, 4]


def test_a_formula_in_a_workbook_is_told_and_not_reckoned() -> None:
    book = Workbook()
    book.active.append(["nimi", "b"])
    book.active.append(["=1+1", "x"])
    file = io.BytesIO()
    book.save(file)
    (sheet,) = read_sheets("a.xlsx", file.getvalue())
    assert sheet.rows[0].formulas == ("nimi",)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"nimi;b\r\n\x81;x", "UTF-8"),
        ("a.csv", "nimi;Älä\r\n".encode() + b"\xe4;x", "2"),
        ("a.csv", b'nimi;b\r\n"x;y\r\n', "2"),
        ("a.csv", b"nimi\x00;b", "NUL"),
        ("a.csv", b"nimi;nimi\n1;2", "nimi"),
        ("a.csv", b" \n", "tyhjä"),
        ("a.csv", b"a" * (20 * 1024 * 1024 + 1), "20"),
        ("a.csv", b"a;" * 200, "100"),
        ("a.csv", b"nimi\n" + b"x\n" * 20_001, "20000"),
        ("a.xls", b"x", ".xlsx"),
        ("a.xlsx", b"PK\x03\x04 not a zip", ".xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name: str, content: bytes, told: str) -> None:
    with pytest.raises(UnreadableFile, match=told):
        read_sheets(name, content)


def test_a_bomb_is_not_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(UnreadableFile):
        read_sheets("a.xlsx", file.getvalue())


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_not_expanded(part: str) -> None:
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    content = rewritten(
        as_xlsx(Table("P", ["nimi"], [["TEKSTI"]])),
        part,
        lambda xml: doctype + xml.split(b"?>", 1)[-1].replace(b"TEKSTI", b"&a;&b;"),
    )
    with pytest.raises(UnreadableFile):
        read_sheets("a.xlsx", content)


def test_a_cell_far_out_makes_no_million_rows() -> None:
    content = rewritten(
        as_xlsx(Table("P", ["nimi"], [["a"], ["b"]])),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'<row r="3"', b'<row r="1048576"').replace(b'"A3"', b'"XFD1048576"'),
    )
    (sheet,) = read_sheets("a.xlsx", content)
    assert isinstance(sheet, Sheet)
    assert [row.texts["nimi"] for row in sheet.rows] == ["a"]
