"""A person of the umbrella brings a file, looks at its differences, and imports it."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.directory.models import OrganisationPage, Service
from cms.exchange.actions import keep_upload
from cms.exchange.models import Upload
from cms.exchange.planning import read_directory_file
from tests.factories import UserFactory
from tests.integration.exchange.files import csv_of, file_of, set_cell
from tests.integration.overview.people import person_of

pytestmark = pytest.mark.django_db
START = "/hallinta/vienti-ja-tuonti/"


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
