"""Rules are taken as administrators write them, refused where no link ever meets them, and never slow."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.urls import reverse

from ingest.linkcheck.claims import read_links
from ingest.linkcheck.classes import Treatment
from ingest.linkcheck.models import HostRule, Link, hash_of
from ingest.linkcheck.rules import Rules

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def meets(host: str, pattern: str, address: str) -> bool:
    """Say whether a rule, cleaned as its form does, holds for a link."""
    rule = HostRule(host=host, pattern=pattern, treatment=Treatment.WORKING, reason="Kokeilu")
    rule.full_clean()
    rule.save()
    name = address.partition("://")[2].partition("/")[0]
    link = Link.objects.create(url=address, url_hash=hash_of(address), host=name)
    return Rules.of(NOW).treatment_of(read_links([link.pk])[0]) is Treatment.WORKING


@pytest.mark.parametrize(
    ("host", "pattern", "address", "expected"),
    [
        ("siskotupa.example", "", "https://siskotupa.example/x", True),
        (" Siskotupa.Example ", "", "https://siskotupa.example/x", True),
        ("äiti.example", "", "https://xn--iti-pla.example/", True),
        ("siskotupa.example", "", "https://www.siskotupa.example/", False),
        ("*.siskotupa.example", "", "https://www.siskotupa.example/", True),
        ("*.siskotupa.example", "", "https://siskotupa.example/", True),
        ("*.siskotupa.example", "", "https://muusiskotupa.example/", False),
        ("", "https://siskotupa.example/vanha", "https://siskotupa.example/vanha/1", True),
        ("", "HTTPS://Siskotupa.Example/Vanha", "https://siskotupa.example/Vanha", True),
        ("", "https://äiti.example/", "https://xn--iti-pla.example/", True),
        ("", "*/kirjaudu", "https://siskotupa.example/jäsen/kirjaudu?x", True),
        ("", "*.pdf*lataa", "https://siskotupa.example/a.pdf?lataa", True),
        ("", "*lataa*.pdf", "https://siskotupa.example/a.pdf?lataa", False),
        ("siskotupa.example", "*", "https://siskotupa.example/", True),
        ("siskotupa.example", "*(a+)+$", "https://siskotupa.example/aaaa", False),
        ("siskotupa.example", "*(a+)+$", "https://siskotupa.example/(a+)+$", True),
    ],
)
def test_a_rule_meets_the_links_that_its_words_say(
    host: str, pattern: str, address: str, expected: bool
) -> None:
    assert meets(host, pattern, address) is expected


@pytest.mark.parametrize(
    ("host", "pattern"),
    [
        ("", ""),
        ("", "*"),
        ("", " ** "),
        ("*", ""),
        ("*.", ""),
        ("sisko*.example", ""),
        ("https://siskotupa.example", ""),
        ("siskotupa.example/polku", ""),
        ("siskotupa.example:8080", ""),
        ("sisko tupa.example", ""),
        ("", "(a+)+$"),
        ("siskotupa.example", "/vanha"),
        ("", "siskotupa.example/vanha"),
    ],
)
def test_a_rule_for_everything_or_for_nothing_is_refused(host: str, pattern: str) -> None:
    rule = HostRule(host=host, pattern=pattern, treatment=Treatment.SKIPPED, reason="Kokeilu")
    with pytest.raises(ValidationError):
        rule.full_clean()


def test_a_pattern_full_of_stars_is_decided_at_once() -> None:
    assert not meets("", "*a" * 120 + "*b", f"https://siskotupa.example/{'a' * 2000}")


def test_the_form_tells_what_is_wrong_with_a_pattern(admin_client: Browser) -> None:
    values = {"host": "", "pattern": "/vanha", "treatment": "skipped", "reason": "Kokeilu", "until": ""}
    page = admin_client.post(reverse("linkcheck_rules_modeladmin_create"), values).content.decode()
    assert "Aloita merkeillä https:// tai *" in page
    assert not HostRule.objects.exists()
