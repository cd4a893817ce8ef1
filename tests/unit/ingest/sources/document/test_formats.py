# ruff: noqa: E501  foreign markup stands here in lines as its makers write them
"""HTML, DOCX, ODT and PDF are recognised as plain texts are; what is none of them is told by name."""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from ingest.conversion import confined, convert
from ingest.conversion.pdf import pdf_html
from ingest.errors import GatherError, ParseError
from ingest.protocols import Fetched, Reference
from ingest.records import AnyRecord, NewsRecord, PressReleaseRecord
from ingest.rendering import body_html, body_text
from ingest.sources.document import DocumentSource
from ingest.sources.document.formats import format_of
from tests.unit.ingest.document.texts import NEWS, PRESS_RELEASE, PROJECT, REVIEW
from tests.unit.ingest.sources.document.files import (
    CONTENT_TYPES,
    RELATIONSHIPS,
    docx_file,
    html_file,
    odt_file,
    packed,
    pdf_file,
)
from tests.unit.ingest.sources.harvested import PAYLOADS, assert_safe, harvested

WRITERS = {"html": html_file, "docx": docx_file, "odt": odt_file}
TEXTS = {"news": NEWS, "press_release": PRESS_RELEASE, "project": PROJECT, "review": REVIEW}
PROSE = "Tämä on tekstiä, jota lukija lukee mielellään alusta loppuun asti, ja sitä riittää. " * 3


def read(content: bytes, name: str = "teksti", **values: str) -> AnyRecord:
    """Return the record in a file's bytes."""
    plugin = DocumentSource()
    if values:
        list(plugin.gather(plugin.settings_model.model_validate({"locations": [os.devnull], **values}), None))
    (record,) = plugin.parse(Fetched(Reference(name, name), content, "application/octet-stream", name))
    return record


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("format_name", WRITERS)
def test_a_text_is_the_same_record_in_every_format(kind: str, format_name: str) -> None:
    plain = read(TEXTS[kind].encode())
    record = read(WRITERS[format_name](TEXTS[kind]))
    assert record.kind == plain.kind == kind
    assert record.title == plain.title
    assert record.published_at == plain.published_at
    assert record.contacts == plain.contacts
    assert body_text(record).split() == body_text(plain).split()


@pytest.mark.parametrize("kind", ["news", "press_release", "review"])
def test_a_pdf_is_recognised_by_its_letters_sizes_and_its_spaces(kind: str) -> None:
    plain, record = read(TEXTS[kind].encode()), read(pdf_file(TEXTS[kind]))
    assert (record.kind, record.title, record.published_at) == (kind, plain.title, plain.published_at)
    assert [one.email for one in record.contacts] == [one.email for one in plain.contacts]


def test_ligatures_of_a_pdf_are_written_out() -> None:
    content = pdf_file("Suunnittelemme gra®ikkaa.")  # in Adobe's own encoding that sign is a ligature
    content = content.replace(b"/WinAnsiEncoding >>", b"/StandardEncoding>>")
    assert "grafiikkaa" in pdf_html(content)


def test_a_saved_article_is_news_by_what_the_page_says_of_itself() -> None:
    html = f"""<html lang="sv"><head><title>Nytt stöd | Förening</title><meta property="og:title" content="Nytt stöd">
        <meta property="article:published_time" content="2025-05-05T23:30:00Z"><meta name="author" content="Anna Exempel">
        <meta property="og:image" content="https://f.example/k.jpg"><link rel="canonical" href="https://f.example/nytt">
        </head><body><main><p>Det är ett nytt stöd för familjer och barn som har det svårt. {PROSE}</p></main></body></html>"""
    record = read(html.encode())
    assert isinstance(record, NewsRecord)
    assert (record.title, record.url, record.external_id) == (
        "Nytt stöd",
        "https://f.example/nytt",
        "https://f.example/nytt",
    )
    assert record.published_at is not None
    assert record.published_at.isoformat() == "2025-05-06"
    assert record.authors == ("Anna Exempel",)
    assert [image.url for image in record.images] == ["https://f.example/k.jpg"]


def test_bold_links_and_lists_of_a_page_survive() -> None:
    html = (
        "<html><body><main><p>Uutiset · 1.1.2025</p><h1>Otsikko tekstille</h1>"
        f"<p>{PROSE} <strong>Lihava</strong> ja <a href='https://e.example/x_(y)'>linkki [1]</a>.</p>"
        "<ul><li>yksi</li><li>kaksi</li></ul></main></body></html>"
    )
    shown = body_html(read(html.encode()))
    assert "<b>Lihava</b>" in shown
    assert '<a href="https://e.example/x_%28y%29">linkki (1)</a>' in shown
    assert "<ul><li>yksi</li><li>kaksi</li></ul>" in shown


def test_an_unrecognised_text_is_refused_unless_its_kind_is_told() -> None:
    text = f"Otsikko tekstille\n\n{PROSE}".encode()
    with pytest.raises(ParseError, match="neither a dated label"):
        read(text)
    assert isinstance(read(text, otherwise="press_release"), PressReleaseRecord)


def test_a_text_of_windows_is_read() -> None:
    assert read(NEWS.encode("windows-1252")).title == read(NEWS.encode()).title


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old Office"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x1f\x8b\x08", "packed"),
        (b"MZ\x90\x00", "program"),
        (b"PK\x03\x04....", "broken ZIP"),
        (b"<?xml version='1.0'?><rss/>", "XML"),
        (packed({"xl/workbook.xml": "<x/>"}), "spreadsheet"),
        (packed({"a.txt": "x"}), "neither DOCX nor ODT"),
    ],
)
def test_what_is_no_text_is_told_by_name_with_a_remedy(content: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=reason) as caught:
        format_of(content)
    assert caught.value.remedy


def docx_with(xml: str | bytes) -> bytes:
    """Return a DOCX file around a document's XML."""
    return packed(
        {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONSHIPS, "word/document.xml": xml}
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (docx_with(b"<a>" + b" " * 39_000_000 + b"</a>"), "ZIP bomb"),
        (
            docx_with('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
            "entities of its own",
        ),
        (docx_with("<w:document"), "broken DOCX"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "lacks content.xml"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x>"}), "broken ODT"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 20, "broken PDF"),
        (pdf_file(NEWS)[:300], "PDF"),
        (pdf_file("x").replace(b"(x) Tj", b"( ) Tj"), "no text"),
    ],
)
def test_a_hostile_or_broken_document_is_refused_by_name(content: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        read(content)


def test_a_conversion_that_takes_too_much_memory_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "MEMORY", 20_000_000)
    with pytest.raises(ParseError, match="more memory or time"):
        convert(docx_file(NEWS), "docx")


def test_a_conversion_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_arguments: object, **_options: object) -> None:
        raise subprocess.TimeoutExpired("x", 1)

    monkeypatch.setattr(confined.subprocess, "run", never)
    with pytest.raises(ParseError, match="took more than"):
        convert(docx_file(NEWS), "docx")


def test_a_folder_with_a_pipe_a_link_out_of_it_and_a_line_without_end_gives_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "tekstit"
    folder.mkdir()
    (tmp_path / "salaisuus.txt").write_text("ei tätä")
    (folder / "a.txt").write_text(NEWS, encoding="utf-8")
    (folder / "b.docx").write_bytes(docx_file(PRESS_RELEASE))
    (folder / "linkki.txt").symlink_to(tmp_path / "salaisuus.txt")
    os.mkfifo(folder / "putki.txt")
    (folder / "rivi.txt").write_bytes(b"a" * 5_000_000)
    results = harvested(DocumentSource(), {"locations": [str(folder)]})
    assert {record.kind for record in results.records} == {"news", "press_release"}
    messages = " ".join(problem.message for problem in results.problems)
    for reason in ("leads out of the folder", "not a regular file", "a line of 5000000 characters"):
        assert reason in messages
    assert all(problem.remedy for problem in results.problems)


def test_a_location_that_is_not_there_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(GatherError, match="no file or folder"):
        harvested(DocumentSource(), {"locations": [str(tmp_path / "poissa")]})


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("written", ["as HTML", "as text"])
def test_nothing_unsafe_comes_through(payload: str, written: str) -> None:
    marked = f"Uutiset · 1.1.2025\n\n# Otsikko tekstille\n\nalku {PROSE}\n\nPAIKKA\n\nloppu {PROSE}\n"
    content = html_file(marked) if written == "as HTML" else marked.encode()
    record = read(content.replace(b"PAIKKA", payload.replace("\x00", "").encode()))
    assert_safe(record)
    assert "alku" in body_text(record)


def test_the_child_reads_no_settings_and_starts_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import ingest.conversion.child, sys; print('django' in sys.modules)"],
        capture_output=True, text=True, check=True, cwd=confined.ROOT,
    )  # fmt: skip
    assert done.stdout.strip() == "False"


def test_what_a_zip_calls_its_kind_is_read_no_further_than_it_needs_to_be() -> None:
    """However far it would unpack."""
    bomb = packed({"mimetype": b"application/x" + bytes(60_000_000), "content.xml": "<x/>"})
    tracemalloc.start()
    with pytest.raises(ParseError, match="neither DOCX nor ODT"):
        format_of(bomb)
    _size, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_torn_kind_of_a_zip_is_told_by_name() -> None:
    whole = packed({"mimetype": "application/vnd.oasis.opendocument.text " * 40})
    torn = whole[:38] + bytes(byte ^ 0xFF for byte in whole[38:50]) + whole[50:]
    with pytest.raises(ParseError, match="broken ZIP"):
        format_of(torn)
