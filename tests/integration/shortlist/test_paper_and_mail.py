"""A shortlist on one sheet of paper as a tagged PDF, and as a letter to oneself whose address is not kept."""

from __future__ import annotations

import re
import zlib

import pytest
from django.core import mail
from django.core.cache import caches
from django.test import Client

from cms.directory.models import Service
from cms.feedback.robots import SALT
from cms.mail.delivery import deliver_due
from cms.mail.models import Letter
from cms.shortlist import sheet
from cms.shortlist.models import NOTE_LENGTH
from cms.shortlist.picks import pick_of
from home.models import HomePage
from tests.factories import OrganisationPageFactory, ServiceFactory
from tests.integration.feedback.test_giving import Earlier

pytestmark = pytest.mark.django_db

READER = "lukija@example.fi"
# `make test` installs no system packages; where CI=true a skipped test is a failed one (tests/conftest.py).
needs_pango = pytest.mark.skipif(
    not sheet.can_be_made(), reason="Pango is missing: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0"
)


@pytest.fixture(autouse=True)
def _nobody_counted() -> None:
    caches["shared"].clear()


def long_services(number: int) -> list[Service]:
    """Publish services of which everything is as long as it may reasonably be."""
    organisation = OrganisationPageFactory(
        title="Varsinais-Suomen perheiden vertaistuki ry", telephone="02 123 4567", email="tuki@example.fi"
    )
    return [
        ServiceFactory(
            name=f"Vertaisryhmä {place + 1} vanhemmille, joiden lapsi jännittää koulunkäyntiä",
            summary=("Ryhmässä vanhemmat jakavat kokemuksiaan ja saavat tukea toisiltaan. " * 3)[:200],
            organisation=organisation,
            municipalities=["turku", "salo", "loimaa", "uusikaupunki"],
            opening_hours="Tiistaisin ja torstaisin kello 17–19, ei heinäkuussa",
            street_address="Pitkäkatu 123 B 4, 20100 Turku",
            is_free=False,
            price="5 euroa kerta, perheen toinen lapsi maksutta",
        )
        for place in range(number)
    ]


def uncompressed(pdf: bytes) -> bytes:
    """Return a PDF with its compressed streams opened beside what is plain."""
    parts = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(found[1]))
        except zlib.error:
            continue  # a font or a picture of another packing
    return b"\n".join(parts)


def pages_of(pdf: bytes) -> int:
    """Count the pages of a PDF."""
    return len(re.findall(rb"/Type\s*/Page\b", uncompressed(pdf)))


@needs_pango
def test_five_long_services_with_a_note_and_codes_fit_one_tagged_sheet(
    client: Client, site: HomePage
) -> None:
    services = long_services(5)
    sent = {"s": [str(pick_of(one)) for one in services], "note": "Soittakaa ensin. " * 20}
    answer = client.post("/poiminnat/pdf/", sent)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    pdf = answer.content
    assert pdf.startswith(b"%PDF-")
    assert pages_of(pdf) == 1
    plain = uncompressed(pdf)
    assert b"pdfuaid" in plain
    assert b"/StructTreeRoot" in plain
    assert b"/Marked true" in plain
    assert re.search(rb"/Lang\s*\(fi\)", plain)
    assert len(re.findall(rb"/S\s*/Figure", plain)) == 5


@needs_pango
def test_a_full_list_takes_more_sheets_and_leaves_out_what_has_ended(client: Client, site: HomePage) -> None:
    services = long_services(12)
    Service.objects.filter(pk=services[0].pk).update(status="ended")
    pdf = client.get("/poiminnat/pdf/", {"s": [str(one.pk) for one in services]}).content
    assert 2 <= pages_of(pdf) <= 3
    assert len(re.findall(rb"/S\s*/Figure", uncompressed(pdf))) == 11


def test_where_text_can_not_be_laid_out_the_button_is_gone_and_the_address_says_why(
    client: Client, site: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = ServiceFactory()
    monkeypatch.setattr(sheet, "can_be_made", lambda: False)
    page = client.get("/poiminnat/", {"s": str(service.pk)}, follow=True)
    assert page.status_code == 200
    assert b"/poiminnat/pdf/" not in page.content
    refused = client.get("/poiminnat/pdf/", {"s": str(service.pk)})
    assert refused.status_code == 503
    assert f"/poiminnat/?s={service.pk}" in refused.content.decode()


def test_the_libraries_are_looked_for_by_their_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "LIBRARIES", ("libnobodyhasthis.so.0",))
    sheet.can_be_made.cache_clear()
    assert sheet.can_be_made() is False
    sheet.can_be_made.cache_clear()


def letter_form(service: Service, **values: str) -> dict[str, str]:
    """Return the form by which somebody has the list sent to herself."""
    signer = Earlier(salt=SALT)
    stamp = signer.sign("shortlist")
    return {"s": str(pick_of(service)), "note": "Tiistaina.", "address": READER, "stamp": stamp, **values}


def test_the_list_comes_by_mail_and_neither_letter_nor_address_is_kept(
    client: Client, site: HomePage
) -> None:
    service = ServiceFactory(name="Perhekahvila")
    asking = client.post("/poiminnat/posti/", {"s": str(pick_of(service)), "note": "Tiistaina."})
    assert asking.status_code == 200
    assert b'value="Tiistaina."' in asking.content
    assert b"aria-invalid" not in asking.content
    assert client.post("/poiminnat/posti/", letter_form(service)).status_code == 302
    assert deliver_due() == 1
    letter = mail.outbox[0]
    assert letter.to == [READER]
    for part in ("Perhekahvila", "Tiistaina.", "/palvelut/perhekahvila/", f"/poiminnat/?s={service.pk}."):
        assert part in letter.body
    assert not Letter.objects.exists()


def test_robots_haste_and_wrong_addresses_send_nothing(client: Client, site: HomePage) -> None:
    service = ServiceFactory()
    form = letter_form(service)
    trapped = client.post("/poiminnat/posti/", {**form, "homepage": "https://robotti.example"})
    assert trapped["Location"] == "/poiminnat/posti/kiitos/"
    assert client.post("/poiminnat/posti/", {**form, "address": "ei osoite"}).status_code == 422
    assert client.post("/poiminnat/posti/", {**form, "stamp": "väärä"}).status_code == 429
    assert client.post("/poiminnat/posti/", {**form, "s": ""})["Location"] == "/poiminnat/"
    assert not Letter.objects.exists()


def test_nobody_is_flooded_with_letters(client: Client, site: HomePage) -> None:
    form = letter_form(ServiceFactory())
    answers = [
        client.post("/poiminnat/posti/", form, REMOTE_ADDR=f"10.0.0.{turn}").status_code for turn in range(7)
    ]
    assert answers == [302] * 5 + [429] * 2
    assert Letter.objects.count() == 5


def test_the_note_has_room_on_the_page(client: Client, site: HomePage) -> None:
    page = client.get("/poiminnat/", {"s": str(ServiceFactory().pk)}, follow=True)
    assert f'maxlength="{NOTE_LENGTH}"' in page.content.decode()
