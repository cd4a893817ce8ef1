"""Annual reviews under other names and in other languages."""

from __future__ import annotations

from tests.unit.ingest.document.unseen_texts.case import Case

REVIEWS: dict[str, Case] = {
    "a review that is called a year": Case(
        """\
Vuosi 2022

Yhdistyksen vuosi oli vilkas. Ryhmiä oli kaksikymmentä ja kävijöitä yli tuhat.

Talous

Talous pysyi vakaana, ja avustukset kasvoivat hieman edellisestä vuodesta.
""",
        "review",
        "Vuosi 2022",
        "",
        "paragraph h2 paragraph",
        (),
    ),
    "a report with numbered headings": Case(
        """\
Toimintakertomus 2021

1. Yleistä

Yhdistyksen toiminta jatkui poikkeusoloista huolimatta lähes ennallaan koko vuoden.

2. Hallinto

Hallitus kokoontui yksitoista kertaa, ja jäseniä oli vuoden lopussa 230.

3. Talous

Varainhankinta tuotti 12 000 euroa, mikä oli budjetoitua enemmän.
""",
        "review",
        "Toimintakertomus 2021",
        "",
        "h2 paragraph h2 paragraph h2 paragraph",
        (),
    ),
    "a review of a working year": Case(
        """\
Vuosikatsaus 2022–2023

Katsaus kertoo kahdesta toimintavuodesta. Vuonna 2023 aloitti kolme uutta ryhmää.

Keväällä julkaistiin opas, jota on jaettu kouluihin.
""",
        "review",
        "Vuosikatsaus 2022–2023",
        "",
        "paragraph paragraph",
        (),
    ),
    "a Swedish review": Case(
        """\
Verksamhetsberättelse 2022

Föreningens år var livligt och verksamheten växte på alla orter.

Ekonomi

Ekonomin var i balans och bidragen var på samma nivå som året innan.
""",
        "review",
        "Verksamhetsberättelse 2022",
        "",
        "paragraph h2 paragraph",
        (),
    ),
    "an English review with its address": Case(
        """\
https://sample.example/annual-report-2021/

Annual report 2021

Our year was busy. The number of members grew to forty and that was a record.

Thanks to all volunteers and partners for the work they do.
""",
        "review",
        "Annual report 2021",
        "",
        "paragraph paragraph",
        (),
    ),
}
