"""Tables of every usual writing are read; what is wrong costs its own row."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from ingest.records import KeyFiguresRecord, OrganisationRecord, ServiceRecord
from ingest.rendering import body_html, body_text
from ingest.sources.spreadsheet import SpreadsheetSource
from ingest.sources.spreadsheet.cells import ages_of, number_of, values_of
from tests.unit.ingest.sources.harvested import PAYLOADS, Results, assert_safe, harvested
from tests.unit.ingest.sources.spreadsheet.files import SERVICES, archive, ods, xlsx


def read(tmp_path: Path, content: bytes | str, name: str = "taulu.csv", **settings: Any) -> Results:
    """Return what the plugin makes of a file."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return harvested(SpreadsheetSource(), {"locations": [str(path)], **settings})


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "iso-8859-1", "mac_roman", "cp850"],
)
def test_every_usual_encoding_and_delimiter_gives_the_same_records(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    """Nothing has to be told."""
    text = SERVICES.replace(", ", "/").replace(";", delimiter)
    results = read(tmp_path, text.encode(encoding))
    assert results.problems == []
    first, second = results.records
    assert isinstance(first, ServiceRecord)
    assert isinstance(second, ServiceRecord)
    assert (first.title, second.title) == ("Perhekahvila", "Yöpäivystys")
    assert first.organisation is not None
    assert first.organisation.name == "Esimerkki ry"
    assert first.url == "https://esimerkki.example/kahvila#aika"
    assert second.digital


def test_xlsx_and_ods_give_what_csv_gives(tmp_path: Path) -> None:
    """The same cells are the same records."""
    rows = [line.split(";") for line in SERVICES.splitlines()]
    csv, book, open_document = (
        read(tmp_path, content, name).records
        for content, name in ((SERVICES, "a.csv"), (xlsx(rows), "a.xlsx"), (ods(rows), "a.ods"))
    )
    assert csv == book == open_document
    assert len(csv) == 2


def test_a_cell_holds_many_values_and_many_lines(tmp_path: Path) -> None:
    """Commas, semicolons and line breaks part values; a comma in brackets doesn't."""
    text = (
        'Palvelun nimi;Kohderyhmä;Kunnat;Kuvaus\nA;"lapset; nuoret";"Turku\nSalo";"Eka\n\nToka, <b>x</b>"\n'
    )
    (record,) = read(tmp_path, text).records
    assert isinstance(record, ServiceRecord)
    assert [term.label for term in record.target_groups] == ["lapset", "nuoret"]
    assert [term.label for term in record.areas] == ["Turku", "Salo"]
    assert [block.model_dump()["html"] for block in record.body] == ["Eka", "Toka, &lt;b&gt;x&lt;/b&gt;"]
    assert values_of("Turku (keskusta, itä), Salo") == ("Turku (keskusta, itä)", "Salo")


@pytest.mark.parametrize(
    "headings",
    [
        "Palvelun nimi;Kuvaus;Kohderyhmä(t);Kunnat;Linkki",
        "Tjänstens namn;Beskrivning;Målgrupp;Kommuner;Länk",
        "Service name;Description;Target groups;Municipalities;Website",
        "PALVELU *;Palvelun kuvaus (max 2500);Kenelle?;Kunnat, joissa palvelua tarjotaan;WWW-osoite",
    ],
)
def test_headings_of_three_languages_are_recognised(tmp_path: Path, headings: str) -> None:
    """However people write them."""
    (record,) = read(tmp_path, f"{headings}\nKerho;Kiva;lapset;Turku;esimerkki.example/kerho\n").records
    assert isinstance(record, ServiceRecord)
    assert (record.title, record.url) == ("Kerho", "https://esimerkki.example/kerho")
    assert [term.label for term in (*record.target_groups, *record.areas)] == ["lapset", "Turku"]
    assert len(record.body) == 1


def test_the_mapping_goes_before_the_guess_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    """It names headings by field."""
    text = "Otsake;Nimi;Kenelle\nOikea;Väärä;lapset\n"
    (record,) = read(tmp_path, text, columns=["name=Otsake"], kind="service").records
    assert record.title == "Oikea"
    (problem,) = read(tmp_path, text, columns={"name": "Puuttuva"}).problems
    assert "Puuttuva" in problem.message
    assert "Otsake" in problem.remedy


def test_rows_without_an_organisation_belong_to_the_one_of_the_settings(tmp_path: Path) -> None:
    """A row's own goes before it."""
    text = "Palvelun nimi;Järjestö;Kenelle\nA;;lapset\nB;Toinen ry;lapset\n"
    records = read(tmp_path, text, organisation="Esimerkki ry").records
    assert [record.organisation.name for record in records if record.organisation] == [
        "Esimerkki ry",
        "Toinen ry",
    ]


def test_headings_may_stand_below_a_title(tmp_path: Path) -> None:
    """Empty rows and a title above them are passed over."""
    text = "Palvelut 2026;;\n;;\nPalvelun nimi;Kenelle;Kunta\nA;lapset;Turku\n;;\nB;nuoret;Salo\n"
    assert [record.title for record in read(tmp_path, text).records] == ["A", "B"]


def test_a_missing_column_is_named_with_the_row(tmp_path: Path) -> None:
    """And what there is instead."""
    (problem,) = read(tmp_path, "Kenelle;Kunta\nlapset;Turku\n", kind="service").problems
    assert "Name of the service" in problem.message
    assert "row 1" in problem.message
    assert "Kenelle" in problem.message
    assert problem.remedy


def test_each_wrong_row_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    """A row without a name, twice the same one, a torn one, cells that can't be read."""
    text = (
        "Palvelun nimi;Kenelle;Ikä alkaen;Linkki\n"
        "A;lapset;3;https://esimerkki.example/\n"
        ";nuoret;;\n"
        "A;lapset;;\n"
        '"B;lapset;;\n'
        "C;lapset;monta;ei ole\n"
    )
    results = read(tmp_path, text)
    assert [record.title for record in results.records] == ["A", "C"]
    messages = [problem.message for problem in results.problems]
    assert "Row 3" in messages[0]
    assert "Palvelun nimi" in messages[0]
    assert "Row 4 has the same identifier as row 2" in messages[1]
    assert "quotation mark" in messages[2]
    faults = [(fault.field, fault.message) for fault in results.records[1].faults]
    assert [name for name, _message in faults] == ["age_from", "url"]
    assert all("Row 6" in message for _name, message in faults)
    assert all(problem.remedy for problem in results.problems)


def test_formulas_are_text_and_nothing_is_reckoned(tmp_path: Path) -> None:
    """In CSV they stay as written; in a workbook the value that was reckoned last counts."""
    formula = '=HYPERLINK("https://evil.example","x")'
    quoted = formula.replace('"', '""')
    (record,) = read(tmp_path, f'Palvelun nimi;Kenelle\n"{quoted}";lapset\n').records
    assert record.title == formula
    (problem,) = read(tmp_path, xlsx([["Palvelun nimi", "Kenelle"], ["=1+1", "lapset"]]), "f.xlsx").problems
    assert "name is missing" in problem.message


def test_null_bytes_and_broken_signs_are_survived_and_told(tmp_path: Path) -> None:
    """The row goes in, with a word about its broken signs."""
    text = "Palvelun nimi;Kenelle\nÄiti\x00ryhmä;lapset\n".encode() + b"Broken \xff sign;\xc3\xa4idit\n"
    first, second = read(tmp_path, text).records
    assert first.title == "Äitiryhmä"
    assert [fault.field for fault in second.faults] == ["encoding"]


@pytest.mark.parametrize("size", [200_000, 5_000_000])
def test_a_line_of_millions_costs_its_own_row(tmp_path: Path, size: int) -> None:
    """The next one is read."""
    results = read(tmp_path, f"Palvelun nimi;Kenelle\nA;{'x' * size}\nB;lapset\n")
    assert [record.title for record in results.records] == ["B"]
    assert "Row 2" in results.problems[0].message


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (archive({"xl/workbook.xml": b"0" * 60_000_000}), "bomb"),
        (archive({f"xl/{number}.xml": "x" for number in range(3_000)}), "bomb"),
        (archive({"[Content_Types].xml": "<x/>"}), "XLSX"),
        (archive({"kuva.png": "x"}), "ZIP file"),
        (b"PK\x03\x04 torn", "torn"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old format"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<!doctype html><html></html>", "web page"),
        (b"", "empty"),
    ],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes, word: str) -> None:
    """Nothing of it is unpacked or run."""
    results = read(tmp_path, content, "taulu.xlsx")
    assert results.records == []
    assert word in results.problems[0].message
    assert results.problems[0].remedy


def test_macros_are_passed_over(tmp_path: Path) -> None:
    """The cells of a workbook with macros are read like any other's."""
    import io
    import zipfile

    stream = io.BytesIO(xlsx([["Palvelun nimi", "Kenelle"], ["A", "lapset"]]))
    with zipfile.ZipFile(stream, "a") as book:
        book.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    assert [record.title for record in read(tmp_path, stream.getvalue(), "m.xlsm").records] == ["A"]


def test_an_external_entity_in_ods_is_not_read(tmp_path: Path) -> None:
    """Neither is one that would grow."""
    secret = tmp_path / "secret"
    secret.write_text("hunter2", encoding="utf-8")
    prolog = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>\n'
    results = read(tmp_path, ods([["Palvelun nimi", "Kenelle"], ["A&e;", "lapset"]], prolog), "x.ods")
    assert "hunter2" not in repr(results)


def test_organisations_are_known_by_their_business_id(tmp_path: Path) -> None:
    """And their rows are told from services'."""
    text = (
        "Yhdistys,Y-tunnus,Kotisivu,Sähköposti,Toiminta-alue\nA ry,1234567-1,a.example,info@a.example,Turku\n"
    )
    (record,) = read(tmp_path, text).records
    assert isinstance(record, OrganisationRecord)
    assert (record.external_id, record.business_id, record.website) == (
        "1234567-1",
        "1234567-1",
        "https://a.example/",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Järjestö;Vuosi;Tunnusluku;Arvo\nA ry;2024;Kohtaamisia;1 200\nA ry;2024;Ryhmiä;12,5\n",
        "Järjestö;Vuosi;Kohtaamisia;Ryhmiä\nA ry;2024;1200;12,5\n",
        "Järjestö;Tunnusluku;2023;2024\nA ry;Kohtaamisia;;1.200\nA ry;Ryhmiä;;12,5\n",
    ],
)
def test_key_figures_are_read_in_three_layouts(tmp_path: Path, text: str) -> None:
    """One record for an organisation and year."""
    (record,) = read(tmp_path, text).records
    assert isinstance(record, KeyFiguresRecord)
    assert (record.year, record.external_id) == (2024, "A ry/2024")
    assert {figure.label: figure.value for figure in record.figures} == {
        "Kohtaamisia": Decimal(1200),
        "Ryhmiä": Decimal("12.5"),
    }


def test_dates_and_numbers_of_workbooks_are_written_plainly(tmp_path: Path) -> None:
    """Whole numbers without decimals, days as ISO 8601."""
    moment = datetime(2026, 1, 2, tzinfo=UTC).replace(tzinfo=None)
    rows = [["Tunnus", "Palvelun nimi", "Kenelle", "Aukiolo"], [7.0, "A", "lapset", moment]]
    (record,) = read(tmp_path, xlsx(rows), "d.xlsx").records
    assert isinstance(record, ServiceRecord)
    assert (record.external_id, record.opening_hours) == ("7", "2026-01-02")


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("13–17 v", (13, 17)),
        ("0-6-vuotiaat", (0, 6)),
        ("yli 18", (18, None)),
        ("alle 3-vuotiaat", (None, 3)),
        ("12+", (12, None)),
        ("16", (16, 16)),
        ("kaikki", (None, None)),
    ],
)
def test_ages_are_read_as_people_write_them(text: str, ages: tuple[int | None, int | None]) -> None:
    """In years."""
    assert ages_of(text) == ages


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", "1234.5"),
        ("1.234", "1234"),
        ("1,234.50", "1234.50"),
        ("12,5", "12.5"),
        ("-3", "-3"),
        ("x", None),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: str | None) -> None:
    """Finnish, Swedish and English."""
    assert number_of(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_runs_comes_through(tmp_path: Path, payload: str) -> None:
    """Neither as a text nor as an address."""
    cell = payload.replace('"', '""')
    text = f'Palvelun nimi;Kuvaus;Kenelle;Linkki;Avainsanat\n"A {cell}";"{cell}";"{cell}";"{cell}";"{cell}"\n'
    results = read(tmp_path, text)
    assert len(results.records) == 1
    assert_safe(results.records[0])


def test_signs_that_xml_can_not_hold_are_read_as_they_are_meant(tmp_path: Path) -> None:
    """Excel writes a carriage return as _x000D_, and an underscore before such a text as _x005F_."""
    rows = [["Palvelun nimi", "Kenelle", "Kuvaus"], ["Ryhmä_x005F_x000D_", "lapset", "Eka_x000D_\nToka"]]
    (record,) = read(tmp_path, xlsx(rows), "e.xlsx").records
    assert record.title == "Ryhmä_x000D_"
    assert "_x000D_" not in body_html(record)


@pytest.mark.parametrize("name", ["x.xlsx", "x.ods"])
def test_a_torn_part_of_an_archive_is_told_by_name(tmp_path: Path, name: str) -> None:
    rows = [["Palvelun nimi", "Kenelle"], *([f"Palvelu {number}", "lapset"] for number in range(2000))]
    whole = xlsx(rows) if name == "x.xlsx" else ods(rows)
    part = b"xl/worksheets/sheet1.xml" if name == "x.xlsx" else b"content.xml"
    begins = whole.index(part) + len(part) + 40
    torn = (
        whole[:begins] + bytes(byte ^ 0x55 for byte in whole[begins : begins + 400]) + whole[begins + 400 :]
    )
    results = read(tmp_path, torn, name)
    assert results.problems
    assert "can't be read" in results.problems[0].message


def test_headings_of_two_rows_and_cells_merged_downwards_are_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Palvelut 2026"],
        ["Järjestö", "Palvelu", None, "Hinta"],
        [None, "Nimi", "Kuvaus", None],
        ["Esimerkki ry", "Perhekahvila", "Tule kahville.", "5 €"],
        [None, "Kerho", "Tule leikkimään.", "0 €"],
        ["Toinen ry", "Leiri", "Tule leirille.", None],
    ):
        sheet.append(row)
    for merged in ("A1:D1", "A2:A3", "B2:C2", "D2:D3", "A4:A5"):
        sheet.merge_cells(merged)
    stream = io.BytesIO()
    book.save(stream)
    results = read(tmp_path, stream.getvalue(), "m.xlsx")
    assert results.problems == []
    assert [(record.external_id, body_text(record)) for record in results.records] == [
        ("Esimerkki ry/Perhekahvila", "Tule kahville."),
        ("Esimerkki ry/Kerho", "Tule leikkimään."),
        ("Toinen ry/Leiri", "Tule leirille."),
    ]


def test_a_row_of_values_beneath_a_column_without_a_heading_is_no_heading(tmp_path: Path) -> None:
    text = "Palvelun nimi;Järjestö;;Kuvaus\nNimi;A ry;Puhelin;Kuvaus\nB;A ry;;C\n"
    assert [record.title for record in read(tmp_path, text).records] == ["Nimi", "B"]
