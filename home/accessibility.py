"""The accessibility statement: its first text, and what readers say of it.

The law on digital services (306/2019) wants the state of accessibility, what is not accessible and why, a
way to give feedback with an answer in 14 days, and the authority that supervises. Since 2025 that is
Traficom. Editors change the text as any page's.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from wagtail.models import Site

from cms.mail.actions import write_letter, write_letters
from cms.membership.selectors import umbrella_people

STAMPED_FOR = 0
"""The key that the form's stamp holds where feedback on a service has the service's."""


def statement(on: date) -> list[tuple[str, Any]]:
    """Return the blocks of a first statement, dated ``on``."""
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
            "saavutettavuus@traficom.fi<br/>"
            "puhelinvaihde 029 534 5000",
        ),
    ]


@transaction.atomic
def tell_umbrella(*, message: str, reply_to: str, page: str) -> None:
    """Send what a reader says of the site's accessibility to those who keep it; nothing else is kept.

    That is the site's contact address; without one, the umbrella's people; without those, the address
    from which the site's mail comes.
    """
    from home.models import SiteSettings

    site = Site.objects.filter(is_default_site=True).first()
    contact = SiteSettings.for_site(site).contact_email if site else ""
    context = {"message": message, "reply_to": reply_to, "page": page}
    headers = {"Reply-To": reply_to} if reply_to else None
    name = "accessibility_feedback"
    if not contact and write_letters(name=name, to=umbrella_people(), context=context, headers=headers):
        return
    write_letter(name=name, to=contact or settings.DEFAULT_FROM_EMAIL, context=context, headers=headers)


def _heading(text: str) -> tuple[str, Any]:
    return "heading", {"text": text, "level": "2"}


def _text(*paragraphs: str) -> tuple[str, Any]:
    return "paragraph", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _list(*items: str) -> tuple[str, Any]:
    return "list", {"ordered": False, "items": [f"<p>{item}</p>" for item in items]}
