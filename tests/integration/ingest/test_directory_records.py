"""Organisations and services of sources become the directory's, with their terms mapped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cms.directory.actions import save_service_draft
from cms.directory.models import Municipality, OrganisationIndex, OrganisationPage, Service
from home.models import HomePage
from ingest.keeping import dry_run, go_on, run_source
from ingest.mapping.models import TermRule
from ingest.models import AdoptionOffer, FieldConflict, HarvestedRecord, RecordError, Source
from ingest.outcomes import Action
from ingest.records import Identifier, OrganisationRecord, OrganisationReference, ServiceRecord, Term
from tests.factories import OrganisationPageFactory, ServiceFactory, TargetGroupFactory
from tests.integration.ingest.played import Played, hold, new_world

World = type[Played]
BUSINESS_ID = "1234567-1"


@pytest.fixture
def world(site: HomePage, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return a source's world."""
    return new_world(monkeypatch)


@pytest.fixture
def source(world: World) -> Source:
    """Return a kept source that publishes."""
    return Source.objects.create(name="Rekisteri", plugin="played", kept=True, policy="publish")


def organisation(**fields: Any) -> OrganisationRecord:
    """Return an organisation's record."""
    values = {"external_id": "o1", "title": "Lasten tuki ry", "summary": "Tukee lapsia.", **fields}
    return OrganisationRecord(**values)


def service(**fields: Any) -> ServiceRecord:
    """Return a service's record."""
    values: dict[str, Any] = {
        "external_id": "s1", "title": "Vertaisryhmä", "summary": "Ryhmä.", "whole_county": True,
        "organisation": OrganisationReference(external_id="o1", name="Lasten tuki ry"),
    }  # fmt: skip
    return ServiceRecord(**{**values, **fields})


def test_a_service_becomes_its_organisations(source: Source, world: World) -> None:
    hold(world, organisation(business_id=BUSINESS_ID), service(age_from="0.5", channels=("group",)))
    list(run_source(source))
    page, made = OrganisationPage.objects.get(), Service.objects.get()
    assert (page.business_id, page.live) == (BUSINESS_ID, True)
    assert (made.organisation, made.live, made.channels) == (page, True, ["group"])
    list(run_source(source, read_all=True))
    assert source.runs.first().unchanged == 2  # type: ignore[union-attr]  # it has run


@pytest.mark.parametrize("by", ["external_id", "identifiers"])
def test_a_service_of_a_deleted_organisation_is_told_and_not_made(
    source: Source, world: World, by: str
) -> None:
    marks = (Identifier(scheme="ptv", value="1"),)
    hold(world, organisation(identifiers=marks))
    list(run_source(source))
    OrganisationPage.objects.get().delete()
    named: dict[str, Any] = {"external_id": "o1"} if by == "external_id" else {"identifiers": marks}
    hold(world, service(organisation=OrganisationReference(name="Lasten tuki ry", **named)))
    list(run_source(source))
    assert "organisation is not here" in RecordError.objects.get().message
    assert not Service.objects.exists()


def test_terms_become_entries_of_our_own_lists(source: Source, world: World) -> None:
    group = TargetGroupFactory(name_fi="Nuoret")
    town, _ = Municipality.objects.get_or_create(code="853", defaults={"name_fi": "Turku", "slug": "turku"})
    hold(
        world,
        organisation(),
        service(
            whole_county=False,
            target_groups=(Term(label="nuoret"), Term(label="Avaruusolennot")),
            areas=(Term(code=town.code, label=town.name_fi),),
        ),
    )
    list(run_source(source))
    made = Service.objects.get()
    assert list(made.target_groups.all()) == [group]
    assert list(made.municipalities.all()) == [town]


def test_a_service_whose_organisation_is_not_here_is_refused_with_the_remedy(
    source: Source, world: World
) -> None:
    hold(world, service())
    list(run_source(source))
    error = RecordError.objects.get()
    assert "Lasten tuki ry" in error.message
    assert "Add the organisation first" in error.remedy


@pytest.mark.parametrize(
    "fields",
    [
        {"business_id": BUSINESS_ID, "title": "Aivan toinen nimi"},
        {"website": "http://lastentuki.example/", "title": "Aivan toinen nimi"},
        {"title": "Lasten Tuki r.y."},
        {"title": "Lasten tukii ry"},
    ],
)
def test_an_organisation_that_is_here_is_recognised(
    source: Source, world: World, fields: dict[str, str]
) -> None:
    OrganisationPageFactory(
        title="Lasten tuki ry", business_id=BUSINESS_ID, website="https://www.lastentuki.example"
    )
    hold(world, organisation(**fields))
    list(run_source(source))
    assert OrganisationPage.objects.count() == 1
    assert AdoptionOffer.objects.count() == 1


def test_another_organisation_is_created(source: Source, world: World) -> None:
    OrganisationPageFactory(title="Vanhempien talo ry")
    hold(world, organisation())
    list(run_source(source))
    assert OrganisationPage.objects.count() == 2


def test_a_persons_change_of_a_service_is_kept_and_the_conflict_told(source: Source, world: World) -> None:
    hold(world, organisation(), service())
    list(run_source(source))
    draft = Service.objects.get().get_latest_revision_as_object()
    draft.summary = "Oma tiivistelmä."
    draft.save_revision().publish()
    hold(world, organisation(), service(summary="Lähteen uusi.", opening_hours="Ma 9–15"))
    list(run_source(source))
    live = Service.objects.get()
    assert (live.summary, live.opening_hours) == ("Oma tiivistelmä.", "Ma 9–15")
    assert FieldConflict.objects.get().field == "summary"


def test_near_equal_text_is_recognised_and_another_text_is_not(source: Source, world: World) -> None:
    text = "Perheille on tarjolla vertaisryhmiä kahdesti viikossa keskustan talossa, jonne saa tulla. " * 5
    page = OrganisationPageFactory(title="Muu ry")
    ServiceFactory(organisation=page, name="Ryhmä", description=text)
    reference = OrganisationReference(name="Muu ry")
    body = [{"type": "paragraph", "html": text.replace("kahdesti", "kolmesti", 1)}]
    camp = "Leiri on nuorille kesällä meren rannalla, ja sinne ilmoittaudutaan. " * 6
    other = [{"type": "paragraph", "html": camp}]
    hold(
        world,
        service(organisation=reference, body=body),
        service(external_id="s2", title="Leiri", organisation=reference, body=other),
    )
    list(run_source(source))
    assert [offer.external_id for offer in AdoptionOffer.objects.all()] == ["s1"]
    assert Service.objects.filter(name="Leiri").exists()


SUBREGION = Term(vocabulary="ptv:area:BusinessSubRegion", code="22", label="Saariston seutukunta")


def test_a_service_whose_area_is_unknown_here_is_refused_by_name_until_it_is_mapped(
    source: Source, world: World
) -> None:
    municipality = Municipality.objects.order_by("pk").first()
    assert municipality is not None
    hold(world, organisation(), service(whole_county=False, areas=(SUBREGION,)))
    trial = [outcome for _, outcome in dry_run(source)]
    assert not TermRule.objects.filter(label=SUBREGION.label).exists()
    list(run_source(source))
    (error,) = RecordError.objects.all()
    assert SUBREGION.label in error.message
    assert "mapping" in error.remedy
    assert [outcome.action for outcome in trial] == [Action.NEW, Action.FAILED]
    rule = TermRule.objects.get(label=SUBREGION.label)
    assert rule.decision == TermRule.Decision.WAITING
    rule.municipalities.add(municipality)
    TermRule.objects.update_or_create(pk=rule.pk, defaults={"decision": TermRule.Decision.MAPPED})
    list(run_source(source))
    made = Service.objects.get()
    assert list(made.municipalities.all()) == [municipality]
    assert RecordError.objects.get().settled_at is not None


@pytest.mark.parametrize(
    ("areas", "told"), [((), "doesn't tell where"), ((SUBREGION,), "only in areas that are left out")]
)
def test_a_service_offered_nowhere_here_is_refused_with_the_reason(
    source: Source, world: World, areas: tuple[Term, ...], told: str
) -> None:
    TermRule.objects.create(
        facet="municipality", vocabulary=SUBREGION.vocabulary, code=SUBREGION.code, decision="left_out"
    )
    hold(world, organisation(), service(whole_county=False, areas=areas))
    list(run_source(source))
    assert told in RecordError.objects.get().message
    assert not Service.objects.exists()


def test_where_a_person_said_a_service_is_offered_stands_when_its_source_says_nothing(
    source: Source, world: World
) -> None:
    hold(world, organisation(), service(whole_county=False, digital=True))
    list(run_source(source))
    save_service_draft(
        service=Service.objects.get(), values={"whole_county": True, "digital": False}, publish=True
    )
    hold(world, organisation(), service(whole_county=False, digital=True, title="Uusi nimi"))
    list(run_source(source))
    made = Service.objects.get().get_latest_revision_as_object()
    assert (made.name, made.whole_county, made.digital) == ("Uusi nimi", True, False)
    assert not RecordError.objects.exists()


@pytest.fixture
def table(tmp_path: Path, site: HomePage) -> Path:
    """Return a table's path."""
    OrganisationPageFactory(title="Lasten tuki ry", parent=OrganisationIndex.objects.get())
    return tmp_path / "palvelut.csv"


def write_rows(table: Path, count: int) -> None:
    """Write so many services into the table."""
    rows = (f"Ryhmä {number};Ryhmä lapsille.;Lasten tuki ry;p{number};kyllä" for number in range(count))
    table.write_text("\n".join(["Nimi;Kuvaus;Järjestö;Tunniste;Koko maakunnassa", *rows]))


def state_after_run(source: Source) -> tuple[str, int]:
    """Run the source; return how the run ended and how many services are public."""
    list(run_source(source))
    latest = source.runs.order_by("-pk").first()
    assert latest is not None
    return latest.state, Service.objects.filter(live=True).count()


def test_rows_that_are_gone_from_a_table_are_gone_after_two_runs_though_it_stays_as_it_is(
    table: Path,
) -> None:
    source = Source.objects.create(
        name="Taulukko",
        plugin="spreadsheet",
        kept=True,
        policy="publish",
        settings={"locations": [str(table)]},
    )
    write_rows(table, 10)
    assert state_after_run(source) == ("completed", 10)
    write_rows(table, 8)
    assert [state_after_run(source) for _ in range(4)] == [
        ("completed", 10), ("completed", 8), ("completed", 8), ("completed", 8),
    ]  # fmt: skip
    assert HarvestedRecord.objects.exclude(gone_at=None).count() == 2
    write_rows(table, 10)
    state_after_run(source)
    assert not HarvestedRecord.objects.exclude(gone_at=None).exists()


def test_a_table_that_has_shrunk_asks_until_it_is_answered(table: Path) -> None:
    source = Source.objects.create(
        name="Taulukko",
        plugin="spreadsheet",
        kept=True,
        policy="publish",
        settings={"locations": [str(table)]},
    )
    write_rows(table, 10)
    state_after_run(source)
    write_rows(table, 5)
    assert [state_after_run(source) for _ in range(3)] == [("held", 10)] * 3
    held = source.runs.get(state="held")
    go_on(held)
    assert [state_after_run(source) for _ in range(2)] == [("completed", 5), ("completed", 5)]
