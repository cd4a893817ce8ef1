"""Key figures of a table become an organisation's answer and never overwrite what its people wrote."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from cms.directory.models import OrganisationPage
from cms.figures.actions import Entry, Reported, draft_figures, report_figures
from cms.figures.models import Answer, KeyFigure, ReportedFigure
from ingest.errors import ImportRefused
from ingest.models import FieldConflict, HarvestedRecord
from ingest.settling import settle_conflict
from tests.factories import OrganisationPageFactory
from tests.factories.figures import KeyFigureFactory
from tests.integration.ingest.conftest import Ran

Ingest = Callable[..., Ran]


@pytest.fixture
def organisation(site: object) -> OrganisationPage:
    """Return whose figures they are."""
    return OrganisationPageFactory(title="Esimerkki ry", business_id="1234567-1")


@pytest.fixture
def volunteers(site: object) -> KeyFigure:
    """Return what is counted."""
    return KeyFigureFactory(name_fi="Vapaaehtoisia")


def table(folder: Path, number: str, heading: str = "Vapaaehtoisia") -> Path:
    """Return a table of one organisation's year."""
    path = folder / "luvut.csv"
    path.write_text(f"Yhdistys;Y-tunnus;Vuosi;{heading}\nEsimerkki ry;1234567-1;2024;{number}\n", "utf-8")
    return path


@pytest.fixture
def brought(ingest: Ingest, tmp_path: Path) -> Callable[..., Ran]:
    """Return what brings a number in."""

    def bring(number: str, *options: str, heading: str = "Vapaaehtoisia") -> Ran:
        path = table(tmp_path, number, heading)
        return ingest("spreadsheet", path, "--setting", "kind=key_figures", "--format", "json", *options)

    return bring


def test_a_number_comes_in_as_a_draft_and_publishing_reports_it(
    brought: Callable[..., Ran], organisation: OrganisationPage, volunteers: KeyFigure
) -> None:
    dry = brought("1 200,5", "--dry-run")
    assert dry.records[0]["action"] == "new"
    assert not Answer.objects.exists()
    brought("1 200,5")
    assert Answer.objects.get().draft == {volunteers.slug: {"value": "1200,5", "note": ""}}
    assert not ReportedFigure.objects.exists()
    assert brought("1 200,5").records[0]["action"] == "unchanged"
    brought("1 200,5", "--publish")
    assert ReportedFigure.objects.get().value == Decimal("1200.5")
    assert Answer.objects.get().draft == {}
    assert brought("1 300", "--publish").records[0]["action"] == "changed"
    assert ReportedFigure.objects.get().value == Decimal(1300)


def test_what_an_organisation_typed_stays_and_a_person_settles(
    brought: Callable[..., Ran], organisation: OrganisationPage, volunteers: KeyFigure, admin_client: Client
) -> None:
    draft_figures(organisation=organisation, year=2024, entries={volunteers: Entry("1 100", "arvio")})
    assert brought("1 100").records[0]["conflicts"] == []
    assert brought("1 300").records[0]["action"] == "changed"
    draft_figures(organisation=organisation, year=2024, entries={volunteers: Entry("1 150")})
    told = brought("1 400", "--publish").records[0]
    assert (told["action"], told["conflicts"]) == ("conflicting", [volunteers.slug])
    assert Answer.objects.get().draft[volunteers.slug]["value"] == "1 150"
    conflict = FieldConflict.objects.get(settled_at=None)
    with pytest.raises(ImportRefused, match="can't be merged"):
        settle_conflict(conflict=conflict, settlement=FieldConflict.Settlement.MERGED)
    page = admin_client.get(reverse("ingest_conflict", args=[conflict.pk])).content.decode()
    assert "Vapaaehtoisia" in page
    assert 'value="merged"' not in page
    settle_conflict(conflict=conflict, settlement=FieldConflict.Settlement.SOURCE)
    assert Answer.objects.get().draft[volunteers.slug]["value"] == "1400"
    assert not ReportedFigure.objects.exists()
    record = HarvestedRecord.objects.get()
    assert "Vapaaehtoisia" in admin_client.get(reverse("ingest_record", args=[record.pk])).content.decode()


def test_what_an_organisation_sent_is_not_overwritten_when_another_figure_is_published(
    brought: Callable[..., Ran], organisation: OrganisationPage, volunteers: KeyFigure
) -> None:
    members = KeyFigureFactory(name_fi="Jäseniä")
    both = {"heading": "Vapaaehtoisia;Jäseniä"}
    brought("1;2", "--publish", **both)
    report_figures(organisation=organisation, year=2024, values={members: Reported(Decimal(5), "laskettu")})
    brought("10;2", **both)
    brought("10;2", "--publish", **both)
    rows = ReportedFigure.objects.order_by("value").values_list("figure", "value", "note")
    assert list(rows) == [(members.pk, 5, "laskettu"), (volunteers.pk, 10, "")]


def test_a_note_stays_beside_a_figure_that_the_source_corrects(
    brought: Callable[..., Ran], organisation: OrganisationPage, volunteers: KeyFigure
) -> None:
    draft_figures(organisation=organisation, year=2024, entries={volunteers: Entry("1", "arvio")})
    brought("1")
    brought("3")
    assert Answer.objects.get().draft == {volunteers.slug: {"value": "3", "note": "arvio"}}
    brought("3", "--publish")
    assert ReportedFigure.objects.values_list("value", "note").get() == (3, "arvio")


def test_a_conflict_of_a_figure_that_is_gone_is_refused_in_words(
    brought: Callable[..., Ran], organisation: OrganisationPage, volunteers: KeyFigure
) -> None:
    draft_figures(organisation=organisation, year=2024, entries={volunteers: Entry("1")})
    brought("1")
    draft_figures(organisation=organisation, year=2024, entries={volunteers: Entry("2")})
    brought("3")
    conflict = FieldConflict.objects.get()
    volunteers.delete()
    with pytest.raises(ImportRefused, match=volunteers.slug):
        settle_conflict(conflict=conflict, settlement=FieldConflict.Settlement.SOURCE)


def test_a_figure_that_nobody_counts_here_is_named_with_what_to_do(
    brought: Callable[..., Ran], organisation: OrganisationPage, volunteers: KeyFigure
) -> None:
    ran = brought("5", heading="Saunailtoja")
    assert ran.status == 3
    [error] = ran.records[0]["errors"]
    assert error["message"] == "There is no key figure of the name: Saunailtoja."
    assert error["remedy"]
    assert not Answer.objects.exists()
