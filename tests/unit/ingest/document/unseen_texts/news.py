"""News with other sites' frames, headings, lists and quotations around and in them."""

from __future__ import annotations

from tests.unit.ingest.document.unseen_texts.case import Case

NEWS: dict[str, Case] = {
    "a page with cookies, crumbs and links around it": Case(
        """\
Käytämme evästeitä
Sivusto käyttää evästeitä palvelun parantamiseen.
Hyväksy kaikki
Vain välttämättömät
Siirry sisältöön
Etusivu > Ajankohtaista > Uutiset
Uutiset
Julkaistu 2.8.2023 klo 9.15

Leiriviikko keräsi kolmekymmentä perhettä Naantaliin

Kesän ensimmäinen leiri pidettiin rannalla, ja mukana oli perheitä kuudesta kunnasta.

Ohjelmassa oli muun muassa

1. onkimista
2. rantalentopalloa
3. saunomista

Jaa Facebookissa
Jaa X:ssä
Tulosta
Lue myös
Syksyn ryhmät alkavat
Edellinen
Seuraava
© 2024 Esimerkki ry
""",
        "news",
        "Leiriviikko keräsi kolmekymmentä perhettä Naantaliin",
        "2023-08-02",
        "paragraph paragraph list paragraph",
        (
            "Käytämme evästeitä",
            "Sivusto käyttää evästeitä palvelun parantamiseen.",
            "Hyväksy kaikki",
            "Vain välttämättömät",
            "Siirry sisältöön",
            "Etusivu > Ajankohtaista > Uutiset",
            "Uutiset",
            "Julkaistu 2.8.2023 klo 9.15",
            "Jaa Facebookissa",
            "Jaa X:ssä",
            "Tulosta",
            "Lue myös",
            "Edellinen",
            "Seuraava",
            "© 2024 Esimerkki ry",
        ),
    ),
    "a file of Windows without empty lines": Case(
        (
            "https://malli.example/uutiset/syysretki/\r\n"
            "\r\n"
            "Ajankohtaista\t|\t3.10.2022\r\n"
            "\r\n"
            "Syysretki metsään\r\n"
            "Retkelle lähti neljätoista isää lapsineen. Sää oli kirkas ja eväät maistuivat kaikille.\r\n"
            "Seuraava retki tehdään keväällä, ja siihen mahtuu kaksikymmentä osallistujaa.\r\n"
            "\tIlmoittaudu toimistoon.\r\n"
        ),
        "news",
        "Syysretki metsään",
        "2022-10-03",
        "paragraph paragraph paragraph",
        ("Ajankohtaista\t|\t3.10.2022",),
    ),
    "quotations of every notation": Case(
        """\
Uutinen · 2. elokuuta 2023

# Vapaaehtoiset kertovat

Kysyimme kolmelta vapaaehtoiselta, miksi he jäivät mukaan toimintaan.

»Sain ystäviä, joita en olisi muuten tavannut.»
– Pirkko, 61

”Täällä saa olla oma itsensä.” Näin sanoo nuori ohjaaja.

”Olen oppinut kuuntelemaan.”
Kerho-ohjaaja Liisa Esimerkki

– Aika menee siivillä, nauraa kahvilan emäntä.

- Parasta on lasten ilo, kertoo Matti.

"Tulen takaisin", lupaa Ville.
""",
        "news",
        "Vapaaehtoiset kertovat",
        "2023-08-02",
        "paragraph quote paragraph quote quote quote paragraph",
        ("Uutinen · 2. elokuuta 2023",),
    ),
    "headings in capitals": Case(
        """\
AJANKOHTAISTA
15.1.2024

UUSI KOHTAAMISPAIKKA AVATTIIN

Kohtaamispaikka palvelee arkisin keskustassa. Tilat on remontoitu talkoilla.

MITÄ PAIKALLA TEHDÄÄN

Paikassa voi pelata, kokata ja jutella. Läksyihin saa apua tiistaisin.

KENELLE

Paikka on tarkoitettu kaikille yli kaksitoistavuotiaille nuorille.
""",
        "news",
        "UUSI KOHTAAMISPAIKKA AVATTIIN",
        "2024-01-15",
        "paragraph h2 paragraph h2 paragraph",
        (
            "AJANKOHTAISTA",
            "15.1.2024",
        ),
    ),
    "headings in bold and underlined": Case(
        """\
Uutiset
2023-08-02

**Vertaistuki kantaa erossa**

Eroryhmässä puhutaan arjesta, rahasta ja lapsista. Ryhmää vetää kaksi koulutettua ohjaajaa.

**Ryhmän sisältö**

Tapaamisia on kahdeksan, ja jokaisella on oma aihe.

Ilmoittautuminen
----------------

Paikan voi varata puhelimitse maanantaihin mennessä.

Yhteistyössä
============

Toimintaa tukee kaupunki, ja tilat antaa seurakunta.
""",
        "news",
        "Vertaistuki kantaa erossa",
        "2023-08-02",
        "paragraph h4 paragraph h3 paragraph h2 paragraph",
        (
            "Uutiset",
            "2023-08-02",
        ),
    ),
    "lists within lists": Case(
        """\
Uutiset 1.3.2024

# Kerhot jatkuvat

Kerhoja on tänä keväänä tarjolla useassa lähiössä.

* Pohjoinen alue
  * maanantaisin askartelua
  * tiistaisin liikuntaa
    * pienille
    * isoille
* Eteläinen alue
  - keskiviikkoisin musiikkia

1. Täytä lomake
   a) nimi
   b) ikä
2. Palauta lomake

Tervetuloa mukaan kaikki uudet ja vanhat kerholaiset!
""",
        "news",
        "Kerhot jatkuvat",
        "2024-03-01",
        None,
        ("Uutiset 1.3.2024",),
    ),
    "a page with a menu and a footer": Case(
        """\
Etusivu
Toiminta
Jäsenet
Ajankohtaista
Yhteystiedot
FI SV EN

Ajankohtaista
12.05.2021

Kummiperheet saivat vierailijoita

Kummiperheiden tapaaminen kokosi saliin yli sata ihmistä eri puolilta maakuntaa.

Päivän päätteeksi laulettiin yhdessä ja sovittiin seuraavasta kerrasta.

1 2 3 … 9 Seuraava »

Tilaa uutiskirje
Seuraa meitä
Facebook
Instagram
Tietosuojaseloste
© Malliyhdistys ry 2021
""",
        "news",
        "Kummiperheet saivat vierailijoita",
        "2021-05-12",
        "paragraph paragraph",
        (
            "Etusivu",
            "Toiminta",
            "Jäsenet",
            "Ajankohtaista",
            "Yhteystiedot",
            "FI SV EN",
            "12.05.2021",
            "1 2 3 … 9 Seuraava »",
            "Tilaa uutiskirje",
            "Seuraa meitä",
            "Facebook",
            "Instagram",
            "Tietosuojaseloste",
            "© Malliyhdistys ry 2021",
        ),
    ),
    "Swedish news": Case(
        """\
Nyheter · 5 mars 2024

Familjekaféet öppnar igen

Familjekaféet i centrum öppnar igen efter en lång paus. Det är gratis och alla är välkomna att delta.

"Vi har väntat på det här", säger Anna Exempel.

Läs mer om kaféet på vår webbplats.

Dela på Facebook
Skriv ut
""",
        "news",
        "Familjekaféet öppnar igen",
        "2024-03-05",
        "paragraph paragraph paragraph",
        (
            "Nyheter · 5 mars 2024",
            "Dela på Facebook",
            "Skriv ut",
        ),
    ),
    "quotations over lines": Case(
        """\
Uutiset · 7.7.2023

# Haastattelussa kokemusasiantuntija

Tapasimme kokemusasiantuntijan kahvilassa sateisena päivänä.

> Minulle sanottiin, että kaikki järjestyy.
> En uskonut sitä ennen kuin vuosia myöhemmin.
>
> Nyt autan muita.

» Ilman ryhmää en olisi tässä.
– Kokemusasiantuntija

“Kiitos kun kuuntelitte.” — Nimetön osallistuja, Turku
""",
        "news",
        "Haastattelussa kokemusasiantuntija",
        "2023-07-07",
        "paragraph quote quote quote quote",
        ("Uutiset · 7.7.2023",),
    ),
    "rows of buttons below the text": Case(
        """\
Uutiset · 7.7.2023

# Puistossa pelataan

Puistossa pelataan koko heinäkuu, ja pelivälineet saa lainaksi ilmaiseksi.

Jaa sosiaalisessa mediassa
Jaa sivu Facebookissa
Jaa LinkedInissä
Jaa sähköpostilla
Jaa tämä:
Tulosta sivu
Takaisin uutislistaukseen
Katso kaikki uutiset
Kommentit
0 kommenttia
Avainsanat: puisto, pelit
""",
        "news",
        "Puistossa pelataan",
        "2023-07-07",
        "paragraph paragraph",
        (
            "Uutiset · 7.7.2023",
            "Jaa sosiaalisessa mediassa",
            "Jaa sivu Facebookissa",
            "Jaa LinkedInissä",
            "Jaa sähköpostilla",
            "Jaa tämä:",
            "Tulosta sivu",
            "Takaisin uutislistaukseen",
            "Katso kaikki uutiset",
            "Kommentit",
            "0 kommenttia",
        ),
    ),
}
