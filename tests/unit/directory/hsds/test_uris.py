"""Any address that people write becomes a strict URI, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cms.directory.hsds.uris import uri_of

STRICT = Draft202012Validator({"format": "uri"}, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize(
    ("written", "uri"),
    [
        ("https://siskotupa.example/apu#kahvila", "https://siskotupa.example/apu#kahvila"),
        (
            "https://siskotupa.example/äidit?q=a b#näin",
            "https://siskotupa.example/%C3%A4idit?q=a%20b#n%C3%A4in",
        ),
        ("https://siskotupa.example/%C3%A4idit", "https://siskotupa.example/%C3%A4idit"),
        ("https://siskotupa.example/100%", "https://siskotupa.example/100%25"),
        ("https://äidit.example:8443/", "https://xn--idit-koa.example:8443/"),
        ("https://siskotupa.example/[1]#a#b", "https://siskotupa.example/%5B1%5D#a%23b"),
        (" http://siskotupa.example ", "http://siskotupa.example"),
    ],
)
def test_an_address_is_written_as_a_uri(written: str, uri: str) -> None:
    assert uri_of(written) == uri


@pytest.mark.parametrize(
    "written",
    ["", "siskotupa.example", "mailto:info@siskotupa.example", "https://", "https://a b/", "http://[x"],
)
def test_what_is_no_web_address_is_left_out(written: str) -> None:
    assert uri_of(written) is None


@given(st.text(), st.text(), st.text())
def test_whatever_stands_in_an_address_its_uri_is_strict(path: str, query: str, fragment: str) -> None:
    uri = uri_of(f"https://siskotupa.example/{path}?{query}#{fragment}")
    assert uri is None or STRICT.is_valid(uri), uri
