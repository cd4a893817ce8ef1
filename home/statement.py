"""The first text of the accessibility statement, in each language of the site.

The law on digital services (306/2019) wants the state of accessibility, what is not accessible and why, a
way to give feedback with an answer in 14 days, and the authority that supervises. Since 2025 that is
Traficom. Editors change the text as any page's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import override

Block = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """Be a first statement: the page's title, its address part, and its blocks."""

    title: str
    slug: str
    body: list[Block]


def statement(on: date, language: str) -> Statement:
    """Return the first statement in a language of the site, dated ``on``."""
    title, slug, written = _WRITTEN[language]
    with override(language):
        return Statement(title, slug, written(on))


def _finnish(on: date) -> list[Block]:
    return [
        _text(
            "Tämä seloste koskee Palvelupaketti-sivustoa. Se perustuu lakiin digitaalisten palvelujen"
            f" tarjoamisesta (306/2019). Seloste on laadittu {date_format(on, 'j.n.Y')}.",
            "Sivuston saavutettavuuden on arvioinut ylläpitäjä itse. Jokainen sivutyyppi on testattu"
            " automaattisesti, pelkällä näppäimistöllä, 400 prosentin suurennoksella ja kapealla näytöllä.",
        ),
        _heading("Miten saavutettava sivusto on"),
        _text(
            "Sivusto täyttää suurimmaksi osaksi lain vaatimukset eli WCAG-ohjeiden version 2.1 A- ja AA-tason"
            " kriteerit. Tavoitteemme on myös uudempi versio 2.2. Kaikkea voi käyttää näppäimistöllä, ja haku"
            " toimii ilman JavaScriptiä."
        ),
        _heading("Mitä puutteita tiedämme"),
        _list(
            "<b>Vanhat liitetiedostot.</b> Osasta PDF-tiedostoja voi puuttua otsikoiden rakenne tai kuvien"
            " tekstivastine (WCAG 1.1.1 ja 1.3.1). Saat tiedot pyynnöstä muussa muodossa.",
            "<b>Kielet.</b> Palvelujen kuvaukset ovat enimmäkseen suomeksi myös ruotsin- ja"
            " englanninkielisillä sivuilla. Tekstin kieli on merkitty, joten ruudunlukija lukee sen oikein.",
            "<b>Upotetut videot.</b> Muiden palvelujen soittimissa voi olla puutteita, joita emme voi korjata"
            " itse.",
        ),
        _text("Linkit vievät järjestöjen omille sivustoille. Niiden saavutettavuudesta vastaavat järjestöt."),
        _heading("Huomasitko puutteen? Kerro meille"),
        _text(
            "Kerro puutteesta tämän sivun lopussa olevalla lomakkeella. Vastaamme 14 päivän kuluessa, jos"
            " annat sähköpostiosoitteesi."
        ),
        _heading("Jos et ole tyytyväinen vastaukseen"),
        _text(
            "Jos vastauksemme ei auta tai et saa vastausta 14 päivässä, voit tehdä ilmoituksen"
            " valvontaviranomaiselle. Sivulla saavutettavuusvaatimukset.fi kerrotaan, miten ilmoitus tehdään"
            " ja miten asia käsitellään.",
            "Liikenne- ja viestintävirasto Traficom<br/>"
            "Digitaalisen esteettömyyden ja saavutettavuuden valvontayksikkö<br/>"
            '<a href="https://www.saavutettavuusvaatimukset.fi/">www.saavutettavuusvaatimukset.fi</a><br/>'
            '<a href="mailto:saavutettavuus@traficom.fi">saavutettavuus@traficom.fi</a><br/>'
            "puhelinvaihde 029 534 5000",
        ),
    ]


def _swedish(on: date) -> list[Block]:
    return [
        _text(
            "Den här redogörelsen gäller webbplatsen Palvelupaketti. Den bygger på lagen om tillhandahållande"
            f" av digitala tjänster (306/2019). Redogörelsen är upprättad {date_format(on, 'j.n.Y')}.",
            "Webbplatsens upprätthållare har själv bedömt tillgängligheten. Varje sidtyp har testats"
            " automatiskt, enbart med tangentbord, med 400 procents förstoring och på en smal skärm.",
        ),
        _heading("Hur tillgänglig webbplatsen är"),
        _text(
            "Webbplatsen uppfyller till största delen lagens krav, det vill säga kriterierna på nivåerna A"
            " och AA i version 2.1 av WCAG. Vårt mål är också den nyare versionen 2.2. Allt går att"
            " använda med tangentbord, och sökningen fungerar utan JavaScript."
        ),
        _heading("Brister som vi känner till"),
        _list(
            "<b>Gamla bilagor.</b> En del PDF-filer kan sakna rubrikstruktur eller textalternativ till bilder"
            " (WCAG 1.1.1 och 1.3.1). Du får uppgifterna i annan form om du ber om det.",
            "<b>Språk.</b> Beskrivningarna av tjänsterna är för det mesta på finska också på de svenska och"
            " engelska sidorna. Textens språk är angivet, så att en skärmläsare läser den rätt.",
            "<b>Inbäddade videor.</b> Andra tjänsters spelare kan ha brister som vi inte kan avhjälpa"
            " själva.",
        ),
        _text(
            "Länkarna leder till föreningarnas egna webbplatser. Föreningarna ansvarar för deras"
            " tillgänglighet."
        ),
        _heading("Märkte du en brist? Berätta för oss"),
        _text(
            "Berätta om bristen med blanketten i slutet av den här sidan. Vi svarar inom 14 dagar om du"
            " ger din e-postadress."
        ),
        _heading("Om du inte är nöjd med svaret"),
        _text(
            "Om vårt svar inte hjälper, eller om du inte får något svar inom 14 dagar, kan du göra en anmälan"
            " till tillsynsmyndigheten. På myndighetens webbplats berättas hur du gör en anmälan och hur"
            " ärendet behandlas.",
            "Transport- och kommunikationsverket Traficom<br/>"
            '<a href="https://www.saavutettavuusvaatimukset.fi/sv/">www.saavutettavuusvaatimukset.fi/sv</a><br/>'
            '<a href="mailto:saavutettavuus@traficom.fi">saavutettavuus@traficom.fi</a><br/>'
            "telefonväxel 029 534 5000",
        ),
    ]


def _english(on: date) -> list[Block]:
    return [
        _text(
            "This statement is about the website Palvelupaketti. It is based on the Finnish act on the"
            f" provision of digital services (306/2019). It was written on {date_format(on, 'j F Y')}.",
            "Those who run the site have assessed its accessibility themselves. Each kind of page was tested"
            " automatically, by keyboard alone, at 400 per cent zoom and on a narrow screen.",
        ),
        _heading("How accessible the site is"),
        _text(
            "The site meets most of what the law asks for: the criteria of levels A and AA of WCAG 2.1. We"
            " aim at the newer version 2.2 as well. Everything can be used by keyboard, and the search works"
            " without JavaScript."
        ),
        _heading("What we know to be lacking"),
        _list(
            "<b>Old attachments.</b> Some PDF files may lack a structure of headings or descriptions of"
            " pictures (WCAG 1.1.1 and 1.3.1). Ask us, and you get what they say in another form.",
            "<b>Languages.</b> Most services are described in Finnish on the Swedish and English pages too."
            " The language of the text is marked, so that a screen reader reads it right.",
            "<b>Embedded videos.</b> Players of other services may have faults that we cannot mend"
            " ourselves.",
        ),
        _text(
            "Links lead to the associations' own sites. The associations answer for the accessibility of"
            " those."
        ),
        _heading("Did you notice a fault? Tell us"),
        _text(
            "Tell us with the form at the end of this page. We answer within 14 days if you give your e-mail"
            " address."
        ),
        _heading("If you are not content with the answer"),
        _text(
            "If our answer does not help, or none comes within 14 days, you can complain to the authority"
            " that supervises accessibility. Its site tells how, and what happens then.",
            "Finnish Transport and Communications Agency Traficom<br/>"
            '<a href="https://www.saavutettavuusvaatimukset.fi/en/">www.saavutettavuusvaatimukset.fi/en</a><br/>'
            '<a href="mailto:saavutettavuus@traficom.fi">saavutettavuus@traficom.fi</a><br/>'
            "telephone +358 29 534 5000",
        ),
    ]


def _heading(text: str) -> tuple[str, Any]:
    return "heading", {"text": text, "level": "2"}


def _text(*paragraphs: str) -> tuple[str, Any]:
    return "paragraph", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _list(*items: str) -> tuple[str, Any]:
    return "list", {"ordered": False, "items": [f"<p>{item}</p>" for item in items]}


_WRITTEN: Mapping[str, tuple[str, str, Callable[[date], list[Block]]]] = {
    "fi": ("Saavutettavuusseloste", "saavutettavuus", _finnish),
    "sv": ("Tillgänglighetsredogörelse", "tillganglighet", _swedish),
    "en": ("Accessibility statement", "accessibility", _english),
}
