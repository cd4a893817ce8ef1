"""Texts as they come: other sites' frames, notations and orders. All invented."""
# ruff: noqa: E501  texts stand here as they come

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """Hold a text, what it must become, and those of its lines that are no text.

    ``shape`` is None where another test looks at the blocks.
    """

    text: str
    kind: str
    title: str
    published: str = ""
    shape: str | None = None
    frame: tuple[str, ...] = ()


CASES: dict[str, Case] = {
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
"""By what each is an example of."""

NONE = {
    "minutes of a meeting": """\
Hallituksen kokous 3/2024

Aika: 4.4.2024 klo 17
Paikka: toimisto

1 § Kokouksen avaus
Puheenjohtaja avasi kokouksen ja toivotti kaikki tervetulleiksi.
""",
    "a recipe": """\
Mustikkapiirakka

Sekoita jauhot ja sokeri. Nypi joukkoon voi. Paista uunissa puoli tuntia.
""",
    "a page of contacts": """\
Yhteystiedot

Yhteyshenkilö
Maija Mallikas
040 1234567

Toimisto on auki arkisin yhdeksästä kolmeen.
""",
    "a record of a program": '{"title": "Uutiset 1.1.2024", "body": "Tässä on pitkä teksti, joka ei ole uutinen vaan tietue."}',
    "a law": """\
Lastensuojelulaki 417/2007

1 § Lain tarkoitus

Tämän lain tarkoituksena on turvata lapsen oikeus turvalliseen kasvuympäristöön.
""",
    "a vacancy": """\
Haemme perhetyöntekijää

Hae viimeistään 31.5.2024. Työ alkaa elokuussa ja on vakituinen.

Lisätietoja antaa Maija Mallikas, p. 040 1234567.
""",
}
