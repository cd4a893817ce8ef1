"""References are read out of pages and lists as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

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
        ("", []),
        ("<!-- <a href='https://hidden.example/'>x</a> -->", []),
    ],
)
def test_references_stand_in_html(source: str, found: list[tuple[str, str]]) -> None:
    assert addresses(source) == found


def test_a_list_gives_its_lines_without_comments(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("https://a.example\n\n# huomautus\n  https://b.example/x#y \r\nhttps://a.example\n")
    assert [entry.url for entry in listed_in_file(path)] == ["https://a.example/", "https://b.example/x#y"]


def test_a_page_gives_its_links_resolved_by_its_base(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text('<base href="/fi/"><a href="a">A</a><a href="https://b.example/">B</a>')
    found = [entry.url for entry in listed_in_file(path, "https://example.org/x/y")]
    assert found == ["https://example.org/fi/a", "https://b.example/"]


def test_what_can_not_be_resolved_stays_as_written() -> None:
    assert listed(["a/b", "https://[x/"])[0].url == "a/b"


def test_a_missing_file_and_a_false_base_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableList, match=r"puuttuu\.txt"):
        listed_in_file(tmp_path / "puuttuu.txt")
    with pytest.raises(UnreadableList, match="base"):
        listed(["a"], "ei-osoite")
