"""What the living style page shows: the tokens, and parts with made-up content."""

from __future__ import annotations

from datetime import date
from typing import Any

from cms.related import Related
from search.fields import Kind, LinkState
from search.presentation import ShownHit

COLOURS = (
    "paper",
    "surface",
    "sunken",
    "ink",
    "ink-soft",
    "line",
    "control-line",
    "accent",
    "accent-strong",
    "link",
    "focus",
    "mark",
    "note",
    "warning",
)
GAPS = ("gap-1", "gap-2", "gap-3", "gap-4", "gap-5")


def style_samples() -> dict[str, Any]:
    """Return the names of the tokens and a sample for each part."""
    return {
        "colours": COLOURS,
        "gaps": GAPS,
        "result": _result(),
        "related": [
            Related("Perhekahvila", "#kortit", "Siskotupa ry", "Vertaistukea vanhemmille kahvin äärellä."),
            Related("Vanhempien chat", "#kortit", "Verkkovalo ry", "Kysy nimettömästi, vastaamme iltaisin."),
            Related("Avajaiset", "#kortit", "1.3.2026", "Uusi kohtaamispaikka avaa ovensa Turussa."),
        ],
        "figures": [{"value": "42", "label": "jäsenjärjestöä"}, {"value": "8 200", "label": "vapaaehtoista"}],
    }


def _result() -> ShownHit:
    return ShownHit(
        id="service:0",
        kind=Kind.SERVICE,
        language="fi",
        title="Perhekahvila",
        summary="Vertaistukea vanhemmille aamukahvin äärellä.",
        highlights={"summary": ("<mark>Vertaistukea</mark> vanhemmille aamukahvin äärellä.",)},
        url="#tulos",
        section_url="https://siskotupa.example/kahvila#aukiolo",
        organisation="Siskotupa ry",
        audiences=("Vanhemmat",),
        availability=None,
        availability_words=("Salo, Turku",),
        published=None,
        updated=None,
        confirmed=date(2026, 3, 1),
        confirmed_long_ago=False,
        link_state=LinkState.OK,
        rank=1,
        access=("Paikan päällä", "Maksuton"),
        age_from=0,
        age_to=6,
    )
