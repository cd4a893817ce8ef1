"""An organisation drafts, sends and corrects its own key figures, and sees nobody else's."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.timezone import localdate, now
from wagtail.models import ModelLogEntry

from cms.directory.models import OrganisationPage
from cms.figures.actions import Reported, report_figures, send_answer
from cms.figures.models import Answer, Collection, KeyFigure, ReportedFigure
from cms.figures.selectors import figure_named
from cms.worklist.items import Scope
from cms.worklist.registry import sources
from home.models import HomePage
from tests.factories import OrganisationPageFactory, UserFactory
from tests.factories.figures import CollectionFactory, KeyFigureFactory, report
from tests.integration.overview.people import person_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(site: HomePage) -> Collection:
    """Ask for two figures of 2026."""
    figures = [
        KeyFigureFactory(name_fi="Vapaaehtoiset", name_sv="Frivilliga", slug="vapaaehtoiset"),
        KeyFigureFactory(name_fi="Perheet", slug="perheet", description="Jokainen perhe kerran."),
    ]
    collection: Collection = CollectionFactory(year=2026, figures=figures)
    return collection


@pytest.fixture
def own(asked: Collection, client: Client) -> OrganisationPage:
    """Log a member's editor in."""
    organisation: OrganisationPage = OrganisationPageFactory(title="Aallokko ry")
    client.force_login(person_of(organisation))
    return organisation


def address(organisation: OrganisationPage, year: int = 2026) -> str:
    return f"/hallinta/tunnusluvut/{organisation.pk}/{year}/"


def typed(**values: str) -> dict[str, str]:
    """Return what a form posts, by the figures' slugs."""
    figures = {figure.slug: figure.pk for figure in KeyFigure.objects.all()}
    return {f"value-{figures[slug]}": text for slug, text in values.items()}


def work_of(organisation: OrganisationPage) -> Any:
    source = next(source for source in sources() if source.name == "figures")
    scope = Scope(frozenset({organisation.pk}))
    items = source.items(scope, limit=10)
    assert dict(source.counts(scope)) == ({organisation.pk: len(items)} if items else {})
    return items


def test_the_form_shows_last_years_values_beside_each_field(own: OrganisationPage, client: Client) -> None:
    report(own, 2025, vapaaehtoiset="1200.5")
    page = client.get(address(own)).content.decode()
    assert "1\u00a0200,5" in page
    assert "Jokainen perhe kerran." in page


def test_a_draft_keeps_even_what_is_no_number_and_counts_nowhere(
    own: OrganisationPage, client: Client
) -> None:
    client.post(address(own), {**typed(vapaaehtoiset="noin 30"), "draft": "1"})
    assert 'value="noin 30"' in client.get(address(own)).content.decode()
    assert Answer.objects.get().state == Answer.State.PART
    assert not ReportedFigure.objects.exists()
    assert "luonnos" in work_of(own)[0].reason.lower() or "draft" in work_of(own)[0].reason


def test_a_draft_of_nothing_is_not_begun(own: OrganisationPage, client: Client) -> None:
    client.post(address(own), {**typed(vapaaehtoiset="", perheet=" "), "draft": "1"})
    assert Answer.objects.get().state == Answer.State.NONE


def test_sending_reports_the_figures_and_ends_the_work(own: OrganisationPage, client: Client) -> None:
    assert len(work_of(own)) == 1
    client.post(address(own), {**typed(vapaaehtoiset="1 200,5", perheet=""), "draft": "1"})
    client.post(address(own), {**typed(vapaaehtoiset="1 200,5", perheet=""), "shown": "on"})
    assert ReportedFigure.objects.get().value == Decimal("1200.5")
    answer = Answer.objects.get()
    assert (answer.state, answer.shown) == (Answer.State.SENT, True)
    assert not work_of(own)


@pytest.mark.parametrize("text", ["noin 30", "1.200", "1,234", ""])
def test_what_cant_be_read_is_not_sent_and_stays_in_the_form(
    own: OrganisationPage, client: Client, text: str
) -> None:
    page = client.post(address(own), typed(vapaaehtoiset=text)).content.decode()
    assert f'value="{text}"' in page
    assert 'role="alert"' in page
    assert not ReportedFigure.objects.exists()


def test_a_correction_is_kept_in_the_history_with_old_and_new_value(
    own: OrganisationPage, client: Client
) -> None:
    for text in ("100", "120", "120"):
        client.post(address(own), typed(vapaaehtoiset=text))
    changes = [entry.data["changes"] for entry in ModelLogEntry.objects.filter(action="figures.report")]
    assert sorted(changes, key=str) == [
        {"vapaaehtoiset": ["100", "120"]},
        {"vapaaehtoiset": [None, "100"]},
    ]
    assert "Vapaaehtoiset: 100 → 120" in client.get(address(own)).content.decode()


def test_a_note_without_its_number_is_not_lost(own: OrganisationPage, client: Client) -> None:
    figure = KeyFigure.objects.get(slug="perheet")
    told = {**typed(vapaaehtoiset="1", perheet=""), f"note-{figure.pk}": "Emme laske perheitä."}
    page = client.post(address(own), told).content.decode()
    assert 'value="Emme laske perheitä."' in page
    assert 'role="alert"' in page
    assert not ReportedFigure.objects.exists()


def test_the_choice_to_show_own_figures_is_taken_back_after_the_round(
    own: OrganisationPage, client: Client
) -> None:
    client.post(address(own), {**typed(vapaaehtoiset="5"), "shown": "on"})
    Collection.objects.update(closed_at=now())
    assert 'name="show"' in client.get(address(own)).content.decode()
    client.post(address(own), {"show": "1"})
    assert not Answer.objects.get().shown
    assert ReportedFigure.objects.get().value == 5
    client.post(address(own), {"show": "1", "shown": "on"})
    assert Answer.objects.get().shown


def test_what_is_left_empty_is_taken_back(own: OrganisationPage, client: Client) -> None:
    client.post(address(own), typed(vapaaehtoiset="1", perheet="2"))
    client.post(address(own), typed(vapaaehtoiset="", perheet="2"))
    assert [row.figure.slug for row in ReportedFigure.objects.all()] == ["perheet"]


@pytest.mark.parametrize(("opens", "closes"), [(-20, -1), (1, 20)])
def test_nothing_is_sent_while_the_collection_is_not_open(
    own: OrganisationPage, client: Client, opens: int, closes: int
) -> None:
    today = localdate()
    Collection.objects.update(opens=today + timedelta(days=opens), closes=today + timedelta(days=closes))
    client.post(address(own), typed(vapaaehtoiset="1"))
    client.post(address(own), {**typed(vapaaehtoiset="1"), "draft": "1"})
    assert not Answer.objects.exists()
    assert '<form method="post" class="figure-form"' not in client.get(address(own)).content.decode()
    assert not work_of(own)


def test_the_umbrella_may_correct_what_is_closed(own: OrganisationPage, client: Client) -> None:
    Collection.objects.update(closes=localdate() - timedelta(days=1))
    client.force_login(UserFactory(is_superuser=True))
    client.post(address(own), typed(vapaaehtoiset="7"))
    assert ReportedFigure.objects.get().value == 7


def test_another_organisations_figures_are_not_there(own: OrganisationPage, client: Client) -> None:
    other = OrganisationPageFactory(title="Tuuli ry")
    report(other, 2026, note="salainen syy", vapaaehtoiset="98765")
    assert client.get(address(other)).status_code == 404
    assert client.post(address(other), typed(vapaaehtoiset="1")).status_code == 404
    assert ReportedFigure.objects.get().value == 98765
    for place in ("", "?export=csv", "?export=xlsx"):
        answer = client.get(f"/hallinta/tunnusluvut/{place}")
        body = answer.getvalue() if answer.streaming else answer.content
        assert answer.status_code == 200
        assert b"98765" not in body
        assert b"Tuuli" not in body
    for place in ("kooste/", "kooste/2026/"):
        assert client.get(f"/hallinta/tunnusluvut/{place}").status_code == 403
    assert "salainen" not in client.get("/hallinta/muutokset/").content.decode()


def test_the_own_figures_are_downloaded_with_their_years(own: OrganisationPage, client: Client) -> None:
    report(own, 2025, note="=1+1", vapaaehtoiset="12.5")
    lines = client.get("/hallinta/tunnusluvut/?export=csv").getvalue().decode()
    assert '"2025";"Aallokko ry";"Vapaaehtoiset";"12,5";"";"\'=1+1"' in lines


@pytest.mark.parametrize("year", [2024, 1, 99999])
def test_a_year_of_which_nothing_is_asked_is_no_page(
    own: OrganisationPage, client: Client, year: int
) -> None:
    assert client.get(address(own, year)).status_code == 404


def test_who_works_for_nobody_sees_nothing(asked: Collection, client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get("/hallinta/tunnusluvut/").status_code in {302, 403}


@pytest.mark.parametrize("name", ["vapaaehtoiset", " FRIVILLIGA ", "Vapaaehtoiset"])
def test_a_source_finds_a_figure_by_any_of_its_names(asked: Collection, name: str) -> None:
    found = figure_named(name)
    assert found is not None
    assert found.slug == "vapaaehtoiset"
    assert figure_named("tuntematon") is None
    assert figure_named(" ") is None


def test_reporting_the_same_again_writes_nothing(own: OrganisationPage) -> None:
    figure = KeyFigure.objects.get(slug="perheet")
    for _time in range(2):
        report_figures(organisation=own, year=2024, values={figure: Reported(Decimal("3.10"))})
    assert ModelLogEntry.objects.filter(action="figures.report").count() == 1


def test_a_value_that_is_too_large_or_too_exact_reports_nothing(own: OrganisationPage) -> None:
    first, second = KeyFigure.objects.order_by("pk")
    for bad in ("1e14", "1.001"):
        with pytest.raises(ValidationError):
            report_figures(
                organisation=own,
                year=2024,
                values={first: Reported(Decimal(1)), second: Reported(Decimal(bad))},
            )
    assert not ReportedFigure.objects.exists()


def test_an_importer_may_report_at_any_time(own: OrganisationPage, asked: Collection) -> None:
    Collection.objects.update(closes=localdate() - timedelta(days=1))
    asked.refresh_from_db()
    figure = KeyFigure.objects.get(slug="perheet")
    report_figures(organisation=own, year=2026, values={figure: Reported(Decimal(4))})
    with pytest.raises(RuntimeError):
        send_answer(organisation=own, collection=asked, values={}, user=UserFactory())
    assert ReportedFigure.objects.get().value == 4
