"""A row that cannot be taken is told with its reasons, and leaves the others alone."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from cms.directory.models import OrganisationPage, Service
from cms.exchange.columns import ORGANISATIONS
from cms.exchange.export import directory_tables
from cms.sheets.writing import xlsx_file
from tests.integration.exchange.files import changed, csv_of, file_of, imported, plan, rows_of, set_cell

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("heading", "text", "told"),
    [
        ("Kohderyhmät", "Lapsett", "Lapset"),
        ("Kunnat", "Atlantis", "Atlantis"),
        ("Tila", "hukassa", "Tila"),
        ("Ikä alkaen", "iso", "iso"),
        ("Ikä alkaen", "50", ""),
        ("Maksuton", "ehkä", "ehkä"),
        ("Palvelun nimi", "", "Palvelun nimi"),
        ("Tiivistelmä", "x" * 201, "Tiivistelmä"),
        ("Linkki", "javascript:alert(1)", "Linkki"),
        ("Järjestön tunniste", "999999", "999999"),
        ("Palvelun tunniste", "999999", "999999"),
        ("Palvelun tunniste", "1e3", "1e3"),
        ("Hinta", "", ""),
        ("Kunnat", "", ""),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_and_the_others_go_in(
    directory: OrganisationPage, heading: str, text: str, told: str
) -> None:
    rows = rows_of()
    set_cell("Perhekahvila", heading, text)(rows)
    set_cell("Chat", "Nimettömästi", "x")(rows)
    found = plan(file_of(rows))
    (problem,) = found.problems
    assert problem.sheet == "Palvelut"
    assert told in " ".join(problem.reasons)
    assert [change.label for change in found.changes] == ["Chat"]
    assert imported(file_of(rows)).written == 1


def test_wrong_days_are_told_and_finnish_ones_are_read(directory: OrganisationPage) -> None:
    (problem,) = changed(set_cell("Aallokko ry", "Jäsen alkaen", "31.2.2020"), ORGANISATIONS).problems
    assert "31.2.2020" in problem.reasons[0]
    rows = rows_of(ORGANISATIONS)
    set_cell("Aallokko ry", "Jäsen alkaen", "1.2.2020")(rows)
    set_cell("Aallokko ry", "Puhelin", "+358 2 999")(rows)
    outcome = imported(file_of(rows), publishes=True)
    assert (outcome.written, outcome.published) == (1, 1)
    directory.refresh_from_db()
    assert str(directory.member_since) == "2020-02-01"
    assert directory.telephone == "+358 2 999"


def test_a_new_row_without_what_is_required_says_what_is_missing(directory: OrganisationPage) -> None:
    content = "Palvelun nimi;Järjestön nimi\nAivan uusi;Aallokko ry\n;Aallokko ry\n".encode()
    first, second = plan(content).problems
    assert any("Tiivistelmä" in reason for reason in first.reasons)
    assert any("Palvelun nimi" in reason for reason in second.reasons)
    assert (first.number, second.number) == (2, 3)


def test_the_same_identifier_twice_and_a_locked_service_are_told(directory: OrganisationPage) -> None:
    rows = rows_of()
    assert len(plan(file_of([*rows, rows[0]])).problems) == 1
    Service.objects.filter(name="Chat").update(locked=True)
    assert len(changed(set_cell("Chat", "Nimettömästi", "x")).problems) == 1
    assert plan(csv_of()).problems == ()


def test_a_formula_in_a_workbook_is_told(directory: OrganisationPage) -> None:
    book = load_workbook(xlsx_file(directory_tables()))
    book["Palvelut"]["Z2"] = '=HYPERLINK("https://paha.example")'
    file = io.BytesIO()
    book.save(file)
    found = plan(file.getvalue(), "a.xlsx")
    assert "Linkki" in found.problems[0].reasons[0]
    assert found.changes == ()
