"""What a column may hold, and by which headings people call it in Finnish, Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ingest.words import gettext_noop as _

Kind = Literal["service", "organisation", "key_figures"]
IGNORED = "-"
"""Stands for a field in a mapping where a column is to be left out."""


@dataclass(frozen=True, slots=True)
class FieldOfTable:
    """Name one field: what the mapping calls it, what people read, and the headings it is known by.

    ``headings`` are in small letters without punctuation, the most telling first.
    """

    name: str
    title: str
    headings: tuple[str, ...]


def _field(name: str, title: str, headings: str) -> FieldOfTable:
    return FieldOfTable(name, title, tuple(heading.strip() for heading in headings.split("|")))


IDENTIFIER = _field(
    "external_id",
    _("Identifier"),
    "tunniste|tunnus|id|palvelun tunnus|palvelutunnus|palvelun id|external id|uuid"
    "|identifier|identifikation|rivi id|koodi",
)
ORGANISATION = _field(
    "organisation",
    _("Organisation"),
    "järjestö|järjestön nimi|yhdistys|yhdistyksen nimi|organisaatio|organisaation nimi|palveluntuottaja"
    "|palvelun tuottaja|palveluntarjoaja|tuottaja|toteuttaja|järjestäjä|jäsenjärjestö|tuottava järjestö"
    "|organisation|organisationens namn|förening|föreningens namn|serviceproducent|arrangör"
    "|tjänsteproducent"
    "|organization|organisation name|organization name|association|provider|service provider|responsible",
)
BUSINESS_ID = _field(
    "business_id",
    _("Business ID"),
    "y tunnus|ytunnus|yritystunnus|yhteisötunnus|fo nummer|business id|business code|businessid",
)
SUMMARY = _field(
    "summary",
    _("Summary"),
    "tiivistelmä|lyhyt kuvaus|lyhytkuvaus|ingressi|kuvaus lyhyesti|palvelu lyhyesti|lyhyesti|sammandrag"
    "|kort beskrivning|ingress|sammanfattning|summary|short description|abstract|lead",
)
DESCRIPTION = _field(
    "description",
    _("Description"),
    "kuvaus|palvelun kuvaus|palvelukuvaus|järjestön kuvaus|esittely|sisältö|toiminnan kuvaus|lisätiedot"
    "|lisätietoja|mitä palvelu sisältää|beskrivning|tjänstebeskrivning|beskrivning av tjänsten|innehåll"
    "|description|service description|details|content|long description",
)
MUNICIPALITIES = _field(
    "municipalities",
    _("Municipalities"),
    "kunnat|kunta|alue|alueet|paikkakunta|paikkakunnat|toiminta alue|toimialue|toimintakunnat|palvelualue"
    "|kunnat joissa palvelua tarjotaan|saatavuusalue|saatavuus|sijaintikunta|missä|kommuner|kommun|område"
    "|ort|verksamhetsområde|municipalities|municipality|area|areas|city|cities|location|locations"
    "|region|where",
)
URL = _field(
    "url",
    _("Link"),
    "linkki|linkki palveluun|palvelun linkki|palvelun osoite|verkkosivu|verkkosivut|www|www osoite"
    "|nettisivu"
    "|nettisivut|kotisivu|kotisivut|verkko osoite|url|lisätietolinkki|osoite verkossa|länk|webbplats"
    "|webbsida"
    "|hemsida|webbadress|link|website|web page|webpage|web site|homepage|address on the web|web",
)
EMAIL = _field(
    "email", _("Email"), "sähköposti|sähköpostiosoite|s posti|email|e mail|e post|epost|e postadress|mail"
)
TELEPHONE = _field(
    "telephone",
    _("Telephone"),
    "puhelin|puhelinnumero|puh|puhelinnro|telefon|telefonnummer|tel|telephone|phone|phone number",
)
TAGS = _field(
    "tags",
    _("Keywords"),
    "avainsanat|asiasanat|asiasana|hakusanat|tagit|tunnisteet|sökord|nyckelord|ämnesord|keywords|tags"
    "|keyword",
)
LANGUAGE = _field(
    "language",
    _("Language of the texts"),
    "tekstin kieli|sisällön kieli|textens språk|content language|language of the texts",
)

SERVICE_NAME = _field(
    "name",
    _("Name of the service"),
    "palvelun nimi|palvelu|nimi|palvelunimi|palvelunnimi|toiminnan nimi|toiminta|otsikko"
    "|tjänstens namn|tjänst"
    "|namn|servicens namn|service|service name|name of the service|name|title|rubrik",
)
ORGANISATION_NAME = _field(
    "name",
    _("Name of the organisation"),
    "järjestön nimi|järjestö|yhdistyksen nimi|yhdistys|organisaation nimi|organisaatio|jäsenjärjestö|nimi"
    "|organisationens namn|organisation|föreningens namn|förening|namn|organisation name|organization name"
    "|organization|association|name of the organisation|name|title",
)
WEBSITE = _field("url", _("Website"), "|".join(URL.headings))

SERVICE_FIELDS: tuple[FieldOfTable, ...] = (
    SERVICE_NAME,
    ORGANISATION,
    BUSINESS_ID,
    SUMMARY,
    DESCRIPTION,
    _field(
        "target_groups",
        _("Target groups"),
        "kohderyhmät|kohderyhmä|kenelle|kenelle palvelu on tarkoitettu|asiakasryhmä|asiakasryhmät|asiakkaat"
        "|målgrupp|målgrupper|för vem|klientgrupp|target groups|target group|for whom|audience"
        "|who is it for",
    ),
    _field(
        "challenges",
        _("Challenges"),
        "haasteet|haaste|mihin haasteeseen|tuen tarve|tuen tarpeet|teema|teemat|elämäntilanne"
        "|elämäntilanteet"
        "|ongelma|aihe|aiheet|mihin|palveluluokka|palveluluokat|utmaningar|utmaning|stödbehov|tema"
        "|livssituation"
        "|serviceklass|challenges|challenge|need|needs|topic|topics|problem|theme|service class"
        "|service classes",
    ),
    MUNICIPALITIES,
    _field(
        "whole_county",
        _("In the whole county"),
        "koko maakunta|koko varsinais suomi|koko maakunnassa|koko hyvinvointialue|koko alue|maakunnallinen"
        "|hela landskapet|hela välfärdsområdet|whole county|whole region|countywide|in the whole county",
    ),
    _field(
        "digital",
        _("Digitally"),
        "digitaalinen|digipalvelu|digitaalisesti|verkossa|etäpalvelu|etänä|sähköinen palvelu"
        "|onko digitaalinen"
        "|digital|digitalt|digital tjänst|distans|på nätet|digitally|online|remote|virtual",
    ),
    _field(
        "channels",
        _("Channels"),
        "kanavat|kanava|asiointikanavat|asiointikanava|palvelukanavat|toteutustapa|toteutus|miten|muoto"
        "|palvelumuoto|kanaler|kanal|genomförande|form|channels|channel|how|mode|modes",
    ),
    _field(
        "languages",
        _("Languages of the service"),
        "kielet|kieli|palvelukielet|palvelukieli|asiointikielet|asiointikieli|palvelun kielet|språk"
        "|servicespråk"
        "|languages|language|service languages|languages of the service",
    ),
    _field(
        "opening_hours",
        _("Opening hours"),
        "aukioloajat|aukiolo|aukioloaika|avoinna|milloin|ajankohta|palveluajat|aikataulu|öppettider"
        "|öppethållning"
        "|när|tidtabell|opening hours|hours|open|when|schedule|service hours",
    ),
    _field(
        "is_free",
        _("Free of charge"),
        "maksuton|maksuttomuus|ilmainen|onko maksuton|maksuttomasti|avgiftsfri|kostnadsfri|gratis"
        "|free|is free"
        "|free of charge|cost free",
    ),
    _field(
        "price",
        _("Price"),
        "hinta|maksu|maksut|hinnat|maksullisuus|kustannus|omavastuu|asiakasmaksu|hinta euroa|pris"
        "|avgift|kostnad"
        "|price|cost|fee|fees|charge|cost description",
    ),
    _field(
        "anonymous",
        _("Can be used anonymously"),
        "anonyymi|anonyymisti|nimettömästi|nimetön|voi asioida nimettömästi|anonym|anonymt|anonymous"
        "|anonymously",
    ),
    _field(
        "age_from",
        _("Age from"),
        "ikä alkaen|alaikäraja|ikä vähintään|ikä min|min ikä|vähimmäisikä|nuorin ikä|alin ikä|ikä alaraja"
        "|ålder från|minimiålder|lägsta ålder|age from|minimum age|min age|age min|youngest",
    ),
    _field(
        "age_to",
        _("Age to"),
        "ikä enintään|yläikäraja|ikä max|max ikä|enimmäisikä|ylin ikä|ikä asti|ikä päättyen|vanhin ikä"
        "|ikä yläraja|ålder till|maximiålder|högsta ålder|age to|maximum age|max age|age max|oldest",
    ),
    _field(
        "ages",
        _("Ages"),
        "ikä|iät|ikäryhmä|ikäryhmät|ikäraja|ikärajat|ikähaarukka|ikäluokka|ålder|åldrar|åldersgrupp"
        "|åldersgräns"
        "|age|ages|age group|age range|age groups",
    ),
    _field(
        "open_to_all",
        _("For everybody"),
        "kaikille|kaikille avoin|avoin kaikille|för alla|öppen för alla|for everybody|for everyone"
        "|open to all",
    ),
    _field("status", _("Status"), "tila|palvelun tila|status|läge|state|voimassaolo|voimassa"),
    URL,
    EMAIL,
    TELEPHONE,
    TAGS,
    IDENTIFIER,
    LANGUAGE,
)
ORGANISATION_FIELDS: tuple[FieldOfTable, ...] = (
    ORGANISATION_NAME,
    BUSINESS_ID,
    SUMMARY,
    DESCRIPTION,
    MUNICIPALITIES,
    WEBSITE,
    EMAIL,
    TELEPHONE,
    TAGS,
    IDENTIFIER,
    LANGUAGE,
)
FIGURE_FIELDS: tuple[FieldOfTable, ...] = (
    ORGANISATION,
    BUSINESS_ID,
    _field("year", _("Year"), "vuosi|tilastovuosi|raportointivuosi|toimintavuosi|år|verksamhetsår|year"),
    _field(
        "figure",
        _("What is counted"),
        "tunnusluku|tunnusluvun nimi|mittari|indikaattori|luvun nimi|mitä lasketaan|selite|nyckeltal|mätare"
        "|indikator|key figure|indicator|figure|measure|metric|label",
    ),
    _field(
        "value", _("Number"), "arvo|lukumäärä|luku|määrä|tulos|kpl|antal|värde|tal|value|number|count|amount"
    ),
    _field("unit", _("Unit"), "yksikkö|mittayksikkö|enhet|unit"),
    IDENTIFIER,
)
FIELDS: Mapping[Kind, tuple[FieldOfTable, ...]] = {
    "service": SERVICE_FIELDS,
    "organisation": ORGANISATION_FIELDS,
    "key_figures": FIGURE_FIELDS,
}
NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "service": ("name",),
    "organisation": ("name",),
    "key_figures": (),
}
TELLING: Mapping[Kind, frozenset[str]] = {
    "service": frozenset(
        {
            "target_groups",
            "challenges",
            "digital",
            "channels",
            "opening_hours",
            "is_free",
            "price",
            "anonymous",
            "age_from",
            "age_to",
            "ages",
            "open_to_all",
            "whole_county",
            "languages",
        }
    ),
    "organisation": frozenset({"business_id"}),
    "key_figures": frozenset({"year", "figure", "value"}),
}
"""Fields that a table of another kind would not have."""
