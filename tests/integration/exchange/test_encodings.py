"""A file that Excel saved as plain "CSV" comes back in."""

from __future__ import annotations

import pytest

from cms.exchange.actions import keep_upload, plan_of
from cms.exchange.columns import SERVICES
from cms.exchange.export import directory_table
from cms.exchange.planning import read_directory_file
from cms.sheets.writing import csv_lines
from home.models import HomePage
from tests.factories import ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_only_what_somebody_changed_is_a_difference_in_excels_own_encoding(site: HomePage) -> None:
    ServiceFactory(name="Perhekahvila", summary="Kahvia – ja čajia – tarjolla.", price="5 €")
    ServiceFactory(name="Äitien ryhmä", summary="Ryhmä auttaa.")
    text = "".join(csv_lines(directory_table(SERVICES))).removeprefix("\ufeff")
    saved = text.replace("Ryhmä auttaa.", "Ryhmä auttaa äitejä.").encode("cp1252", "replace")
    assert b"?ajia" in saved
    sheets = read_directory_file("palvelut.csv", saved)
    kept = keep_upload(user=UserFactory(), name="palvelut.csv", sheets=sheets, publishes=False)
    plan = plan_of(kept)
    assert (plan.unchanged, plan.problems) == (1, ())
    assert [(field.heading, field.after) for field in plan.changes[0].fields] == [
        ("Tiivistelmä", "Ryhmä auttaa äitejä.")
    ]
