# ruff: noqa: E501  foreign markup stands here in lines as its makers write them
"""Feeds of every format, whole and broken, become records."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import GatherError
from ingest.protocols import Answer
from ingest.records import EventRecord, NewsRecord, Record
from ingest.rendering import body_html, body_text
from ingest.sources.feed import FeedSettings, FeedSource
from ingest.testing import PlayedWeb
from tests.unit.ingest.sources.feed.feeds import ATOM, EVENT, JSON, RDF, RSS, RSS091
from tests.unit.ingest.sources.harvested import PAYLOADS, Results, assert_safe, harvested, page

ADDRESS = "https://yhdistys.example/feed/"
BILLION_LAUGHS = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>
<rss version="2.0"><channel><title>&lol2;</title><item><title>&lol2;</title></item></channel></rss>"""
EXTERNAL = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>x</title><item><title>&x;</title></item></channel></rss>"""


def read(feed: str | bytes, **values: Any) -> Results:
    """Return what the plugin makes of a feed."""
    return harvested(FeedSource(), {"locations": [ADDRESS], **values}, {ADDRESS: feed})


def first(feed: str | bytes) -> Record:
    """Return the feed's first record."""
    return read(feed).records[0]


def test_an_item_of_rss_fills_every_field_that_it_tells() -> None:
    record = first(RSS)
    assert isinstance(record, NewsRecord)
    assert record.external_id == "tag:yhdistys.example,2025:1"
    assert record.title == "Perhekahvila & leikki – ääkkösiä"
    assert record.url == "https://yhdistys.example/uutiset/kahvila"
    assert record.published_at == date(2025, 5, 6)  # it was past midnight in Finland
    assert record.authors == ("Maija Mallikas",)
    assert record.tags == ("Perheet", "Lapset & nuoret")
    assert record.summary == "Tiivistelmä uutisesta…"
    assert body_text(record) == "Tervetuloa ilmoittautumaan!\n\nToinen"
    assert 'href="https://yhdistys.example/ilmo?x=1&amp;y=2"' in body_html(record)
    assert [one.url for one in record.images] == [
        "https://yhdistys.example/iso.jpg", "https://yhdistys.example/uutiset/kuva.jpg",
    ]  # fmt: skip
    assert [one.url for one in record.links] == ["https://yhdistys.example/ohjelma.pdf"]


def test_a_date_that_is_none_is_told_beside_its_record_which_goes_in() -> None:
    record = read(RSS).records[1]
    assert record.published_at is None
    assert [(fault.field, fault.message) for fault in record.faults] == [
        ("published_at", "'eilen illalla' is no date.")
    ]
    assert body_html(record) == "<p>Pelkkä <b>kuvaus</b></p>"


def test_an_item_without_a_title_is_named_by_its_first_sentence_and_known_by_its_address() -> None:
    record = read(RSS).records[2]
    assert (record.title, record.url) == ("Ei otsikkoa.", "https://yhdistys.example/3")
    assert record.published_at == date(2025, 5, 5)


def test_an_entry_of_atom_keeps_its_plain_title_and_its_own_base() -> None:
    record = first(ATOM)
    assert (record.title, record.language, record.summary) == ("5 < 6 & b", "sv", "Kort")
    assert record.url == "https://a.example/blogg/forsta"
    assert '<a href="https://a.example/blogg/tva">' in body_html(record)
    assert record.updated_at is not None
    assert record.updated_at.isoformat() == "2025-01-03T10:00:00+00:00"
    assert (record.authors, record.tags) == (("Anna Exempel",), ("Familjer",))


def test_json_feed_is_read() -> None:
    one, two = read(JSON).records
    assert (one.external_id, one.title, one.url) == ("1", "Otsikko", "https://j.example/x")
    assert [image.url for image in one.images] == ["https://j.example/k.png"]
    assert [(link.text, link.url) for link in one.links] == [("Jakso", "https://j.example/a.mp3")]
    assert body_text(two) == "Eka kappale.\n\nToka"
    assert [fault.field for fault in two.faults] == ["published_at"]


@pytest.mark.parametrize(("feed", "title"), [(RDF, "Yksi"), (RSS091, "Vanha uutinen")])
def test_the_oldest_formats_are_read(feed: str, title: str) -> None:
    assert first(feed).title == title


def test_an_entry_that_tells_when_it_takes_place_is_an_event() -> None:
    record = first(EVENT)
    assert isinstance(record, EventRecord)
    assert record.starts_at.isoformat() == "2025-05-05T17:00:00+03:00"
    assert (record.place, record.all_day) == ("Turku", False)


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "iso-8859-15"])
def test_a_feed_in_another_encoding_than_it_claims_is_read(encoding: str) -> None:
    assert first(RSS.replace("–", "-").encode(encoding, "xmlcharrefreplace")).tags[0] == "Perheet"
    assert "ääkkösiä" in first(RSS.encode(encoding, "xmlcharrefreplace")).title


@pytest.mark.parametrize("feed", [BILLION_LAUGHS, EXTERNAL])
def test_a_feed_that_declares_entities_is_refused_by_name(feed: str) -> None:
    with pytest.raises(GatherError, match="entities of its own"):
        read(feed)


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        ("", "empty"),
        ("hei", "neither XML nor JSON"),
        ("<x><y/></x>", "neither RSS nor Atom"),
        ('{"items": 1}', "no JSON Feed"),
        ('{"items": [', "JSON is broken"),
        ("[1,", "JSON is broken"),
        ("[" * 100_000, "nested deeper"),
        ("<!doctype html><title>Sivu</title>", "names no feed"),
    ],
)
def test_what_is_no_feed_is_refused_with_the_reason_and_a_remedy(feed: str, reason: str) -> None:
    with pytest.raises(GatherError, match=reason) as caught:
        read(feed)
    assert caught.value.remedy


def test_a_feed_that_breaks_off_gives_what_came_before() -> None:
    assert first(RSS[: RSS.index("<item><title>Päivätön")]).title.startswith("Perhekahvila")


def test_an_entry_with_nothing_in_it_is_told_and_the_others_go_in() -> None:
    results = read(RSS.replace("</channel>", "<item></item></channel>"))
    assert len(results.records) == 3
    assert [problem.message for problem in results.problems] == [
        "An entry has no identifier, address or title."
    ]


def test_a_page_leads_to_the_feed_that_it_names_and_not_to_that_of_its_comments() -> None:
    html = (
        '<html><head><link rel="alternate" type="application/rss+xml" title="Kommentit" href="/comments/feed/">'
        '<link rel="alternate" type="application/rss+xml" href="/feed/"></head></html>'
    )
    front = "https://yhdistys.example/"
    results = harvested(FeedSource(), {"locations": [front]}, {front: page(html, front), ADDRESS: RSS})
    assert len(results.records) == 3


def test_of_several_feeds_one_that_is_gone_is_told_and_stops_no_other() -> None:
    results = harvested(FeedSource(), {"locations": [ADDRESS, "https://poissa.example/feed"]}, {ADDRESS: RSS})
    assert len(results.records) == 3
    assert "no longer there" in results.problems[0].message


def test_a_feed_that_the_server_calls_unchanged_is_not_read_again() -> None:
    answer = Answer(ADDRESS, RSS.encode(), "application/rss+xml", headers=(("etag", '"1"'),))
    settings = FeedSettings(locations=(ADDRESS,))
    earlier, later = FeedSource(), FeedSource()
    earlier.use_web(PlayedWeb({ADDRESS: answer}))
    later.use_web(PlayedWeb({ADDRESS: answer}))
    known = list(earlier.gather(settings, None))
    again = list(later.gather(settings, earlier.next_cursor()))
    assert [one.external_id for one in again] == [one.external_id for one in known]
    assert [later.fetch(one) for one in again] == [None, None, None]


def test_entries_of_one_identifier_are_told_apart_by_their_addresses() -> None:
    items = "".join(
        f"<item><guid isPermaLink='false'>sama</guid><title>{n}</title><link>https://e.example/{n}</link></item>"
        for n in (1, 2)
    )
    feed = f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>"
    assert [one.external_id for one in read(feed).records] == ["sama", "https://e.example/2"]


def test_a_file_is_read_as_a_feed(tmp_path: Path) -> None:
    path = tmp_path / "syote.xml"
    path.write_text(RSS, encoding="utf-8")
    assert len(harvested(FeedSource(), {"locations": [str(path)]}).records) == 3


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_unsafe_comes_through(payload: str) -> None:
    content = payload.replace("]]>", "")
    feed = (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>t</title>"
        f"<link>https://e.example/</link><item><title><![CDATA[Otsikko {content}]]></title><guid>1</guid>"
        f"<category><![CDATA[{content}]]></category><description><![CDATA[{content} kuvaus]]></description>"
        f"<content:encoded><![CDATA[<p>alku</p>{content}<p>loppu</p>]]></content:encoded></item></channel></rss>"
    )
    record = first(feed)
    assert_safe(record)
    assert "alku" in body_text(record)


def item(parts: str) -> str:
    """Return a feed of one item that holds the parts."""
    return (
        '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Yhdistys</title><item>'
        f"<title>Otsikko</title><link>https://yhdistys.example/1</link>{parts}</item></channel></rss>"
    )


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("toimitus@yhdistys.example (Maija Mallikas)", ("Maija Mallikas",)),
        ("Maija Mallikas &lt;m@yhdistys.example&gt;", ("Maija Mallikas",)),
        ("toimitus@yhdistys.example", ()),
    ],
)
def test_an_author_is_named_without_the_address(author: str, names: tuple[str, ...]) -> None:
    assert first(item(f"<author>{author}</author>")).authors == names


@pytest.mark.parametrize("described", ["<description>Tiivistelmä.</description>", ""])
def test_what_a_picture_shows_is_no_summary_unless_nothing_else_is_told(described: str) -> None:
    picture = (
        '<media:content url="https://yhdistys.example/k.jpg" medium="image"><media:description>Perhe'
        '</media:description></media:content><media:thumbnail url="https://yhdistys.example/pieni.jpg"/>'
    )
    for parts in (picture + described, described + picture):
        record = first(item(parts))
        assert record.summary == ("Tiivistelmä." if described else "Perhe")
        assert [(one.url, one.alt) for one in record.images] == [("https://yhdistys.example/k.jpg", "Perhe")]
