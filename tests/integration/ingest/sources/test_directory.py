"""Organisations and services of PTV and of tables come into the directory, their terms as ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cms.directory.models import OrganisationPage, Service
from ingest.mapping.models import TermRule
from tests.factories.directory import TargetGroupFactory
from tests.integration.ingest.conftest import Ran
from tests.unit.ingest.sources.ptv.things import channels, dumped, organisation, service

pytestmark = pytest.mark.django_db


@pytest.fixture
def ptv(tmp_path: Path) -> Path:
    """Return a file of PTV."""
    path = tmp_path / "ptv.json"
    path.write_bytes(dumped([organisation(), service(), *channels()]))
    return path


def test_ptv_comes_in_with_its_terms_mapped_and_the_others_listed(
    ptv: Path, ingest: Callable[..., Ran]
) -> None:
    """By the shipped rules; a life event waits for a decision, and so does a class whose entry isn't here."""
    families = TargetGroupFactory(name_fi="Lapsiperheet", slug="lapsiperheet")
    ran = ingest("ptv", ptv, "--format", "json")
    assert (ran.status, [record["errors"] for record in ran.records]) == (0, [[], []])
    found = Service.objects.get().get_latest_revision_as_object()
    assert found.organisation == OrganisationPage.objects.get(business_id="1234567-1")
    assert [group.pk for group in found.target_groups.all()] == [families.pk]
    assert [place.code for place in found.municipalities.all()] == ["853"]
    assert found.whole_county
    waiting = TermRule.objects.filter(decision=TermRule.Decision.WAITING).values_list("code", flat=True)
    assert set(waiting) == {"P3.7", "KE3"}


def test_a_second_run_of_the_same_file_changes_nothing(ptv: Path, ingest: Callable[..., Ran]) -> None:
    """Nothing is written twice."""
    ingest("ptv", ptv)
    ran = ingest("ptv", ptv, "--format", "json")
    assert {record["action"] for record in ran.records} == {"unchanged"}


def test_a_dry_run_of_a_service_and_its_organisation_writes_nothing_and_fails_nothing(
    ptv: Path, ingest: Callable[..., Ran]
) -> None:
    """The organisation would have come before its service."""
    ran = ingest("ptv", ptv, "--dry-run", "--format", "json")
    assert (ran.status, [record["action"] for record in ran.records]) == (0, ["new", "new"])
    assert not Service.objects.exists()
    assert not TermRule.objects.filter(times_seen__gt=0).exists()


def test_a_table_of_services_goes_to_the_organisation_that_is_here(
    tmp_path: Path, ingest: Callable[..., Ran], ptv: Path
) -> None:
    """Known by its name; a wrong row fails alone, with status 3."""
    ingest("ptv", ptv)
    path = tmp_path / "palvelut.csv"
    path.write_text(
        "Järjestö;Palvelun nimi;Kunnat\n"
        "Esimerkkiyhdistys ry;Kerho;Turku, koko Varsinais-Suomi\n;;\n;Ei kenenkään;Turku\n",
        encoding="utf-8",
    )
    ran = ingest("spreadsheet", path, "--format", "json")
    assert ran.status == 3
    found: Any = Service.objects.get(name="Kerho").get_latest_revision_as_object()
    assert found.whole_county
    assert [record["action"] for record in ran.records] == ["new", "failed"]
