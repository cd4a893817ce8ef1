"""Pages are read however broken, and sections found as browsers find them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.linkcheck.evidence import Fragment
from ingest.linkcheck.pages import find_fragment, read_page

PAGE = """<!doctype html><html><head><title> Kohtaamo –\n Esimerkki ry </title></head><body>
<h1>Kohtaamo</h1><p id="aukiolo">Avoinna arkisin</p><a name="yhteys">Yhteys</a>
<p class="oma-tyyli" id="tangent%3A-kustomize"><b>vulp</b>utate mi</p><style>.oma-tyyli{}</style>
<script>var x = "oma-skripti"</script><a name="with_|_(and—dash)">x</a>
<h2 id="Hinnat">Hinnat</h2><h2 id="lähde">Lähde</h2><h2 id="k%C3%A4ynti">Käynti</h2>
</body></html>"""
FACTS = read_page(PAGE.encode(), "text/html; charset=utf-8")


def test_a_section_deep_within_unclosed_elements_is_found() -> None:
    facts = read_page(f"<title>T</title>{'<div>' * 1000}<p id=osio>".encode(), "text/html")
    assert find_fragment("osio", facts, whole=True) == Fragment.FOUND


def test_title_and_heading_are_read_without_their_line_breaks() -> None:
    assert (FACTS.title, FACTS.heading) == ("Kohtaamo – Esimerkki ry", "Kohtaamo")


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        (None, Fragment.NONE),
        ("", Fragment.NONE),
        ("aukiolo", Fragment.FOUND),
        ("yhteys", Fragment.FOUND),
        ("Hinnat", Fragment.FOUND),
        ("hinnat", Fragment.MISSING),
        ("l%C3%A4hde", Fragment.FOUND),
        ("lähde", Fragment.FOUND),
        ("k%C3%A4ynti", Fragment.FOUND),
        ("top", Fragment.FOUND),
        ("TOP", Fragment.FOUND),
        ("muualla", Fragment.MISSING),
        (":~:text=avoinna%20arkisin", Fragment.FOUND),
        (":~:text=avoinna%20viikonloppuisin", Fragment.MISSING),
        ("aukiolo:~:text=avoinna", Fragment.FOUND),
        (":~:text=kohtaamo-,avoinna,arkisin,-yhteys", Fragment.FOUND),
        (":~:text=p-,avoinna,arkisin,-x", Fragment.MISSING),
        ("!/polku", Fragment.NONE),
        ("tangent%3A-kustomize", Fragment.FOUND),
        ("with_|_(and%E2%80%94dash)", Fragment.FOUND),
        ("with_%7C_%28and%E2%80%94dash%29", Fragment.FOUND),
        ("bad_%7C_%28and%E2%80%94dash%29", Fragment.MISSING),
        (":~:text=vulputate%20mi", Fragment.FOUND),
        (":~:text=x-,hinnat", Fragment.FOUND),
        (":~:text=mi-,hinnat", Fragment.MISSING),
        (":~:text=hinnat&text=käynti", Fragment.FOUND),
        (":~:text=hinnat&text=ei%20ole", Fragment.MISSING),
        (":~:text=oma-tyyli", Fragment.MISSING),
        (":~:text=oma-skripti", Fragment.MISSING),
    ],
)
def test_a_section_is_found_by_id_name_or_words(fragment: str | None, found: Fragment) -> None:
    assert find_fragment(fragment, FACTS, whole=True) == found


def test_a_section_is_found_by_an_id_as_github_writes_them() -> None:
    facts = read_page(b"<h2 id='user-content-k\xc3\xa4ytt\xc3\xb6'>K</h2>", "text/html; charset=utf-8")
    assert find_fragment("k%C3%A4ytt%C3%B6", facts, whole=True) == Fragment.FOUND
    assert find_fragment("asennus", facts, whole=True) == Fragment.MISSING


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        "<title>Sivu – Esimerkki</title><h1>Ääni</h1>",
        "<title>Tom &amp; Jerry</title><h1>A &lt; B</h1>",
        "<!-- <title>Piilossa</title> --><title>Esillä</title>",
        "<svg><title>Kuva</title></svg><title>Sivu</title>",
        "<title>Sivu</title><script>'<h1>404</h1>'</script><h1>Otsikko</h1>",
        "<title>Sivu</title><meta content='<h1>404</h1>'><h1>Otsikko</h1>",
        "<title lang=fi>Sivu</title><title>Toinen</title><h1 class=a>Otsikko</h1><h1>Toinen</h1>",
        "<title>Sivu</title><noscript><h1>404</h1></noscript><h1>Otsikko</h1>",
        "<title></title><h1></h1>",
        "<TITLE>Sivu</TITLE><H1>Otsikko</H1>",
        "<title>Sivu</title><h1>Otsikko <b>tässä</b></h1>",
        "<title>Avoin",
        "pelkkää tekstiä",
    ],
)
def test_title_and_heading_that_bytes_tell_are_those_that_the_parser_tells(page: str) -> None:
    facts = read_page(page.encode(), "text/html; charset=utf-8")
    parsed = read_page(f"<meta charset=utf-8>{page}".encode(), "text/html")  # never told by bytes alone
    assert (facts.title, facts.heading) == (parsed.title, parsed.heading)


def test_a_section_past_what_was_read_is_unsure() -> None:
    assert find_fragment("muualla", FACTS, whole=False) == Fragment.UNSURE


def test_an_empty_root_without_a_script_lacks_its_sections() -> None:
    facts = read_page(b'<body><div id="root"></div></body>', "text/html")
    assert find_fragment("osio", facts, whole=True) is Fragment.MISSING


def test_a_page_made_by_its_script_is_unsure() -> None:
    facts = read_page(b'<body><div id="root"></div><script src="app.js"></script></body>', "text/html")
    assert find_fragment("osio", facts, whole=True) == Fragment.UNSURE


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ('<meta http-equiv="refresh" content="0;url=/uusi">', "/uusi"),
        ("<META HTTP-EQUIV=Refresh CONTENT=\"3; URL='https://example.org/'\">", "https://example.org/"),
        ('<meta http-equiv="refresh" content="0,/uusi">', "/uusi"),
        ('<meta http-equiv="refresh" content="300;url=/uusi">', ""),
        ('<meta http-equiv="refresh" content="5">', ""),
        ('<meta name="refresh" content="0;url=/uusi">', ""),
    ],
)
def test_a_quick_refresh_is_a_redirect(content: str, target: str) -> None:
    assert read_page(content.encode(), "text/html").refresh == target


@pytest.mark.parametrize(
    "text",
    ["This domain is for sale!", "Buy this domain", "Tämä verkkotunnus on myytävänä", "Domänen är till salu"],
)
def test_a_name_for_sale_is_seen(text: str) -> None:
    assert read_page(f"<body><p>{text}</p></body>".encode(), "text/html; charset=utf-8").for_sale


def test_the_declared_charset_is_used_and_an_unknown_one_does_no_harm() -> None:
    page = "<title>Äidit</title>"
    assert read_page(page.encode("latin-1"), "text/html; charset=iso-8859-1").title == "Äidit"
    assert read_page(b"<title>Hei</title>", "text/html; charset=no-such").title == "Hei"


@given(
    st.binary(max_size=400),
    st.sampled_from(["text/html", "text/html; charset=utf-16", "text/html; charset=x"]),
)
def test_no_bytes_break_the_reading(content: bytes, content_type: str) -> None:
    facts = read_page(content, content_type)
    assert find_fragment("osio", facts, whole=True) in set(Fragment)


@given(st.text(max_size=200))
def test_no_markup_breaks_the_reading(text: str) -> None:
    read_page(
        f"<html><title>{text}<p id={text}>".encode("utf-8", "surrogatepass"), "text/html; charset=utf-8"
    )
