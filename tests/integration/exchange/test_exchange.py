"""The directory goes out as a file, and the same file comes back with exactly its changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from cms.directory.actions import save_service_draft
from cms.directory.models import Challenge, OrganisationPage, Service, TargetGroup
from cms.exchange.actions import PlanChanged, import_upload, keep_upload, plan_of
from cms.exchange.columns import ORGANISATIONS, SERVICES
from cms.exchange.export import directory_table, directory_tables
from cms.exchange.models import Upload
from cms.exchange.planning import Plan, plan_import, read_directory_file
from cms.publishing.actions import save_page_draft
from cms.sheets.writing import csv_lines, xlsx_file
from home.models import HomePage
from tests.factories import (
    ChallengeFactory,
    OrganisationPageFactory,
    ServiceFactory,
    TargetGroupFactory,
    UserFactory,
)
from tests.integration.overview.people import person_of

pytestmark = pytest.mark.django_db
START = "/hallinta/vienti-ja-tuonti/"
Rows = list[dict[str, str]]


@pytest.fixture
def directory(site: HomePage) -> OrganisationPage:
    """Publish an organisation with services that are hard to write down."""
    organisation = OrganisationPageFactory(
        title="Aallokko ry",
        telephone="+358 2 123",
        email="info@aallokko.example",
        website="https://aallokko.example/",
    )
    ServiceFactory(
        organisation=organisation,
        name="Perhekahvila",
        summary="=HYPERLINK(1) ei ole kaava.",
        description='Rivi; "toinen",\r\nkolmas\n\n- luettelo',
        target_groups=[TargetGroupFactory(name_fi="Lapset"), TargetGroupFactory(name_fi="Nuoret; 13–18 v.")],
        challenges=[ChallengeFactory(name_fi="Ero")],
        municipalities=["turku", "salo"],
        tags=["vertaistuki", "-miinus"],
        channels=["place", "group"],
        languages=["fi", "fse"],
        is_free=False,
        price="+5 €",
        age_from="0.5",
        age_to="6",
        link="https://aallokko.example/kahvila#aika",
    )
    ServiceFactory(organisation=organisation, name="Chat", digital=True)
    ServiceFactory(organisation=organisation, name="Luonnos", publish=False)
    return organisation


def csv_of(kind: Any = SERVICES) -> bytes:
    return "".join(csv_lines(directory_table(kind))).encode()


def rows_of(kind: Any = SERVICES) -> Rows:
    text = csv_of(kind).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def file_of(rows: Rows, delimiter: str = ";") -> bytes:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def plan(content: bytes, name: str = "palvelut.csv") -> Plan:
    return plan_import(read_directory_file(name, content))


def changed(change: Callable[[Rows], object], kind: Any = SERVICES) -> Plan:
    """Return the plan of the exported file after ``change``."""
    rows = rows_of(kind)
    change(rows)
    return plan(file_of(rows))


def set_cell(name: str, heading: str, text: str) -> Callable[[Rows], object]:
    def change(rows: Rows) -> None:
        row = next(row for row in rows if name in (row.get("Palvelun nimi"), row.get("Järjestön nimi")))
        row[heading] = text

    return change


def imported(content: bytes, *, publishes: bool = False, user: Any = None, batch: int = 200) -> Any:
    user = user or UserFactory(is_superuser=True)
    upload = keep_upload(
        user=user, name="a.csv", sheets=read_directory_file("a.csv", content), publishes=publishes
    )
    return import_upload(upload=upload, user=user, digest=plan_of(upload).digest, batch=batch)


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


def test_what_is_published_by_choice_goes_live_and_somebodys_draft_never_does(
    directory: OrganisationPage,
) -> None:
    waiting = Service.objects.get(name="Chat")
    save_service_draft(service=waiting, values={"summary": "Vasta luonnos."})
    rows = rows_of()
    for row in rows:
        row["Nimettömästi"] = "kyllä"
    outcome = imported(file_of(rows), publishes=True)
    assert (outcome.written, outcome.published) == (3, 1)
    assert Service.objects.get(name="Perhekahvila").anonymous
    waiting.refresh_from_db()
    assert (waiting.anonymous, waiting.summary == "Vasta luonnos.") == (False, False)
    assert not Service.objects.get(name="Luonnos").live


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


@pytest.mark.parametrize(
    ("heading", "text", "told"),
    [
        ("Kohderyhmät", "Lapsett", "Lapset"),
        ("Kunnat", "Atlantis", "Atlantis"),
        ("Tila", "hukassa", "Tila"),
        ("Ikä alkaen", "iso", "iso"),
        ("Ikä alkaen", "50", "50"),
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
    if heading == "Ikä alkaen" and text == "50":
        told = ""
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


def test_a_row_without_an_identifier_is_new_once(directory: OrganisationPage) -> None:
    rows = rows_of()
    rows.append({**rows[0], "Palvelun tunniste": "", "Versio": "", "Palvelun nimi": "Aivan uusi"})
    rows[-1]["Järjestön tunniste"] = ""
    assert imported(file_of(rows)).written == 1
    service = Service.objects.get(name="Aivan uusi")
    assert (service.live, service.organisation) == (False, directory)
    assert plan(file_of(rows)).changes == ()
    rows[-1]["Järjestön nimi"] = "Tuntematon ry"
    assert len(plan(file_of(rows)).problems) == 1


def test_a_new_row_without_what_is_required_says_what_is_missing(directory: OrganisationPage) -> None:
    content = "Palvelun nimi;Järjestön nimi\nAivan uusi;Aallokko ry\n;Aallokko ry\n".encode()
    first, second = plan(content).problems
    assert any("Tiivistelmä" in reason for reason in first.reasons)
    assert any("Palvelun nimi" in reason for reason in second.reasons)
    assert (first.number, second.number) == (2, 3)


def test_a_new_organisation_becomes_a_draft_below_the_others(directory: OrganisationPage) -> None:
    content = "Järjestön nimi;Tiivistelmä\nTuuli ry;Puhaltaa.\n".encode()
    assert imported(content).written == 1
    page = OrganisationPage.objects.get(title="Tuuli ry")
    assert not page.live
    assert plan(content).changes == ()


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


def test_what_was_shown_is_what_is_done(directory: OrganisationPage) -> None:
    person = UserFactory(is_superuser=True)
    rows = rows_of()
    set_cell("Chat", "Nimettömästi", "kyllä")(rows)
    upload = keep_upload(
        user=person, name="a.csv", sheets=read_directory_file("a.csv", file_of(rows)), publishes=False
    )
    digest = plan_of(upload).digest
    save_service_draft(service=Service.objects.get(name="Chat"), values={"anonymous": True}, publish=True)
    with pytest.raises(PlanChanged):
        import_upload(upload=upload, user=person, digest=digest)


def test_many_rows_go_in_by_batches(directory: OrganisationPage) -> None:
    person = UserFactory(is_superuser=True)
    rows = rows_of()
    for row in rows:
        row["Nimettömästi"] = "kyllä"
    upload = keep_upload(
        user=person, name="a.csv", sheets=read_directory_file("a.csv", file_of(rows)), publishes=False
    )
    waiting = []
    while Upload.objects.filter(pk=upload.pk).exists():
        outcome = import_upload(upload=upload, user=person, digest=plan_of(upload).digest, batch=2)
        waiting.append(outcome.waiting)
    assert waiting == [1, 0]


def test_a_person_brings_a_file_looks_at_the_difference_and_imports_it(
    client: Client, directory: OrganisationPage
) -> None:
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(START).status_code == 200
    exported = client.get(f"{START}palvelut.csv")
    rows = list(
        csv.DictReader(
            io.StringIO(b"".join(exported.streaming_content).decode("utf-8-sig"), newline=""),  # type: ignore[attr-defined]  # it streams
            delimiter=";",
        )
    )
    set_cell("Chat", "Tiivistelmä", "<b>Uusi</b> tiivistelmä.")(rows)
    answer = client.post(START, {"file": SimpleUploadedFile("palvelut.csv", file_of(rows))})
    assert answer.status_code == 302
    preview = client.get(answer["Location"])
    assert "&lt;b&gt;Uusi&lt;/b&gt; tiivistelmä." in preview.content.decode()
    wrong = client.post(answer["Location"], {"digest": "x"})
    assert wrong["Location"] == answer["Location"]
    done = client.post(answer["Location"], {"digest": preview.context["plan"].digest})
    assert done["Location"] == START
    draft = Service.objects.get(name="Chat").get_latest_revision_as_object()
    assert draft.summary == "<b>Uusi</b> tiivistelmä."
    assert client.get(answer["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"\xff\xfe\x00\xd8a"),
        ("a.csv", b"nimi;kunta\n1;2"),
        ("a.csv", b"Palvelun tunniste\x00"),
        ("a.xlsx", b"PK"),
        ("a.exe", b"MZ"),
    ],
)
def test_a_broken_file_is_refused_in_words(
    client: Client, directory: OrganisationPage, name: str, content: bytes
) -> None:
    client.force_login(UserFactory(is_superuser=True))
    answer = client.post(START, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not Upload.objects.exists()


def test_a_file_is_its_bringers_alone(client: Client, directory: OrganisationPage) -> None:
    upload = keep_upload(
        user=UserFactory(is_superuser=True),
        name="a.csv",
        sheets=read_directory_file("a.csv", csv_of()),
        publishes=True,
    )
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(f"{START}{upload.pk}/").status_code == 404
    assert client.post(f"{START}{upload.pk}/").status_code == 404


@pytest.mark.parametrize("address", ["", "palvelupaketti.xlsx", "palvelut.csv", "jarjestot.csv"])
def test_an_organisations_people_are_refused(
    client: Client, directory: OrganisationPage, address: str
) -> None:
    client.force_login(person_of(directory))
    assert client.get(START + address).status_code == 403
    assert client.post(START + address).status_code == 403


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
