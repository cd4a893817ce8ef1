"""The chapters of the guide, in order, and for whom each is.

The guide is written in Finnish alone, so its titles stand here as they are; each chapter's text is the
template ``guide/chapters/<slug>.html``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chapter:
    """Be one chapter; ``umbrella`` says that only the umbrella organisation's people need it."""

    slug: str
    title: str
    umbrella: bool = False

    @property
    def template(self) -> str:
        """Return the name of the template that holds the text."""
        return f"guide/chapters/{self.slug}.html"


CHAPTERS = (
    Chapter("alku", "Kymmenen minuuttia riittää"),
    Chapter("palvelu", "Palvelun kirjoittaminen"),
    Chapter("tarkastus", "Lähettäminen tarkastettavaksi"),
    Chapter("vahvistaminen", "Tietojen vahvistaminen"),
    Chapter("linkit", "Linkit"),
    Chapter("profiili", "Järjestön oma sivu"),
    Chapter("tunnusluvut", "Vuoden tunnusluvut"),
    Chapter("ihmiset", "Työtoverit ja kirjautuminen"),
    Chapter("selkea-teksti", "Selkeä teksti, kuvat ja saavutettavuus"),
    Chapter("sivut", "Uutiset, tiedotteet ja muut sivut", umbrella=True),
    Chapter("uutiskirje", "Uutiskirje", umbrella=True),
    Chapter("kielet", "Sivut ruotsiksi ja englanniksi", umbrella=True),
    Chapter("kokonaiskuva", "Tarkastajan ja toimittajan kokonaiskuva", umbrella=True),
    Chapter("haku", "Haku ja hakusanat", umbrella=True),
    Chapter("lahteet", "Sisältö muualta: lähteet", umbrella=True),
    Chapter("tunnuslukukysely", "Tunnuslukujen kysyminen ja julkaiseminen", umbrella=True),
    Chapter("jasenet", "Uusi jäsen ja lähtevä jäsen", umbrella=True),
)


def chapters(*, umbrella: bool) -> tuple[Chapter, ...]:
    """Return the chapters for the umbrella organisation's people, or those for a member's."""
    return tuple(chapter for chapter in CHAPTERS if umbrella or not chapter.umbrella)
