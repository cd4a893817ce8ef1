"""News whose day is written in other notations, in other places, or could be read twice."""

from __future__ import annotations

from tests.unit.ingest.document.unseen_texts.case import Case

DATES: dict[str, Case] = {
    "American dates": Case(
        """\
News
August 2, 2023

Young carers get a helpline of their own

The helpline opens on Monday and is run by twelve trained volunteers in the region.

The first report is due on 10/12/2023 and the second one a year later.

Share on Facebook
Back to top
""",
        "news",
        "Young carers get a helpline of their own",
        "2023-08-02",
        "paragraph paragraph",
        (
            "News",
            "August 2, 2023",
            "Share on Facebook",
            "Back to top",
        ),
    ),
    "a date of two readings": Case(
        """\
News | 08/02/2023

Young carers get a helpline of their own

The helpline opens on Monday and is run by twelve trained volunteers in the region.
""",
        "news",
        "Young carers get a helpline of their own",
        "",
        None,
        (),
    ),
    "a range of days in the title": Case(
        """\
Uutiset · 5.2.2024

# Talvilomaviikko 19.–23.2.2024

Talvilomalla järjestetään leiri, jolle mahtuu kolmekymmentä lasta. Leiri on 19.–23.2.2024 Kuusistossa.
""",
        "news",
        "Talvilomaviikko 19.–23.2.2024",
        "2024-02-05",
        "paragraph",
        ("Uutiset · 5.2.2024",),
    ),
    "a range of days in the label": Case(
        """\
Ajankohtaista 19.–23.2.2024

Talvilomaleiri koululaisille

Talvilomalla järjestetään leiri, jolle mahtuu kolmekymmentä lasta eri kouluista.
""",
        "news",
        "Talvilomaleiri koululaisille",
        "",
        None,
        (),
    ),
    "a byline above the title": Case(
        """\
Blogi
Kirjoittaja: Maija Mallikas
Julkaistu: 14.11.2023
Päivitetty: 15.11.2023

Miksi kuunteleminen on työtä

Kuuntelu näyttää helpolta, mutta se vie voimia. Siksi ohjaajat pitävät taukoja.

Luetuimmat
Tilaa uutiskirje
""",
        "news",
        "Miksi kuunteleminen on työtä",
        "2023-11-14",
        "paragraph paragraph",
        (
            "Blogi",
            "Julkaistu: 14.11.2023",
            "Päivitetty: 15.11.2023",
            "Luetuimmat",
            "Tilaa uutiskirje",
        ),
    ),
    "the date below the title": Case(
        """\
Perhekerho muuttaa uusiin tiloihin

Julkaistu 2.8.2023 klo 9.15

Perhekerho muuttaa elokuussa entiseen kirjastoon. Uusissa tiloissa on piha ja keittiö.

Kerho kokoontuu kerran viikossa, ja kahvia on tarjolla kaikille.
""",
        "news",
        "Perhekerho muuttaa uusiin tiloihin",
        "2023-08-02",
        "paragraph paragraph",
        ("Julkaistu 2.8.2023 klo 9.15",),
    ),
    "news about a year": Case(
        """\
https://malli.example/ajankohtaista/vuosi-2023-lukuina/

Ajankohtaista 15.2.2024

# Vuosi 2023 lukuina

Vuonna 2023 tapasimme 500 perhettä ja vastasimme 1200 puheluun.
""",
        "news",
        "Vuosi 2023 lukuina",
        "2024-02-15",
        "paragraph",
        ("Ajankohtaista 15.2.2024",),
    ),
}
