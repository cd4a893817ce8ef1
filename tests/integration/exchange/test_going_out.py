"""The directory goes out as files that say all but what is secret, and come back unchanged."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cms.directory.actions import save_service_draft
from cms.directory.models import Challenge, OrganisationPage, Service, TargetGroup
from cms.exchange.columns import ORGANISATIONS
from cms.exchange.export import directory_tables
from cms.publishing.actions import save_page_draft
from cms.sheets.writing import xlsx_file
from tests.factories import ServiceFactory
from tests.integration.exchange.files import changed, csv_of, file_of, plan, rows_of, set_cell

pytestmark = pytest.mark.django_db


def test_an_unchanged_file_changes_nothing(directory: OrganisationPage) -> None:
    workbook = xlsx_file(directory_tables()).read()
    for name, content in (
        ("palvelut.csv", csv_of()),
        ("jarjestot.csv", csv_of(ORGANISATIONS)),
        ("kaikki.xlsx", workbook),
        ("pilkuin.csv", file_of(rows_of(), delimiter=",")),
    ):
        found = plan(content, name)
        assert (found.changes, found.problems, found.unread) == ((), (), ()), name
    assert plan(workbook, "kaikki.xlsx").unchanged == 4


def test_a_draft_that_waits_goes_out_and_comes_back_as_it_is(directory: OrganisationPage) -> None:
    service = Service.objects.get(name="Chat")
    save_service_draft(
        service=service, values={"summary": "Uusi.", "challenges": list(Challenge.objects.all())}
    )
    row = next(row for row in rows_of() if row["Palvelun nimi"] == "Chat")
    assert (row["Tiivistelmä"], row["Haasteet"]) == ("Uusi.", "Ero")
    assert row["Julkaisu"] == "julkaistu, muutoksia odottaa"
    assert plan(csv_of()).changes == ()


def test_cells_say_in_finnish_what_the_directory_says(directory: OrganisationPage) -> None:
    row = next(row for row in rows_of() if row["Palvelun nimi"] == "Perhekahvila")
    assert row["Tiivistelmä"] == "'=HYPERLINK(1) ei ole kaava."
    assert row["Kunnat"] == "Salo; Turku"
    assert row["Ikä alkaen"] == "0,5"
    assert row["Maksuton"] == "ei"
    assert row["Kohderyhmät"].startswith("Lapset; kohderyhma-")
    telephone = load_workbook(xlsx_file(directory_tables()))["Järjestöt"]["H2"]
    assert (telephone.value, telephone.data_type) == ("+358 2 123", "s")


def test_a_confidential_address_never_leaves_and_is_never_overwritten(directory: OrganisationPage) -> None:
    service = Service.objects.get(name="Perhekahvila")
    secret = {"street_address": "Salakuja 7", "postal_code": "20100", "city": "Turku"}
    save_service_draft(service=service, values={**secret, "address_confidential": True}, publish=True)
    save_page_draft(
        model=OrganisationPage, page=directory, values={**secret, "address_confidential": True}, publish=True
    )
    for content in (csv_of(), csv_of(ORGANISATIONS)):
        assert "Salakuja" not in content.decode()
    book = load_workbook(xlsx_file(directory_tables()))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any("Salakuja" in cell for cell in cells)
    assert changed(set_cell("Perhekahvila", "Katuosoite", "Toinen tie 1")).changes == ()
    draft = save_service_draft(service=service, values={"address_confidential": False})
    assert "Salakuja" not in csv_of().decode(), "what is live is still secret"
    assert "Salakuja" not in str(plan(csv_of()))
    draft.latest_revision.publish()
    assert "Salakuja 7" in csv_of().decode()


def test_more_services_take_no_more_queries(directory: OrganisationPage) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            plan(csv_of())
        return len(queries)

    few = count()
    for number in range(5):
        service = ServiceFactory(organisation=directory, target_groups=[TargetGroup.objects.first()])
        save_service_draft(service=service, values={"price": f"{number} €"})
    assert count() == few
