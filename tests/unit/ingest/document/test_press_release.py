"""Press releases: contacts apart from the body, in every usual form."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.records import Contact, PressReleaseRecord
from ingest.rendering import body_text
from tests.unit.ingest.document.parsing import parse, shape
from tests.unit.ingest.document.texts import PRESS_RELEASE

MAIJA = Contact(
    name="Maija Mallikas",
    role="Toiminnanjohtaja",
    organisation="Esimerkki ry",
    telephone="040 1234567",
    email="maija.mallikas@esimerkki.example",
)


def release(contacts: str, *, after: str = "") -> PressReleaseRecord:
    """Return the record of a release with the contacts at its end."""
    text = (
        "Tiedote 6.5.2024\n\nUusi tukipuhelin vastaa\n\nEsimerkki ry avaa puhelimen, johon voi soittaa"
        f" illalla (044 1112223).\n\n{contacts}\n\n{after}"
    )
    record = parse(text)
    assert isinstance(record, PressReleaseRecord)
    return record


def test_a_release_becomes_a_dated_record_with_contacts_and_body_apart() -> None:
    record = parse(PRESS_RELEASE)
    assert isinstance(record, PressReleaseRecord)
    assert record.title == "Uusi tukipuhelin vastaa iltaisin"
    assert record.published_at == date(2024, 5, 6)
    assert record.contacts == (
        MAIJA,
        Contact(
            name="Erkki Esimerkki",
            role="Projektikoordinaattori",
            telephone="040 7654321",
            email="erkki.esimerkki@esimerkki.example",
        ),
    )
    assert shape(record.body) == ["paragraph"] * 3
    text = body_text(record)
    assert "Lue lisää tukipuhelimesta täältä!" in text
    assert "Haku" not in text
    assert "Maija" not in text


@pytest.mark.parametrize(
    "contacts",
    [
        "Lisätietoja:\n\nMaija Mallikas\nToiminnanjohtaja\nEsimerkki ry\n040 1234567\n"
        "maija.mallikas@esimerkki.example",
        "Lisätietoja:\nToiminnanjohtaja Maija Mallikas, Esimerkki ry, p. 040 1234567,"
        " maija.mallikas@esimerkki.example",
        "Lisätietoja antaa: Maija Mallikas, Toiminnanjohtaja, Esimerkki ry, puh. 040 1234567,"
        " maija.mallikas@esimerkki.example",
        "## Lisätiedot\n\nMaija Mallikas, Toiminnanjohtaja\n\nEsimerkki ry\n\nPuh. 040 1234567\n\n"
        "Sähköposti: maija.mallikas(at)esimerkki.example",
        "Yhteyshenkilö\nEsimerkki ry\nToiminnanjohtaja\nMaija Mallikas\n"
        "maija.mallikas@esimerkki.example\n040 1234567",
    ],
)
def test_one_contact_is_understood_in_rows_and_in_lines_of_any_order(contacts: str) -> None:
    record = release(contacts)
    assert record.contacts == (MAIJA,)
    assert shape(record.body) == ["paragraph"]


def test_five_contacts_are_told_apart() -> None:
    people = [f"{name} Mallikas" for name in ("Aino", "Eino", "Helmi", "Oiva", "Väinö")]
    lines = "\n\n".join(f"{name}\n\nEsimerkki ry\n\n040 123456{n}" for n, name in enumerate(people))
    contacts = release(f"Lisätietoja:\n\n{lines}").contacts
    assert [contact.name for contact in contacts] == people
    assert [contact.telephone for contact in contacts] == [f"040 123456{n}" for n in range(5)]
    assert {contact.organisation for contact in contacts} == {"Esimerkki ry"}


def test_a_release_without_contacts_keeps_all_its_text() -> None:
    record = release("Puhelin on auki ensi viikosta alkaen.")
    assert record.contacts == ()
    assert "(044 1112223)" in body_text(record)


def test_what_follows_the_contacts_returns_to_the_body() -> None:
    about = "Esimerkki ry on vuonna 1999 perustettu yhdistys, joka tukee perheitä koko maakunnassa."
    record = release("Lisätietoja:\nMaija Mallikas\n040 1234567", after=f"Esimerkki ry lyhyesti\n\n{about}")
    assert [contact.name for contact in record.contacts] == ["Maija Mallikas"]
    assert body_text(record).endswith(f"Esimerkki ry lyhyesti\n\n{about}")


def test_a_group_label_is_the_role_of_each_of_its_people() -> None:
    record = release("Ohjaajat:\n\nAino Mallikas\n\n040 1234561\n\nEino Mallikas\n\n040 1234562")
    assert [(contact.name, contact.role) for contact in record.contacts] == [
        ("Aino Mallikas", "Ohjaaja"),
        ("Eino Mallikas", "Ohjaaja"),
    ]


def test_a_name_in_the_text_without_number_or_address_is_no_contact() -> None:
    record = release("Maija Mallikas\n\nTästä on hyvä jatkaa yhdessä kohti uutta vuotta.")
    assert record.contacts == ()
    assert "Maija Mallikas" in body_text(record)


def test_a_label_of_several_words_begins_the_contacts_and_is_nobodys_role() -> None:
    record = release(
        "Haastattelupyynnöt ja lisätiedot:\nMaija Mallikas\nProjektipäällikkö, Esimerkki ry\n040-1234567"
    )
    assert record.contacts == (
        Contact(
            name="Maija Mallikas",
            role="Projektipäällikkö",
            organisation="Esimerkki ry",
            telephone="040-1234567",
        ),
    )


def test_the_hours_of_a_telephone_belong_to_it() -> None:
    record = release("Lisätietoja: Maija Mallikas, Esimerkki ry, 040 1234567, ma–pe klo 9–15")
    assert record.contacts == (
        Contact(name="Maija Mallikas", organisation="Esimerkki ry", telephone="040 1234567 (ma–pe klo 9–15)"),
    )


def test_a_word_between_two_contacts_belongs_to_neither() -> None:
    record = release("Lisätietoja:\n\nMaija Mallikas\n040 1234567\nja\nErkki Esimerkki\n040 7654321")
    assert record.contacts == (
        Contact(name="Maija Mallikas", telephone="040 1234567"),
        Contact(name="Erkki Esimerkki", telephone="040 7654321"),
    )
