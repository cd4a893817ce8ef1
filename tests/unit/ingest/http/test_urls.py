"""Addresses are read, resolved and written as the WHATWG URL Standard says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.http import InvalidUrl, normalise_url, parse_url

RFC_3986_BASE = "http://a/b/c/d;p?q"


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:0080/", "http://example.org/"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("http://example.org:000000000000000000000080/", "http://example.org/"),
        ("http://example.org:0/", "http://example.org:0/"),
        ("http://example.org:/", "http://example.org/"),
        ("  https://example.org/a\n b ", "https://example.org/a%20b"),
        ("https://example.org/ä?ö=å#é", "https://example.org/%C3%A4?%C3%B6=%C3%A5#%C3%A9"),
        ("https://example.org/%c3%a4", "https://example.org/%c3%a4"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("https://example.org/a/%2E%2e/b/%2e", "https://example.org/b/"),
        ("https://example.org/../../a", "https://example.org/a"),
        ("https://example.org/a//b", "https://example.org/a//b"),
        ("https:\\\\example.org\\a\\b?c\\d", "https://example.org/a/b?c\\d"),
        ("https:///example.org/a", "https://example.org/a"),
        ("https:example.org/a", "https://example.org/a"),
        ("https://example.org?x", "https://example.org/?x"),
        ("https://example.org#x", "https://example.org/#x"),
        ("https://example.org/?", "https://example.org/?"),
        ("https://example.org/#", "https://example.org/#"),
        ("https://example.org/?a='b' \"c\"", "https://example.org/?a=%27b%27%20%22c%22"),
        ("https://example.org/#a `b`<c>", "https://example.org/#a%20%60b%60%3Cc%3E"),
        ("https://example.org/{a}^", "https://example.org/{a}^".replace("{a}^", "%7Ba%7D%5E")),
        ("https://kauppa.example.org\t/a", "https://kauppa.example.org/a"),
        ("mailto:toimisto@example.org?subject=Hei", "mailto:toimisto@example.org?subject=Hei"),
        ("tel:+358 2 123", "tel:+358 2 123"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://user@example.org/", "https://user@example.org/"),
        ("https://u:p@q@example.org/", "https://u:p%40q@example.org/"),
        ("https://:@example.org/", "https://example.org/"),
    ],
)
def test_an_address_has_one_form(written: str, normalised: str) -> None:
    assert normalise_url(written) == normalised


@pytest.mark.parametrize(
    ("reference", "resolved"),
    [
        ("g:h", "g:h"),
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g/"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q#s"),
        ("g#s", "http://a/b/c/g#s"),
        ("g?y#s", "http://a/b/c/g?y#s"),
        (";x", "http://a/b/c/;x"),
        ("g;x", "http://a/b/c/g;x"),
        ("g;x?y#s", "http://a/b/c/g;x?y#s"),
        ("", "http://a/b/c/d;p?q"),
        (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../", "http://a/"),
        ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        ("..g", "http://a/b/c/..g"),
        ("./../g", "http://a/b/g"),
        ("g/./h", "http://a/b/c/g/h"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("g#s/../x", "http://a/b/c/g#s/../x"),
        ("http:g", "http://a/b/c/g"),
        ("https:g", "https://g/"),
        ("\\g", "http://a/g"),
        ("\\\\g\\h", "http://g/h"),
    ],
)
def test_references_resolve_as_in_rfc_3986_section_5_4_and_the_url_standard(
    reference: str, resolved: str
) -> None:
    assert normalise_url(reference, parse_url(RFC_3986_BASE)) == resolved


@pytest.mark.parametrize(
    "written",
    [
        "",
        "example.org",
        "/a",
        "//example.org/",
        "http://",
        "http:///",
        "https://?x",
        "http://:80/",
        "http://user@/",
        "http://example.org:99999/",
        "http://example.org:8a/",
        "http://example.org:-1/",
        "http://exa mple.org/",
        "http://[::1/",
        "http://[::1]x/",
        "http://a@b@c:d/",
        "https://example.org/" + "a" * 9000,
    ],
)
def test_what_is_no_whole_address_is_refused(written: str) -> None:
    with pytest.raises(InvalidUrl):
        parse_url(written)


def test_the_host_of_a_deceiving_address_is_the_one_that_browsers_see() -> None:
    assert parse_url("http://good.example\\@evil.example/").host == "good.example"
    assert parse_url("http://good.example@evil.example/").host == "evil.example"
    assert parse_url("http://evil.example#@good.example/").host == "evil.example"
    assert parse_url("http://evil.example?@good.example/").host == "evil.example"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    try:
        once = normalise_url(f"https://example.org/{text}")
    except InvalidUrl:
        return
    assert normalise_url(once) == once
    assert once.isascii()


@pytest.mark.parametrize(
    "rest",
    [
        *(
            "//esimerkki.fi/",
            "//esimerkki.fi:80/a/b.html?q=1&r=%20",
            "//esimerkki.fi:0443/a//b/?",
            "//0x7f.1/x",
        ),
        *(
            "//127.0.0.1:8080/a?x=/../y",
            "//xn--mki-qla.fi/",
            "//esimerkki.fi./a",
            "//esimerkki.fi:0/a",
            "//a..b/",
        ),
    ],
)
def test_an_address_in_plain_form_is_read_as_one_in_another_form_is(rest: str) -> None:
    assert parse_url(f"http:{rest}") == parse_url(f"HTTP:{rest}")
    assert str(parse_url(f"http:{rest}")) == str(parse_url(f"HTTP:{rest}"))


@pytest.mark.parametrize("rest", ["//esimerkki.fi:65536/", "//1.2.3.4.5/", "//xn--a/", f"//{'a' * 64}.fi/"])
def test_what_looks_plain_may_be_no_address(rest: str) -> None:
    for scheme in ("http", "HTTP"):
        with pytest.raises(InvalidUrl):
            parse_url(f"{scheme}:{rest}")
