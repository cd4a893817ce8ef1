"""Only addresses on the public internet are global."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.http.ranges import NON_GLOBAL_RANGES, non_global_range


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("0.0.0.0", "this network"),
        ("0.1.2.3", "this network"),
        ("10.0.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "carrier grade NAT"),
        ("100.100.100.200", "cloud metadata (Alibaba)"),
        ("127.255.255.254", "loopback"),
        ("169.254.169.254", "cloud metadata"),
        ("169.254.1.1", "link-local"),
        ("168.63.129.16", "cloud metadata (Azure)"),
        ("192.0.0.8", "IETF protocol assignments"),
        ("192.0.0.192", "cloud metadata (Oracle)"),
        ("192.0.2.1", "documentation"),
        ("192.88.99.1", "6to4 relay"),
        ("198.19.0.1", "benchmarking"),
        ("198.51.100.1", "documentation"),
        ("203.0.113.1", "documentation"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.250", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "broadcast"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("::10.0.0.1", "IPv4-compatible"),
        ("::8.8.8.8", "IPv4-compatible"),
        ("::ffff:8.8.8.8", "IPv4-mapped"),
        ("::ffff:100.64.0.1", "IPv4-mapped"),
        ("::ffff:0:8.8.8.8", "IPv4-translated (SIIT)"),
        ("64:ff9b::7f00:1", "NAT64"),
        ("64:ff9b:1::1", "NAT64, local use"),
        ("100::1", "discard only"),
        ("2001:0:1::1", "Teredo"),
        ("2001:2::1", "benchmarking"),
        ("2001:10::1", "ORCHID"),
        ("2001:20::1", "ORCHIDv2"),
        ("2001:1ff::1", "IETF protocol assignments"),
        ("2001:db8::1", "documentation"),
        ("2002:7f00:1::", "6to4"),
        ("3fff::1", "documentation"),
        ("4000::1", "unassigned"),
        ("5f00::1", "segment routing identifiers"),
        ("8000::1", "unassigned"),
        ("fc00::1", "unique local"),
        ("fd00:ec2::254", "cloud metadata (AWS)"),
        ("fe80::1", "link-local"),
        ("fec0::1", "site-local"),
        ("ff02::1", "multicast"),
    ],
)
def test_an_address_off_the_public_internet_is_named(address: str, name: str) -> None:
    found = non_global_range(ip_address(address))
    assert found is not None
    assert found.name == name
    assert found.source


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.32.0.1", "192.0.1.1", "198.20.0.0"],
)
def test_an_ipv4_address_on_the_public_internet_is_in_no_range(address: str) -> None:
    assert non_global_range(ip_address(address)) is None


@pytest.mark.parametrize(
    "address",
    ["2001:200::1", "2606:4700::1111", "2a00:1450::1", "2400:cb00::1", "2003::1"],
)
def test_an_ipv6_address_on_the_public_internet_is_in_no_range(address: str) -> None:
    assert non_global_range(ip_address(address)) is None


@given(st.ip_addresses(v=4))
def test_what_python_calls_not_global_is_never_let_through_for_ipv4(address: IPv4Address) -> None:
    if not address.is_global:
        assert non_global_range(address) is not None


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_in_ipv6_dress_is_let_through(address: IPv4Address) -> None:
    for prefix in ("::ffff:0:0", "::", "::ffff:0:0:0", "64:ff9b::"):
        assert non_global_range(IPv6Address(int(IPv6Address(prefix)) + int(address))) is not None
    assert non_global_range(IPv6Address((0x2002 << 112) + (int(address) << 80))) is not None


def test_a_special_address_stands_before_the_range_that_holds_it() -> None:
    for place, row in enumerate(NON_GLOBAL_RANGES):
        for later in NON_GLOBAL_RANGES[place + 1 :]:
            if row.network.version == later.network.version:
                assert not later.network.subnet_of(row.network), later  # type: ignore[arg-type]  # same version
