"""Operators open exactly the networks that they name."""

from ipaddress import ip_address

import pytest

from ingest.http import (
    AddressRefused,
    CredentialsRefused,
    Guard,
    InvalidUrl,
    PortRefused,
    SchemeRefused,
    parse_allowed_networks,
    parse_url,
)
from ingest.http.guard import InvalidAllowedNetwork

URL = parse_url("http://example.org/")


def allows(entries: str, address: str, port: int) -> bool:
    """Say whether a guard with these entries opens an address."""
    return Guard(parse_allowed_networks(entries)).refusal(ip_address(address), port, URL) is None


@pytest.mark.parametrize(
    ("entries", "address", "port", "allowed"),
    [
        ("", "127.0.0.1", 80, False),
        ("127.0.0.1", "127.0.0.1", 80, True),
        ("127.0.0.1", "127.0.0.1", 8080, True),
        ("127.0.0.1", "127.0.0.2", 80, False),
        ("127.0.0.1:8080", "127.0.0.1", 8080, True),
        ("127.0.0.1:8080", "127.0.0.1", 80, False),
        ("10.0.0.0/8:443, 192.168.0.0/16", "10.2.3.4", 443, True),
        ("10.0.0.0/8:443, 192.168.0.0/16", "192.168.2.3", 9000, True),
        ("10.0.0.0/8:443, 192.168.0.0/16", "10.2.3.4", 80, False),
        ("::1", "::1", 80, True),
        ("[::1]:8080", "::1", 8080, True),
        ("[::1]:8080", "::1", 80, False),
        ("[fd00::]/8:8443", "fd12::1", 8443, True),
        ("fd00::/8", "fd12::1", 80, True),
        ("127.0.0.0/8", "::ffff:127.0.0.1", 80, False),
        ("::ffff:127.0.0.1", "127.0.0.1", 80, False),
        ("", "8.8.8.8", 80, True),
        ("", "8.8.8.8", 443, True),
        ("", "8.8.8.8", 8080, False),
        ("8.8.8.8:8080", "8.8.8.8", 8080, True),
    ],
)
def test_an_allowed_network_opens_what_it_says(entries: str, address: str, port: int, allowed: bool) -> None:
    assert allows(entries, address, port) is allowed


@pytest.mark.parametrize("address", ["http://./", "http://a..b/", "http://.example.org/", "http://a{b}.fi/"])
def test_a_name_that_no_name_service_can_hold_is_not_asked_for(address: str) -> None:
    with pytest.raises(InvalidUrl):
        Guard().check_url(parse_url(address))


@pytest.mark.parametrize(
    "entry", ["localhost", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.1:0", "10.0.0.1:x", "[::1", "[::1]8"]
)
def test_an_entry_that_is_no_network_is_refused_with_its_form(entry: str) -> None:
    with pytest.raises(InvalidAllowedNetwork, match="address"):
        parse_allowed_networks(entry)


def test_a_sequence_of_entries_reads_as_the_comma_separated_text() -> None:
    assert parse_allowed_networks(("10.0.0.0/8:443", "", "::1")) == parse_allowed_networks(
        "10.0.0.0/8:443,,::1"
    )


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("ftp://example.org/", SchemeRefused),
        ("file:///etc/passwd", SchemeRefused),
        ("gopher://example.org/", SchemeRefused),
        ("javascript:alert(1)", SchemeRefused),
        ("http://user:secret@example.org/", CredentialsRefused),
        ("http://user@example.org/", CredentialsRefused),
        ("http://example.org:22/", PortRefused),
        ("http://example.org:6379/", PortRefused),
    ],
)
def test_an_address_of_the_wrong_kind_is_refused_before_its_name_is_asked(
    url: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        Guard().check_url(parse_url(url))


def test_the_refusal_of_an_address_names_it_and_the_rule() -> None:
    refusal = Guard().refusal(ip_address("100.64.0.1"), 80, URL)
    assert isinstance(refusal, AddressRefused)
    assert refusal.address == "100.64.0.1"
    assert "RFC 6598" in str(refusal)
