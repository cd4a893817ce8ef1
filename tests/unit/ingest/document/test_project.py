"""Innokylä's records: labels and values, in any order, some missing."""

from __future__ import annotations

from datetime import date

from ingest.records import Contact, HeadingBlock, Link, ListBlock, ProjectRecord
from ingest.rendering import body_text
from ingest.sources.document.project import LABELS
from tests.unit.ingest.document.parsing import parse, shape
from tests.unit.ingest.document.texts import PROJECT


def project(text: str) -> ProjectRecord:
    """Return the record of a project's text."""
    record = parse(text)
    assert isinstance(record, ProjectRecord)
    return record


def test_every_field_of_a_record_finds_its_place() -> None:
    record = project(PROJECT)
    assert record.title == "Mallikunnan kasvumalli"
    assert record.summary == "Malli auttaa kouluja tukemaan lapsia, joiden arki on kuormittunut."
    assert record.period == "2019–2022"
    assert record.funders == ("Kunta", "Säätiöt ja rahastot")
    assert record.links == (Link(text="Malliesite.pdf", url="https://esimerkki.example/esite.pdf"),)
    assert record.contacts == (
        Contact(name="Maija Mallikas", organisation="Esimerkki ry", email="maija.mallikas@esimerkki.example"),
    )
    assert record.authors == ("Erkki Esimerkki",)
    assert (record.created, record.modified) == (date(2020, 2, 1), date(2021, 3, 4))
    assert shape(record.aims) == ["paragraph", "list"]
    assert record.aims[1] == ListBlock(items=("vähemmän poissaoloja", "enemmän yhteistä aikaa"))
    assert record.tags == ("Hyvinvointi", "Lapset, nuoret ja perheet", "Koulu")
    assert record.phenomena == ("Ei liity ilmiöön",)


def test_an_introduction_that_the_short_description_does_not_repeat_is_kept() -> None:
    assert "kenelle malli sopii parhaiten" in body_text(project(PROJECT))


def test_an_introduction_that_the_short_description_repeats_is_not_doubled() -> None:
    text = PROJECT.replace(
        "Lyhyt esittely sivun alussa kertoo, mistä on kyse ja kenelle malli sopii parhaiten.",
        "Malli auttaa kouluja tukemaan lapsia, joiden arki on kuormittunut.",
    )
    assert project(text).body == ()


def test_fields_in_another_order_and_with_values_on_the_labels_line_are_understood() -> None:
    text = (
        "Aihealueet\nHyvinvointi\nKoulu\n\nRahoittaja: Kunta\n\nToimiaika: 2020\n\n"
        "Vaikutukset ja vaikuttavuus\n\n"
        "Poissaolot vähenivät.\n\nKokonaisuuden nimi: Kasvumalli\n"
    )
    record = project(text)
    assert (record.title, record.period, record.funders) == ("Kasvumalli", "2020", ("Kunta",))
    assert record.tags == ("Hyvinvointi", "Koulu")
    assert shape(record.effects) == ["paragraph"]


def test_missing_fields_are_empty_and_the_first_line_is_the_title() -> None:
    record = project(
        "https://innokyla.example/kasvumalli\n\nKasvumalli\n\nToimiaika\n\n2020\n\nRahoittaja\nKunta\n\n"
        "Lähtötilanne ja strategiset liittymäkohdat\n\nKoulut pyysivät apua.\n"
    )
    assert (record.title, record.summary, record.contacts, record.created) == ("Kasvumalli", "", (), None)
    assert record.external_id == "https://innokyla.example/kasvumalli"


def test_a_known_label_without_a_field_of_ours_becomes_a_heading_with_its_text() -> None:
    record = project(PROJECT + "\nKohderyhmä\n\nMalli on suunnattu alakouluille.\n")
    assert HeadingBlock(level=2, text="Kohderyhmä") in record.body
    assert "Malli on suunnattu alakouluille." in body_text(record)


def test_no_label_leads_to_two_fields() -> None:
    labels = [label for labels in LABELS.values() for label in labels]
    assert len(labels) == len(set(labels))


def test_a_line_that_leads_over_to_a_list_is_no_heading() -> None:
    record = project(PROJECT.replace("Tavoitteet ovat:", "Tavoitteena on"))
    assert shape(record.aims) == ["paragraph", "list"]


def test_a_record_with_few_fields_left_is_still_recognised() -> None:
    record = project(
        "Kasvumalli\n\nLyhyt kuvaus\n\nMalli auttaa kouluja.\n\nToimijat\n\nKunnat\n\nIlmiöt\n\nKiusaaminen\n"
    )
    assert (record.title, record.phenomena) == ("Kasvumalli", ("Kiusaaminen",))
