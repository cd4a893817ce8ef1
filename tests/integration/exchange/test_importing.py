"""What a file changes becomes drafts, or is published by choice; new rows once, many in batches."""

from __future__ import annotations

import pytest

from cms.directory.actions import save_service_draft
from cms.directory.models import OrganisationPage, Service
from cms.exchange.actions import PlanChanged, import_upload, keep_upload, plan_of
from cms.exchange.models import Upload
from cms.exchange.planning import read_directory_file
from tests.factories import UserFactory
from tests.integration.exchange.files import file_of, imported, plan, rows_of, set_cell

pytestmark = pytest.mark.django_db


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


def test_a_new_organisation_becomes_a_draft_below_the_others(directory: OrganisationPage) -> None:
    content = "Järjestön nimi;Tiivistelmä\nTuuli ry;Puhaltaa.\n".encode()
    assert imported(content).written == 1
    page = OrganisationPage.objects.get(title="Tuuli ry")
    assert not page.live
    assert plan(content).changes == ()


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
