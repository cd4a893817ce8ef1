"""A file is compared with the directory: exactly what somebody changed in it is a difference."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook

from cms.directory.actions import save_service_draft
from cms.directory.models import OrganisationPage, Service
from tests.integration.exchange.files import csv_of, file_of, imported, plan, rows_of, set_cell

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("heading", "text", "before", "after"),
    [
        ("Linkki", "https://aallokko.example/uusi", "https://aallokko.example/kahvila#aika", ...),
        ("Ikä alkaen", "1.5", "0,5", "1,5"),
        ("Ikä asti", "", "6", ""),
        ("Kunnat", "turku\nRaisio", "Salo; Turku", "Raisio; Turku"),
        ("Maksuton", "Kyllä", "ei", "kyllä"),
        ("Asiasanat", "vertaistuki; uusi", "-miinus; vertaistuki", "uusi; vertaistuki"),
        ("Tila", "paused", "käytössä", "tauolla"),
        ("Palvelun nimi", " Perhe  kahvila ", "Perhekahvila", "Perhe kahvila"),
    ],
)
def test_a_changed_cell_is_the_only_difference_and_becomes_a_draft(
    directory: OrganisationPage, heading: str, text: str, before: str, after: Any
) -> None:
    rows = rows_of()
    set_cell("Perhekahvila", heading, text)(rows)
    (change,) = plan(file_of(rows)).changes
    expected = text if after is ... else after
    assert [(field.heading, field.after) for field in change.fields] == [(heading, expected)]
    assert change.fields[0].before.casefold() == before.casefold() or heading == "Tila"
    outcome = imported(file_of(rows))
    assert (outcome.written, outcome.published, outcome.waiting) == (1, 0, 0)
    service = Service.objects.get(slug="perhekahvila")
    assert service.has_unpublished_changes
    assert plan(file_of(rows)).changes == ()
    assert plan(csv_of()).changes == ()


def test_other_peoples_changes_stay_and_a_conflict_is_told(directory: OrganisationPage) -> None:
    rows = rows_of()
    service = Service.objects.get(name="Perhekahvila")
    save_service_draft(service=service, values={"opening_hours": "Tiistaisin", "price": "7 €"}, publish=True)
    set_cell("Perhekahvila", "Linkki", "https://aallokko.example/uusi")(rows)
    (change,) = plan(file_of(rows)).changes
    assert [field.heading for field in change.fields] == ["Linkki"]
    imported(file_of(rows), publishes=True)
    service.refresh_from_db()
    assert (service.opening_hours, service.price) == ("Tiistaisin", "7 €")
    set_cell("Perhekahvila", "Hinta", "9 €")(rows)
    (problem,) = plan(file_of(rows)).problems
    assert "Hinta" in problem.reasons[0]
    assert "7 €" in problem.reasons[0]


def test_missing_columns_and_removed_rows_leave_things_alone(directory: OrganisationPage) -> None:
    rows = [
        {"Palvelun tunniste": row["Palvelun tunniste"], "Versio": row["Versio"], "Linkki": row["Linkki"]}
        for row in rows_of()
    ]
    assert plan(file_of(rows[:1])).changes == ()
    rows[0]["Linkki"] = "https://aallokko.example/muu"
    rows[0]["Oma muistiinpano"] = "x"
    found = plan(file_of(rows[:1]))
    assert [field.heading for change in found.changes for field in change.fields] == ["Linkki"]
    assert found.unread == ("oma muistiinpano",)


def test_a_workbook_of_ones_own_without_versions_is_compared_with_what_is_there(
    directory: OrganisationPage,
) -> None:
    book = Workbook()
    book.active.append(["Palvelun tunniste", "Maksuton", "Ikä asti"])
    service = Service.objects.get(name="Perhekahvila")
    book.active.append([service.pk, "kyllä", 7])
    file = io.BytesIO()
    book.save(file)
    (change,) = plan(file.getvalue(), "oma.xlsx").changes
    assert [(field.heading, field.after) for field in change.fields] == [
        ("Maksuton", "kyllä"),
        ("Ikä asti", "7"),
    ]
