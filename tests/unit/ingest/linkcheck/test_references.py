"""References are read out of pages and lists as they were written."""

from __future__ import annotations

import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from ingest.linkcheck.classification import classify
from ingest.linkcheck.listing import UnreadableList, listed, listed_in_file
from ingest.linkcheck.references import references_in_html


def addresses(source: str) -> list[tuple[str, str]]:
    """Return the addresses and texts in a piece of HTML."""
    return [(found.address, found.text) for found in references_in_html(source)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<p><a href="https://a.example/">Lue <b>lisää</b></a></p>', [("https://a.example/", "Lue lisää")]),
        ('<a linktype="page" id="3">Sivu</a>', [("wagtail:page/3", "Sivu")]),
        ('<a href="">Tyhjä</a><a>Ei mitään</a>', []),
        ('<embed embedtype="media" url="https://video.example/1"/>', [("https://video.example/1", "")]),
        ('<img src="/kuva.png" alt="Lapsia">', [("/kuva.png", "Lapsia")]),
        ('<a href="?a=1&amp;b=2">x</a>', [("?a=1&b=2", "x")]),
        ("<a href='x'>ohne Ende", [("x", "ohne Ende")]),
        ("pelkkää tekstiä", []),
        ('<a href="/"><img src="/k.png" alt="K"></a>', [("/", ""), ("/k.png", "K")]),
        ('<source src="/a.png" srcset="/b.png">', [("/a.png", ""), ("/b.png", "")]),
        ('<img srcset="a.png 100w,\n\t b.png 200w">', [("a.png", ""), ("b.png", "")]),
        (
            '<img srcset="data:svg+xml,%3Csvg%3E, https://a.example/b.png 2x">',
            [("https://a.example/b.png", "")],
        ),
        ('<a href="data:text/plain, Hei">x</a><a href="about:blank">y</a>', []),
        ('<link rel="preconnect" href="https://a.example"><link rel="DNS-prefetch" href="//a.example">', []),
        ("<link rel=stylesheet href=/a.css><track src=/a.vtt>", [("/a.css", ""), ("/a.vtt", "")]),
        (
            '<meta property=og:image content="/k.png"><meta property=og:title content=x>',
            [("/k.png", "")],
        ),
        ('<meta http-equiv="Refresh" content="5; URL=\'/b\'">', [("/b", "")]),
        (
            "<oma-nappi href=/a></oma-nappi><muu src=/b href=/c></muu>",
            [("/a", ""), ("/c", ""), ("/b", "")],
        ),
        (
            '<img srcset="a,b.png, ,c.png 1x (d, e), f.png (((, g.png">',
            [("a,b.png", ""), ("c.png", ""), ("f.png", "")],
        ),
        ('<img srcset=" ,,\t">', []),
        ('<body background="/k.png"><th background="/l.png">T', [("/k.png", "T"), ("/l.png", "T")]),
        ('<a href=/a ping="/b /c">A</a>', [("/a", "A"), ("/b", ""), ("/c", "")]),
        ('<p itemtype="https://schema.org/Person">P', []),
        ('<button formaction="/a">Ok</button>', [("/a", "Ok")]),
        ("<p style=\"background:url( '/k.png' )\">P</p>", [("/k.png", "P")]),
        ('<style>@font-face{src:url(/f.woff)} b{c:url("/k.png")}</style>', [("/f.woff", ""), ("/k.png", "")]),
        ("<frameset><frame src=/a><frame src=/b></frameset>", [("/a", ""), ("/b", "")]),
        ("<a b=c \"boo\" href = '/a&amp;b'>x</a>", [("/a&b", "x")]),
        ('<a href="/stalter&sohn">x</a>', [("/stalter&sohn", "x")]),
        ("", []),
        ('<?xml version="1.0" encoding="utf-8"?>\n<html><body><a href=/ä>x</a></body></html>', [("/ä", "x")]),
        (f"{'<div>' * 1000}<a href=/a>x", [("/a", "x")]),
        ("<a href='/\ud800'>x</a>", [("/?", "x")]),
        ("<!-- <a href='https://hidden.example/'>x</a> -->", []),
    ],
)
def test_references_stand_in_html(source: str, found: list[tuple[str, str]]) -> None:
    assert addresses(source) == found


def test_a_list_gives_its_lines_without_comments(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("https://a.example\n\n# huomautus\n  https://b.example/x#y \r\nhttps://a.example\n")
    assert [entry.url for entry in listed_in_file(path)] == ["https://a.example/", "https://b.example/x#y"]


def test_a_list_with_a_base_names_sections_of_it(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("#osio\n#\n# huomautus\n#kaksi sanaa\n#https://a.example/\n")
    assert listed_in_file(path) == []
    found = [(entry.reference, entry.url) for entry in listed_in_file(path, "https://example.org/x")]
    assert found == [("#osio", "https://example.org/x#osio")]


def test_a_page_gives_its_links_resolved_by_its_base(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text('<base href="/fi/"><a href="a">A</a><a href="https://b.example/">B</a>')
    found = [entry.url for entry in listed_in_file(path, "https://example.org/x/y")]
    assert found == ["https://example.org/fi/a", "https://b.example/"]


@pytest.mark.parametrize(
    ("head", "resolved"),
    [
        ('<base target="_top">', "https://example.org/x/a"),
        ('<base target="_top"><base href="/fi/">', "https://example.org/fi/a"),
        ('<base href="/fi/"><base href="/sv/">', "https://example.org/fi/a"),
        ('<base href="fi/sivu">', "https://example.org/x/fi/a"),
        ('<base href="//muu.example">', "https://muu.example/a"),
        ('<base href="https://[x/">', "https://example.org/x/a"),
        ('<base href="javascript:1">', "https://example.org/x/a"),
        ('<base href="data:text/html,x">', "https://example.org/x/a"),
        ("<!-- <base href='/fi/'> -->", "https://example.org/x/a"),
    ],
)
def test_the_first_base_with_an_address_counts_as_in_browsers(
    tmp_path: Path, head: str, resolved: str
) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><head>{head}</head><body><a href='a'>A</a></body></html>")
    assert [entry.url for entry in listed_in_file(path, "https://example.org/x/y")][-1] == resolved


def test_a_page_without_an_address_of_its_own_still_gives_its_whole_links(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text('<base href="/fi/"><a href="a">A</a><a href="https://b.example">B</a>')
    assert [entry.url for entry in listed_in_file(path)] == ["a", "https://b.example/"]


def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes('<meta charset="iso-8859-1"><a href="/yhteyttä">A</a>'.encode("latin-1"))
    assert [entry.reference for entry in listed_in_file(path, "https://example.org/")] == ["/yhteyttä"]


def test_what_can_not_be_resolved_stays_as_written() -> None:
    assert listed(["a/b", "https://[x/"])[0].url == "a/b"


def test_a_missing_file_and_a_false_base_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableList, match=r"puuttuu\.txt"):
        listed_in_file(tmp_path / "puuttuu.txt")
    with pytest.raises(UnreadableList, match="base"):
        listed(["a"], "ei-osoite")


def test_a_list_in_another_encoding_than_utf_8_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes("https://example.org/yhteyttä\n".encode("windows-1252"))
    assert [entry.reference for entry in listed_in_file(path)] == ["https://example.org/yhteyttä"]


def test_without_a_base_a_section_is_looked_for_in_the_page_itself(tmp_path: Path) -> None:
    path = tmp_path / "sivu.html"
    path.write_text(
        '<h2 id="löytyy">Otsikko</h2><a href="#l%C3%B6ytyy">a</a><a href="#puuttuu">b</a><a href="#">c</a>'
        '<a href="/polku">d</a>'
    )
    found = {entry.reference: entry for entry in listed_in_file(path)}
    classes = {
        name: classify(entry.seen).link_class.value for name, entry in found.items() if entry.seen is not None
    }
    assert classes == {"#l%C3%B6ytyy": "ok", "#puuttuu": "missing_fragment", "#": "ok"}
    assert [name for name, entry in found.items() if entry.lacks_base] == ["/polku"]
    assert not any(entry.lacks_base for entry in listed_in_file(path, "https://a.example/"))


def test_a_dash_is_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sys, "stdin", TextIOWrapper(BytesIO(b"\xef\xbb\xbfhttps://a.example/\r\n\r\n# x\r\n"))
    )
    assert [entry.url for entry in listed_in_file(Path("-"))] == ["https://a.example/"]
