"""Press releases, with their contacts in every form."""
# ruff: noqa: E501  texts stand here as they come

from __future__ import annotations

from tests.unit.ingest.document.unseen_texts.case import Case

RELEASES: dict[str, Case] = {
    "two contacts on one line": Case(
        """\
LEHDISTÖTIEDOTE 2.8.2023

Nuorten talo täyttää kymmenen vuotta

Nuorten talo juhlii syntymäpäiviään avoimin ovin. Vieraita odotetaan satoja.

Juhlassa puhuvat entiset nuoret ja nykyiset ohjaajat.

Lisätietoja: toiminnanjohtaja Liisa Esimerkki, Malli ry, +358 40 123 4567, liisa@malli.example; viestintäpäällikkö Kalle Kuvitteellinen, +358 (0)50 765 4321, kalle@malli.example
""",
        "press_release",
        "Nuorten talo täyttää kymmenen vuotta",
        "2023-08-02",
        "paragraph paragraph",
        ("LEHDISTÖTIEDOTE 2.8.2023",),
    ),
    "five contacts in five forms": Case(
        """\
Mediatiedote | julkaisuvapaa heti

4.9.2023

Perhetyön päivät kokoavat sata ammattilaista

Perhetyön päivät pidetään nyt viidettä kertaa. Teemana on tänä vuonna lapsen oma ääni.

Yhteyshenkilöt:

Aino Malli, toiminnanjohtaja
p. 040 111 1111
aino@malli.example

Eino Malli
kehittämispäällikkö
+358401111112
eino@malli.example

Projektipäällikkö Helmi Malli
050-1111113
helmi@malli.example, toimisto@malli.example

Oiva Malli | perhetyöntekijä | 09 111 1114 | oiva@malli.example

Tiedottaja Väinö Malli, puh. (02) 111 1115
vaino@malli.example

Malli ry on valtakunnallinen järjestö, joka on tukenut perheitä vuodesta 1970 lähtien.
""",
        "press_release",
        "Perhetyön päivät kokoavat sata ammattilaista",
        "2023-09-04",
        "paragraph paragraph",
        (
            "Mediatiedote | julkaisuvapaa heti",
            "4.9.2023",
            "Yhteyshenkilöt:",
        ),
    ),
    "contacts without a label": Case(
        """\
Tiedote 1.2.2024

Chat avataan uudelleen

Chat avataan helmikuussa kolmena iltana viikossa. Päivystäjinä toimii kaksikymmentä nuorta.

Elli Esimerkki
suunnittelija
Esimerkkiliitto ry
elli.esimerkki@liitto.example
044 222 3333

Otto Esimerkki
044 222 3334

www.liitto.example
""",
        "press_release",
        "Chat avataan uudelleen",
        "2024-02-01",
        "paragraph paragraph",
        ("Tiedote 1.2.2024",),
    ),
    "a Swedish release": Case(
        """\
Pressmeddelande 3.4.2024

Stöd för unga föräldrar i hela regionen

Föreningen startar en ny grupp för unga föräldrar som är i behov av stöd i vardagen.

Gruppen träffas varje vecka och det kostar inte något att delta.

Mer information:
Anna Exempel, verksamhetsledare, tfn 040 555 6666, anna@exempel.example
""",
        "press_release",
        "Stöd för unga föräldrar i hela regionen",
        "2024-04-03",
        "paragraph paragraph",
        (
            "Pressmeddelande 3.4.2024",
            "Mer information:",
        ),
    ),
    "an English release": Case(
        """\
PRESS RELEASE
2 August 2023

Families find help on one page

The new page gathers services from forty associations and is free to use for everyone.

Contact: Mary Sample, Communications Manager, +358 9 123 4567, mary.sample@sample.example

About Sample
Sample is an association that was founded in 1990 and it works in the whole of Finland.
""",
        "press_release",
        "Families find help on one page",
        "2023-08-02",
        None,
        (
            "PRESS RELEASE",
            "2 August 2023",
        ),
    ),
    "a release for interviews": Case(
        """\
Tiedote medialle
Julkaisuvapaa 10.10.2023 klo 6.00

Joka viides lapsi jää ilman harrastusta

Kyselyyn vastasi yli tuhat perhettä. Hinta on suurin este harrastuksen aloittamiselle.

– Lapsi ei valitse köyhyyttä, sanoo toiminnanjohtaja Tuula Testaaja.

Haastattelupyynnöt:
Tuula Testaaja
Testaajat ry
tuula(at)testaajat.example
p. 0400 123 456 (klo 9–15)

Liitteet:
Kyselyn tulokset (pdf)
Kuvia median käyttöön: https://testaajat.example/kuvat
""",
        "press_release",
        "Joka viides lapsi jää ilman harrastusta",
        "2023-10-10",
        None,
        (
            "Tiedote medialle",
            "Julkaisuvapaa 10.10.2023 klo 6.00",
            "Haastattelupyynnöt:",
        ),
    ),
    "a sentence that begins like a label": Case(
        """\
Mediatiedote 11.11.2022

Isien viikko tuo tapahtumia seitsemään kuntaan

Isien viikolla pelataan, kokataan ja retkeillään. Kaikki tapahtumat ovat maksuttomia.

Lisätietoja tapahtumista löytyy sivuiltamme ja kuntien kalentereista.

Lisätietoja antavat:
Toiminnanjohtaja Kaisa Kuviteltu, 040 1231231
Järjestöassistentti Ville Von Kuviteltu, 040 1231232, ville@kuviteltu.example ja info@kuviteltu.example
""",
        "press_release",
        "Isien viikko tuo tapahtumia seitsemään kuntaan",
        "2022-11-11",
        "paragraph paragraph",
        ("Mediatiedote 11.11.2022",),
    ),
}
