"""Hosts come out in one form, whatever notation they were written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.http.hosts import InvalidHost, parse_host, serialise_ipv6

LOOPBACK_NOTATIONS = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "0177.1",
    "0x7f000001",
    "0X7F.0x0.0x0.0x1",
    "0x7f.1",
    "127.0.0.1.",
    "127.0.0.0x1",
    "00000177.0.0.1",
    "%31%32%37.0.0.1",
    "１２７.0.0.1",
    "127。0。0。1",
    "127．0｡0．1",
    "①②⑦.0.0.1",
]


@pytest.mark.parametrize("written", LOOPBACK_NOTATIONS)
def test_every_notation_of_an_ipv4_address_is_read_as_the_same_address(written: str) -> None:
    assert parse_host(written) == "127.0.0.1"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[::1]", "[::1]"),
        ("[0:0:0:0:0:0:0:1]", "[::1]"),
        ("[::ffff:127.0.0.1]", "[::ffff:7f00:1]"),
        ("[::127.0.0.1]", "[::7f00:1]"),
        ("[2001:DB8:0:0:1:0:0:1]", "[2001:db8::1:0:0:1]"),
        ("[64:ff9b::10.0.0.1]", "[64:ff9b::a00:1]"),
        ("[1:0:1:1:1:1:1:1]", "[1:0:1:1:1:1:1:1]"),
    ],
)
def test_ipv6_addresses_are_written_by_rfc_5952_in_hexadecimal(written: str, read: str) -> None:
    assert parse_host(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Example.ORG", "example.org"),
        ("ääkköset.fi", "xn--kkset-gra0j8l.fi"),
        ("ÄÄKKÖSET.FI", "xn--kkset-gra0j8l.fi"),
        ("%C3%A4.fi", "xn--4ca.fi"),
        ("faß.de", "xn--fa-hia.de"),
        ("example。org", "example.org"),
        ("exa\u00admple.org", "example.org"),
        ("example.org.", "example.org."),
        ("a_b.example.org", "a_b.example.org"),
        ("1e1.example", "1e1.example"),
        ("a..b", "a..b"),
        ("xn--4ca.fi", "xn--4ca.fi"),
        ("a{b}.fi", "a{b}.fi"),
    ],
)
def test_names_are_written_in_small_ascii_letters(written: str, read: str) -> None:
    if "kkset" in read:
        read = "xn--" + "ääkköset".encode("punycode").decode() + ".fi"
    assert parse_host(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        "1.2.3.4.5",
        "256.256.256.256.",
        "256.1.1.1",
        "0x100000000",
        "4294967296",
        "1.2.3.08",
        "foo.0x4",
        "a b.fi",
        "a%00b.fi",
        "a%2fb.fi",
        "a<b.fi",
        "a|b.fi",
        "[::1",
        "[::1%25eth0]",
        "[fe80::1%eth0]",
        "[1::2::3]",
        "[::ffff:0127.0.0.1]",
        "[v1.fe]",
        "x" * 64 + ".fi",
        ".".join(["abcdefgh"] * 30),
        "xn--",
        "xn--a",
        "a.XN--pokxncvks",
        "\ufffd.fi",
    ],
)
def test_what_no_host_can_be_is_refused(written: str) -> None:
    with pytest.raises(InvalidHost):
        parse_host(written)


@given(st.ip_addresses(v=6))
def test_a_written_ipv6_address_reads_back_as_itself(address: object) -> None:
    written = serialise_ipv6(address)  # type: ignore[arg-type]  # the strategy's type knows both versions
    assert parse_host(f"[{written}]") == f"[{written}]"
    assert type(address)(written) == address  # type: ignore[call-arg]  # the same


@given(st.ip_addresses(v=4), st.sampled_from(["{:d}", "0x{:x}", "0{:o}"]))
def test_a_number_in_any_base_reads_as_its_ipv4_address(address: object, form: str) -> None:
    assert parse_host(form.format(int(address))) == str(address)  # type: ignore[call-overload]  # as above
