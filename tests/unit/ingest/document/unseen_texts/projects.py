"""Records of projects with fields in another order, on other lines, or empty."""

from __future__ import annotations

from tests.unit.ingest.document.unseen_texts.case import Case

PROJECTS: dict[str, Case] = {
    "a record with its fields reordered and repeated": Case(
        """\
Perhetalkoot-toimintamalli

Innokylä
Kirjaudu sisään
Etusivu / Toimintamallit / Perhetalkoot

Ilmiöt
Yksinäisyys
Aihealueet
Lapset
Perheet
Toimiaika
1.1.2020 - 31.12.2022
Rahoittaja

Kokonaisuuden nimi
Perhetalkoot
Lyhyt kuvaus
Talkoissa perheet korjaavat yhdessä pihoja.

Toimijat
Tulokset näkyvät vasta myöhemmin, sanovat toimijat.
Kunta
Yhdistys
Liitetiedostot ja linkit
Esite
https://perhetalkoot.example/esite.pdf
Yhteyshenkilön nimi
Maija Mallikas
Liitetiedostot ja linkit
Raportti https://perhetalkoot.example/raportti
Luotu
3.3.2020
Luotu
4.3.2020
Viimeksi muokattu
eilen illalla
Tulokset
Kunta
""",
        "project",
        "Perhetalkoot",
        "2020-03-03",
        None,
        ("Etusivu / Toimintamallit / Perhetalkoot",),
    ),
    "a record with values on the labels' lines": Case(
        """\
Verkosto vanhemmille

Kokonaisuuden nimi
Verkosto vanhemmille
Lyhyt kuvaus
Toimijat: vanhemmat itse pyörittävät verkostoa.
Toimiaika: 2021–2023
Rahoittaja: STEA
Yhteyshenkilön nimi: Erkki Esimerkki
Yhteyshenkilön sähköpostiosoite: erkki@verkosto.example
Kohderyhmä
Vanhemmat, joilla on pieniä lapsia.
Tavoitteet
Lähtötilanne
Vanhemmat ovat yksin.
Kokonaisuuden tarkoitus ja tavoitteet
1. vertaistuki
2. tieto
Tekijä
Erkki Esimerkki
Tekijä
Maija Mallikas
Luotu
elokuussa 2020
""",
        "project",
        "Verkosto vanhemmille",
        "",
        None,
        (),
    ),
    "a record of empty fields": Case(
        """\
Tyhjä kokonaisuus

icon/chevron-down Created with Sketch. Perustiedot

Kokonaisuuden nimi
Tyhjä kokonaisuus
Lyhyt kuvaus

Toimiaika

Toimijat

Rahoittaja
Liitetiedostot ja linkit
Yhteyshenkilön nimi
Yhteyshenkilön organisaatio
Tekijä
Luotu
Viimeksi muokattu
Aihealueet
Ilmiöt
""",
        "project",
        "Tyhjä kokonaisuus",
        "",
        "",
        ("icon/chevron-down Created with Sketch. Perustiedot",),
    ),
}
