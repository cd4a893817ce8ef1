# ruff: noqa: E501  foreign markup stands here in lines as its makers write them
"""Pages are found by sitemap, list or address, and become records of what they say and hold."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import FetchError, GatherError
from ingest.markup.trees import parse_page
from ingest.protocols import Answer, Reference, Web
from ingest.records import EventRecord, PressReleaseRecord, Record
from ingest.rendering import body_html, body_text
from ingest.sources.website import WebsiteSettings, WebsiteSource
from ingest.sources.website.listing import pages_listed
from ingest.testing import PlayedWeb, SourcePluginContract
from tests.unit.ingest.sources.harvested import PAYLOADS, Results, assert_safe, harvested, page
from tests.unit.ingest.sources.website.pages import ADDRESS, ARTICLE, EVENT, INDEX, RELEASE, SITE, SITEMAP

ROBOTS = f"User-agent: *\nDisallow: /kielletty/\nSitemap: {SITE}/sitemap.xml\n"
PROSE = "<p>Tämä on artikkelin varsinaista tekstiä, jota lukija lukee mielellään alusta loppuun asti.</p>" * 3


def read(location: str, answers: dict[str, Answer | bytes | str], **values: Any) -> Results:
    """Return what the plugin makes of a site."""
    return harvested(WebsiteSource(), {"locations": [location], **values}, answers)


def one(html: str, address: str = ADDRESS) -> Record:
    """Return the record of a single page."""
    results = read(address, {address: page(html, address)}, find="page")
    assert not results.problems
    return results.records[0]


class TestWebsiteSource(SourcePluginContract):
    """Hold the plugin to the contract."""

    plugin = WebsiteSource

    def settings_values(self, tmp_path: Path) -> dict[str, Any]:
        """Name a site and a saved page."""
        path = tmp_path / "tapahtuma.html"
        path.write_text(EVENT, encoding="utf-8")
        return {"locations": [f"{SITE}/sitemap.xml", str(path)], "pattern": "*/uutiset/*"}

    def web(self) -> Web:
        """Play the site."""
        return PlayedWeb({f"{SITE}/sitemap.xml": SITEMAP, ADDRESS: page(ARTICLE, ADDRESS)})


def test_an_article_is_read_by_what_it_says_of_itself_and_its_own_text() -> None:
    record = one(ARTICLE)
    assert (record.external_id, record.url) == (ADDRESS, ADDRESS)
    assert record.title == "Perhekahvila avaa ovensa"
    assert record.summary == "Kahvila auttaa perheitä & lapsia."
    assert record.authors == ("Maija Mallikas",)
    assert record.published_at == date(2025, 3, 4)
    assert record.tags == ("perheet", "kahvila")
    assert record.language == "fi"
    assert [(image.url, image.alt) for image in record.images] == [
        (f"{SITE}/k/kahvila.jpg", "Perheitä pöydän ääressä")
    ]
    text = body_text(record)
    assert text.startswith("Yhdistyksen perhekahvila avautuu")
    assert "keskiviikkoisin askarrellaan" in text
    assert f'<a href="{SITE}/palvelut/kahvila#ajat">' in body_html(record)
    for furniture in ("Etusivu", "Mahtavaa", "© Yhdistys", "Huonompi", "alert"):
        assert furniture not in text


def test_an_event_is_read_from_its_linked_data() -> None:
    record = one(EVENT)
    assert isinstance(record, EventRecord)
    assert record.starts_at.isoformat() == "2025-05-05T17:00:00+03:00"
    assert (record.place, record.address) == ("Perhetalo", "Esimerkkikatu 1, 20100 Turku")
    assert (record.cancelled, record.price) == (True, "0")
    assert record.registration_url == f"{SITE}/ilmo"


def test_a_press_release_is_told_by_its_address_and_its_contacts_are_parted() -> None:
    record = one(RELEASE, f"{SITE}/tiedotteet/uusi-palvelu/")
    assert isinstance(record, PressReleaseRecord)
    (contact,) = record.contacts
    assert (contact.name, contact.email) == ("Maija Mallikas", "maija.mallikas@example.org")
    assert "040" not in body_text(record)


def test_a_sitemap_gives_the_pages_of_its_own_site_and_robots_are_obeyed() -> None:
    answers = {f"{SITE}/robots.txt": ROBOTS, f"{SITE}/sitemap.xml": SITEMAP, ADDRESS: page(ARTICLE, ADDRESS)}
    results = read(f"{SITE}/sitemap.xml", answers)
    assert [record.url for record in results.records] == [ADDRESS]
    assert [problem.stage for problem in results.problems] == ["fetch"]
    assert "robots.txt" in results.problems[0].message


def test_a_front_page_leads_to_the_sitemap_that_robots_txt_names() -> None:
    front = f"{SITE}/"
    answers = {
        f"{SITE}/robots.txt": ROBOTS, front: page("<h1>Etu</h1>", front),
        f"{SITE}/sitemap.xml": SITEMAP, ADDRESS: page(ARTICLE, ADDRESS),
    }  # fmt: skip
    assert [record.url for record in read(front, answers).records] == [ADDRESS]


def test_each_sitemap_is_asked_for_once() -> None:
    front = f"{SITE}/"
    web = PlayedWeb({front: page("<h1>Etu</h1>", front), f"{SITE}/sitemap.xml": SITEMAP})
    plugin = WebsiteSource()
    plugin.use_web(web)
    assert list(plugin.gather(WebsiteSettings(locations=(front,)), None))
    assert web.asked.count(f"{SITE}/sitemap.xml") == 1


def test_a_list_pages_first_base_counts_and_no_later_one() -> None:
    """As in browsers."""
    links = "".join(f'<li><a href="{name}/">{name}</a></li>' for name in ("yksi", "kaksi"))
    bases = f'<base href="{SITE}/uutiset/"><base href="{SITE}/muuta/">'
    root = parse_page(f"<html><head>{bases}</head><body><ul>{links}</ul></body></html>")
    assert pages_listed(root, f"{SITE}/uutiset/") == [f"{SITE}/uutiset/yksi/", f"{SITE}/uutiset/kaksi/"]


def test_an_index_and_a_packed_sitemap_are_read() -> None:
    packed = gzip.compress(SITEMAP.replace("/uutiset/perhekahvila/", "/uutiset/toinen/").encode())
    other = f"{SITE}/uutiset/toinen/"
    answers = {
        f"{SITE}/index.xml": INDEX, f"{SITE}/sitemap-1.xml.gz": packed, f"{SITE}/sitemap.xml": SITEMAP,
        ADDRESS: page(ARTICLE, ADDRESS), other: page(ARTICLE.replace("perhekahvila/", "toinen/"), other),
    }  # fmt: skip
    results = read(f"{SITE}/index.xml", answers, pattern="*/uutiset/*")
    assert {record.url for record in results.records} == {ADDRESS, other}


def test_sitemaps_that_name_each_other_are_read_once() -> None:
    loop = INDEX.replace("/sitemap-1.xml.gz", "/index.xml").replace("/sitemap.xml", "/index.xml")
    assert read(f"{SITE}/index.xml", {f"{SITE}/index.xml": loop}).records == []


def test_a_packed_sitemap_that_grows_without_end_is_refused() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000)
    with pytest.raises(GatherError, match="grow beyond"):
        read(f"{SITE}/sitemap.xml", {f"{SITE}/sitemap.xml": bomb})


def test_a_sitemap_that_declares_entities_is_refused() -> None:
    evil = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>'
    with pytest.raises(GatherError, match="entities of its own"):
        read(f"{SITE}/sitemap.xml", {f"{SITE}/sitemap.xml": evil})


def test_a_page_that_the_sitemap_calls_unchanged_is_not_asked_for_again() -> None:
    web = PlayedWeb({f"{SITE}/sitemap.xml": SITEMAP, ADDRESS: page(ARTICLE, ADDRESS)})
    settings = WebsiteSettings(locations=(f"{SITE}/sitemap.xml",))
    earlier, later = WebsiteSource(), WebsiteSource()
    earlier.use_web(web)
    later.use_web(web)
    first = next(iter(earlier.gather(settings, None)))
    fetched = earlier.fetch(first)
    assert fetched is not None
    list(later.gather(settings, None))
    asked = len(web.asked)
    assert later.fetch(Reference(first.external_id, first.location, fetched.validators)) is None
    assert web.asked[asked:] == []


def test_a_list_page_leads_to_the_pages_beneath_it() -> None:
    listing = f"{SITE}/uutiset/"
    html = (
        '<a href="/uutiset/perhekahvila/">1</a><a href="perhekahvila/#x">sama</a><a href="/uutiset/page/2/">2</a>'
        '<a href="/palvelut/x/">muu</a><a href="https://evil.example/uutiset/x/">vieras</a><a href="toinen/">3</a>'
    )
    other = f"{SITE}/uutiset/toinen/"
    answers = {listing: page(html, listing), ADDRESS: page(ARTICLE, ADDRESS), other: page(ARTICLE, other)}
    results = read(listing, answers)
    assert [record.url for record in results.records] == [ADDRESS]
    assert "same identifier" in results.problems[0].message  # both name one canonical address


def test_no_more_pages_than_the_limit_are_read() -> None:
    pages = "".join(f"<url><loc>{SITE}/{number}/</loc></url>" for number in range(50))
    web = PlayedWeb({f"{SITE}/sitemap.xml": f"<urlset>{pages}</urlset>"})
    plugin = WebsiteSource()
    plugin.use_web(web)
    settings = WebsiteSettings(locations=(f"{SITE}/sitemap.xml",), limit=3)
    assert len(list(plugin.gather(settings, None))) == 3
    assert not plugin.listed_everything()


def test_an_address_of_this_machine_is_refused() -> None:
    with pytest.raises(GatherError, match="this machine"):
        read("file:///etc/passwd", {})


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<html><body><div id=app></div><script>render()</script></body></html>", "no title"),
        (
            "<html><head><title>Sovellus ladataan</title></head><body><div id=app></div></body></html>",
            "no text",
        ),
        ("pelkkää tekstiä", "no tags"),
    ],
)
def test_a_page_without_an_article_is_told_with_the_reason(html: str, reason: str) -> None:
    results = read(ADDRESS, {ADDRESS: page(html, ADDRESS)}, find="page")
    assert results.records == []
    assert reason in results.problems[0].message


def test_a_page_that_leads_to_the_front_page_is_told() -> None:
    plugin = WebsiteSource()
    plugin.use_web(PlayedWeb({ADDRESS: page(ARTICLE, f"{SITE}/")}))
    with pytest.raises(FetchError, match="front page"):
        plugin.fetch(Reference(ADDRESS, ADDRESS))


def test_half_a_page_is_read_as_far_as_it_goes() -> None:
    record = one(ARTICLE[: ARTICLE.index("<ul><li>maanantaisin")])
    assert body_text(record).startswith("Yhdistyksen perhekahvila")


def test_a_page_that_is_mostly_scripts_gives_its_text_alone() -> None:
    scripts = "<script>var x = '<p>ei tekstiä</p>';</script>" * 2000
    record = one(
        f"<html><head><title>Otsikko tekstille</title>{scripts}</head><body>{scripts}<article>{PROSE}</article>{scripts}</body></html>"
    )
    assert "ei tekstiä" not in body_text(record)
    assert "varsinaista tekstiä" in body_text(record)


def test_a_date_that_is_none_is_told_beside_its_record() -> None:
    record = one(ARTICLE.replace("2025-03-04T09:00:00+02:00", "99.99.9999"))
    assert [fault.field for fault in record.faults] == ["published_at"]


def test_a_canonical_address_of_the_front_page_is_not_believed() -> None:
    record = one(ARTICLE.replace('href="/uutiset/perhekahvila/"', 'href="/"'))
    assert record.url == ADDRESS


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_unsafe_comes_through(payload: str) -> None:
    html = (
        f"<html><head><title>Otsikko {payload}</title><meta property='og:title' content='Turvallinen otsikko'></head>"
        f"<body><article><h1>Turvallinen otsikko</h1>{PROSE}<p>alku</p>{payload}<p>loppu</p>{PROSE}</article></body></html>"
    )
    results = read(ADDRESS, {ADDRESS: page(html, ADDRESS)}, find="page")
    for record in results.records:
        assert_safe(record)
        assert "varsinaista" in body_text(record)


def test_a_page_that_stands_in_a_table_is_read_without_its_menu_and_with_its_day() -> None:
    record = one(
        '<html><head><title>Perhekahvila avaa</title></head><body><table><tr><td><a href="/">Etusivu</a><br>'
        f'<a href="/b">Palvelut</a></td><td><h1>Perhekahvila avaa</h1><p class="pvm">04.03.2025</p>{PROSE}</td></tr></table></body></html>'
    )
    assert record.published_at == date(2025, 3, 4)
    assert "Etusivu" not in body_text(record)
    assert body_text(record).startswith("Tämä on artikkelin")


def test_the_day_of_a_teaser_outside_the_main_part_is_not_the_article_s() -> None:
    record = one(
        "<html><head><title>Perhekahvila avaa</title></head><body><div><a href='/b'>Syyskokous</a>"
        f"<span>31.12.2027</span></div><main><h1>Perhekahvila avaa</h1>{PROSE}</main></body></html>"
    )
    assert record.published_at is None


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Uutinen 4.3.2025 | Maija Mallikas", False),
        ("Julkaistu 4.3.2025 klo 10.15", False),
        ("Avajaiset pidetään 4.3.2025 kello 12 perhetalossa.", True),
        ("Ilmoittaudu 2.2.2025 mennessä", True),
    ],
)
def test_the_line_above_a_text_that_tells_its_day_is_no_text(line: str, stays: bool) -> None:
    record = one(
        '<html><head><title>Perhekahvila avaa</title><meta property="article:published_time" content="2025-03-04">'
        f"</head><body><main><h1>Perhekahvila avaa</h1><p>{line}</p>{PROSE}</main></body></html>"
    )
    assert (line in body_text(record)) is stays
