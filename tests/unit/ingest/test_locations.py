"""A location is shown without what opens it."""

from __future__ import annotations

import pytest

from ingest.locations import without_credentials


@pytest.mark.parametrize(
    "location",
    [
        "https://salaisuus@h.example/",
        "https://m:salaisuus@h.example/feed",
        "https://m:sala@isuus@h.example/",
        "https:m:salaisuus@h.example",
        "https:\\\\m:salaisuus@h.example/",
        "https://m:sala isuus@h.example/",
        "m:salaisuus@h.example/feed",
        "  https:///m:salaisuus@h.example/",
    ],
)
def test_no_part_of_a_password_is_shown(location: str) -> None:
    shown = without_credentials(location)
    assert "sala" not in shown
    assert "isuus" not in shown
    assert "@h.example" in shown


@pytest.mark.parametrize(
    "location",
    ["https://h.example/@kirjoittaja", "kansio/tiedote@2024.txt", "/srv@x/a@b/c.csv", "raportti@2024.docx"],
)
def test_what_holds_no_password_is_shown_as_it_is(location: str) -> None:
    assert without_credentials(location) == location
