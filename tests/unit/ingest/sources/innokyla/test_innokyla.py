# ruff: noqa: E501  foreign markup stands here in lines as its makers write them
"""Innokylä's pages become records of development work."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.protocols import Web
from ingest.records import ProjectRecord
from ingest.rendering import body_html, body_text
from ingest.sources.innokyla import InnokylaSource
from ingest.testing import PlayedWeb, SourcePluginContract
from tests.unit.ingest.sources.harvested import PAYLOADS, assert_safe, harvested, page

SITE = "https://innokyla.example"
ADDRESS = f"{SITE}/fi/toimintamalli/kokemuskahvila"


def labelled(label: str, *items: str) -> str:
    """Return a field as the site's Drupal writes it."""
    values = "".join(f'<div class="field__item">{item}</div>' for item in items)
    return f'<div class="field"><div class="field__label">{label}</div><div class="field__items">{values}</div></div>'


RECORD = f"""<!DOCTYPE html><html lang="fi"><head><link rel="canonical" href="{ADDRESS}">
<meta property="og:title" content="Kokemuskahvila"><title>Kokemuskahvila | Innokylä</title></head><body>
<header role="banner"><nav><ul><li><a href="/fi">Etusivu</a></li></ul></nav></header><main role="main"><article>
<h1>Kokemuskahvila</h1><p>Kahvila, jossa vanhemmat saavat tukea toisiltaan.</p>
<section><h2><svg><title>icon/chevron-down</title></svg>Perustiedot</h2>
{labelled("Toimintamallin nimi", "Kokemuskahvila")}
{labelled("Toimintamallin lyhyt kuvaus", "<p>Kahvila, jossa vanhemmat saavat tukea toisiltaan.</p>")}
{labelled("Toteutuspaikka", "Turku")}{labelled("Toimintamallin rahoittaja", "Kunta", "Säätiöt ja rahastot")}
{labelled("Liitetiedostot ja linkit", '<a href="/sites/default/files/opas.pdf">Kahvilan opas</a>')}
{labelled("Yhteyshenkilön nimi", "Maija Mallikas")}
{labelled("Yhteyshenkilön sähköpostiosoite", '<span class="u">maija</span> [at] <span class="d">example.org</span>')}
{labelled("Tekijä", '<a href="/user/1">Maija Mallikas</a>')}
{labelled("Luotu", "15.06.2020")}{labelled("Viimeksi muokattu", "05.12.2023")}</section>
<section><h3>Ratkaisun perusidea **</h3><p>Idea on <a href="/fi/x">vertaistuki</a>.</p><ul><li>yksi</li></ul></section>
<section><h3>Aihealueet</h3><div><a href="/t/1">Järjestöt</a></div><div><a href="/t/2">Lastensuojelu</a></div>
<h3>Ilmiöt</h3><div>Yksinäisyys</div></section></article></main><footer>Sivuston alaosa</footer></body></html>"""


class TestInnokylaSource(SourcePluginContract):
    """Hold the plugin to the contract."""

    plugin = InnokylaSource

    def settings_values(self, tmp_path: Path) -> dict[str, Any]:
        """Name a record."""
        return {"locations": [ADDRESS]}

    def web(self) -> Web:
        """Play the site."""
        return PlayedWeb({ADDRESS: page(RECORD, ADDRESS)})


def test_a_record_comes_with_its_topics_and_attachments() -> None:
    (record,) = harvested(
        InnokylaSource(), {"locations": [ADDRESS]}, {ADDRESS: page(RECORD, ADDRESS)}
    ).records
    assert isinstance(record, ProjectRecord)
    assert (record.title, record.url, record.external_id) == ("Kokemuskahvila", ADDRESS, ADDRESS)
    assert record.summary == "Kahvila, jossa vanhemmat saavat tukea toisiltaan."
    assert record.tags == ("Järjestöt", "Lastensuojelu")
    assert record.phenomena == ("Yksinäisyys",)
    assert record.funders == ("Kunta", "Säätiöt ja rahastot")
    assert [(one.text, one.url) for one in record.links] == [
        ("Kahvilan opas", f"{SITE}/sites/default/files/opas.pdf")
    ]
    (contact,) = record.contacts
    assert (contact.name, contact.email) == ("Maija Mallikas", "maija@example.org")
    assert (record.created, record.modified) == (date(2020, 6, 15), date(2023, 12, 5))
    assert record.authors == ("Maija Mallikas",)
    assert f'Idea on <a href="{SITE}/fi/x">vertaistuki</a>.' in body_html(record)
    assert "Sivuston alaosa" not in body_text(record)


def test_the_records_that_a_page_leads_to_are_read_when_asked() -> None:
    whole = f"{SITE}/fi/kokonaisuus/kehittamistyo"
    links = f'<a href="{ADDRESS}">malli</a><a href="/fi/uutiset/x">uutinen</a><a href="https://evil.example/fi/toimintamalli/x">v</a>'
    answers = {
        whole: page(RECORD.replace("</main>", f"{links}</main>").replace(ADDRESS, whole, 1), whole),
        ADDRESS: page(RECORD, ADDRESS),
    }
    results = harvested(InnokylaSource(), {"locations": [whole], "follow": True}, answers)
    assert [record.url for record in results.records] == [whole, ADDRESS]


def test_a_page_that_is_no_record_is_told() -> None:
    html = (
        "<html><body><main><h1>Uutinen</h1><p>"
        + "Tavallista tekstiä riittää. " * 10
        + "</p></main></body></html>"
    )
    results = harvested(InnokylaSource(), {"locations": [ADDRESS]}, {ADDRESS: page(html, ADDRESS)})
    assert results.records == []
    assert "no record of Innokylä" in results.problems[0].message


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_unsafe_comes_through(payload: str) -> None:
    html = RECORD.replace("<ul><li>yksi</li></ul>", f"<p>alku</p>{payload}<p>loppu</p>")
    results = harvested(InnokylaSource(), {"locations": [ADDRESS]}, {ADDRESS: page(html, ADDRESS)})
    for record in results.records:
        assert_safe(record)
        assert "alku" in body_text(record)
