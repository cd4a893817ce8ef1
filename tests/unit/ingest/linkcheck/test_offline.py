"""Mail addresses and telephone numbers are judged by their form."""

from __future__ import annotations

import pytest

from ingest.http import parse_url
from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.classification import classify
from ingest.linkcheck.offline import inspect_offline


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("mailto:toimisto@example.org", LinkClass.OK),
        ("mailto:toimisto@example.org?subject=Hei%20vaan", LinkClass.OK),
        ("mailto:a@example.org,b@example.org", LinkClass.OK),
        ("mailto:?subject=Lue%20t%C3%A4m%C3%A4&body=Hei", LinkClass.OK),
        ("mailto:?to=a@example.org&cc=b@example.org", LinkClass.OK),
        ("mailto:?to=toimisto&subject=Hei", LinkClass.INVALID),
        ("mailto:?", LinkClass.INVALID),
        ("mailto:toimisto", LinkClass.INVALID),
        ("mailto:toimisto@example", LinkClass.INVALID),
        ("mailto:", LinkClass.INVALID),
        ("mailto:a b@example.org", LinkClass.INVALID),
        ("tel:+358401234567", LinkClass.OK),
        ("tel:040 123 4567", LinkClass.OK),
        ("tel:+358-(2)-123 4567", LinkClass.OK),
        ("tel:112", LinkClass.OK),
        ("tel:+358(0)2 123 4567", LinkClass.INVALID),
        ("tel:+358", LinkClass.INVALID),
        ("tel:+46812345", LinkClass.OK),
        ("tel:7042;phone-context=example.org", LinkClass.OK),
        ("tel:7042;ext=1", LinkClass.INVALID),
        ("tel:116117", LinkClass.OK),
        ("tel:+358401234567,,12#", LinkClass.OK),
        ("tel:0401234567,0407654321", LinkClass.INVALID),
        ("tel:0401234567;ext=12", LinkClass.OK),
        ("tel:soita", LinkClass.INVALID),
        ("tel:", LinkClass.INVALID),
        ("ftp://example.org/", LinkClass.UNSUPPORTED),
        ("javascript:void(0)", LinkClass.UNSUPPORTED),
        ("data:text/plain,hei", LinkClass.UNSUPPORTED),
    ],
)
def test_a_link_of_another_kind_has_its_class(address: str, expected: LinkClass) -> None:
    evidence = inspect_offline(parse_url(address))
    assert evidence is not None
    assert classify(evidence).link_class == expected


def test_a_web_address_is_not_judged_without_asking() -> None:
    assert inspect_offline(parse_url("https://example.org/")) is None
