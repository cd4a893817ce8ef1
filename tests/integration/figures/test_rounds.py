"""The umbrella sees who has answered, reminds, closes, opens again, and publishes the sums."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from openpyxl import load_workbook

from cms.figures.models import Answer, Collection, KeyFigure, PublishedSum, ReportedFigure
from cms.mail.choices import choose
from cms.mail.models import Letter
from home.models import HomePage
from tests.factories import MembershipFactory, OrganisationPageFactory, UserFactory
from tests.factories.figures import CollectionFactory, KeyFigureFactory, report
from tests.integration.overview.people import person_of

pytestmark = pytest.mark.django_db
YEAR = "/hallinta/tunnusluvut/kooste/2026/"


@pytest.fixture
def collection(site: HomePage, client: Client) -> Collection:
    """Ask for a sum, a mean, a largest value and one that is not put together; log the umbrella in."""
    kinds = {"summa": "sum", "ka": "mean", "suurin": "largest", "vuosi": "none"}
    figures = [
        KeyFigureFactory(name_fi=slug.capitalize(), slug=slug, together=kind, sort_order=order)
        for order, (slug, kind) in enumerate(kinds.items())
    ]
    client.force_login(UserFactory(is_superuser=True))
    made: Collection = CollectionFactory(year=2026, figures=figures, letter="Kiitos jo nyt!")
    return made


@pytest.fixture
def members(collection: Collection) -> list[Any]:
    """Make three members: one answered, one has a draft, one nothing."""
    pages = [OrganisationPageFactory(title=title) for title in ("Aalto ry", "Poutaa ry", "Tuuli ry")]
    report(pages[0], 2025, summa="10", ka="1", suurin="5", vuosi="1950")
    report(pages[0], 2026, note="=vihje()", summa="30", ka="2", suurin="6", vuosi="1950")
    Answer.objects.create(organisation=pages[1], year=2026, draft={"summa": {"value": "999", "note": ""}})
    return pages


def test_the_table_tells_who_has_sent_and_marks_what_is_odd(members: Any, client: Client) -> None:
    page = client.get(YEAR)
    rows = {row.organisation.title: row for row in page.context["rows"]}
    states = [rows[title].answer.state for title in ("Aalto ry", "Poutaa ry", "Tuuli ry")]
    assert states == [Answer.State.SENT, Answer.State.PART, Answer.State.NONE]
    assert [cell.odd for cell in rows["Aalto ry"].cells] == [True, True, False, False]
    assert (page.context["answered"], page.context["asked"], page.context["begun"]) == (1, 3, 1)
    assert "999" not in page.content.decode()


def test_values_are_put_together_as_the_figure_says(members: Any, client: Client) -> None:
    report(members[2], 2026, summa="12", ka="3", suurin="4", vuosi="2001")
    sums = {row.figure.slug: row.today for row in client.get(YEAR).context["sums"]}
    assert {slug: (float(found.value), found.organisations) for slug, found in sums.items()} == {
        "summa": (42.0, 2),
        "ka": (2.5, 2),
        "suurin": (6.0, 2),
    }


def test_the_number_of_queries_does_not_grow_with_the_members(members: Any, client: Client) -> None:
    client.get(YEAR)
    with CaptureQueriesContext(connection) as few:
        client.get(YEAR)
    for _number in range(4):
        report(OrganisationPageFactory(), 2026, summa="1")
    with CaptureQueriesContext(connection) as many:
        client.get(YEAR)
    assert len(many) == len(few)


def test_a_reminder_goes_once_to_all_people_of_those_who_are_late(members: Any, client: Client) -> None:
    both = person_of(members[1], email="molemmat@vslj.example")
    MembershipFactory(user=both, organisation=members[2])
    person_of(members[2], email="toinen@vslj.example")
    refuses = person_of(members[2], email="ei-kiitos@vslj.example")
    choose(person=refuses, topic="key-figures", wanted=False)
    person_of(members[0], email="valmis@vslj.example")
    for _time in range(2):
        client.post(YEAR, {"remind": "1"})
    letters = {letter.recipient: letter for letter in Letter.objects.filter(kind="figures_reminder")}
    assert set(letters) == {"molemmat@vslj.example", "toinen@vslj.example"}
    assert Letter.objects.filter(kind="figures_reminder").count() == 2
    text = letters["molemmat@vslj.example"].text
    assert "Kiitos jo nyt!" in text
    assert "Poutaa ry, Tuuli ry" in text
    assert "List-Unsubscribe" in letters["molemmat@vslj.example"].headers


def test_members_that_have_left_are_not_asked(members: Any, client: Client) -> None:
    members[2].member_until = localdate() - timedelta(days=1)
    members[2].save()
    assert client.get(YEAR).context["asked"] == 2


def test_a_collection_closes_and_opens_again_until_a_day(collection: Collection, client: Client) -> None:
    client.post(YEAR, {"close": "1"})
    collection.refresh_from_db()
    assert not collection.is_open()
    for over in ("2000-01-01", (localdate() - timedelta(days=1)).isoformat()):
        assert client.post(YEAR, {"reopen": "1", "closes": over}).context["form"].errors
    client.post(YEAR, {"reopen": "1", "closes": (localdate() + timedelta(days=3)).isoformat()})
    collection.refresh_from_db()
    assert collection.is_open()


def test_a_published_sum_stays_until_it_is_published_anew(members: Any, client: Client) -> None:
    client.post(YEAR, {"publish": "1"})
    report(members[0], 2026, summa="35")
    client.post(YEAR, {"publish": "1"})
    assert float(PublishedSum.objects.get(figure__slug="summa").value) == 30
    row = next(row for row in client.get(YEAR).context["sums"] if row.figure.slug == "summa")
    assert row.differs
    client.post(YEAR, {"publish": "1", "anew": "1"})
    assert float(PublishedSum.objects.get(figure__slug="summa").value) == 35
    assert not PublishedSum.objects.filter(figure__slug="vuosi").exists()


def test_a_published_sum_that_nobody_reports_any_more_differs_and_can_go(
    members: Any, client: Client, collection: Collection
) -> None:
    client.post(YEAR, {"publish": "1"})
    collection.figures.clear()
    ReportedFigure.objects.filter(year=2026).delete()
    assert all(row.differs for row in client.get(YEAR).context["sums"])
    client.post(YEAR, {"publish": "1", "anew": "1"})
    assert not PublishedSum.objects.exists()


def test_a_member_that_reports_nought_changes_how_many_the_public_sum_is_of(
    members: Any, client: Client
) -> None:
    client.post(YEAR, {"publish": "1"})
    report(members[2], 2026, summa="0")
    row = next(row for row in client.get(YEAR).context["sums"] if row.figure.slug == "summa")
    assert row.differs


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_year_is_downloaded_without_formulas(members: Any, client: Client, form: str) -> None:
    body = client.get(f"{YEAR}?export={form}").getvalue()
    if form == "csv":
        lines = body.decode().splitlines()
        assert '"\'=vihje()"' in lines[1]
        assert '"30"' in lines[1]
        return
    rows = list(load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True))
    assert rows[1][0] == "Aalto ry"
    assert rows[1][3] == 30
    assert rows[-1][3] == 30


def test_a_figure_with_values_cant_be_deleted_and_one_out_of_use_keeps_them(
    members: Any, client: Client
) -> None:
    figure = KeyFigure.objects.get(slug="summa")
    for place in (f"figures/keyfigure/delete/{figure.pk}/", f"figures/keyfigure/delete/?id={figure.pk}"):
        client.post(f"/hallinta/{'bulk' if '?' in place else 'snippets'}/{place}")
    assert KeyFigure.objects.filter(pk=figure.pk).exists()
    spare = KeyFigureFactory()
    client.post(f"/hallinta/snippets/figures/keyfigure/delete/{spare.pk}/")
    assert not KeyFigure.objects.filter(pk=spare.pk).exists()
    KeyFigure.objects.update(in_use=False)
    assert float(client.get(YEAR).context["sums"][0].today.value) == 30
