"""A location is shown without what opens it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import IngestError
from ingest.locations import local_path, read_local
from ingest.masking import without_credentials


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
        "m_m:salaisuus@h.example/feed",
        "1m:salaisuus@h.example/",
        "https://m:sala/isuus@h.example/",
        "https://m:sala?isuus@h.example/",
        "m_m:sala/is#uus@h.example/",
    ],
)
def test_no_part_of_a_password_is_shown(location: str) -> None:
    shown = without_credentials(location)
    assert "sala" not in shown
    assert "isuus" not in shown
    assert "@h.example" in shown


@pytest.mark.parametrize(
    "location",
    [
        "https://h.example/@kirjoittaja",
        "kansio/tiedote@2024.txt",
        "/srv@x/a@b/c.csv",
        "raportti@2024.docx",
        "a@b:1.csv",
        "http://h.example:8080/@kirjoittaja",
        "http://[2001:db8::1]/@kirjoittaja",
        "C:\\kansio\\tiedote@2024.txt",
    ],
)
def test_what_holds_no_password_is_shown_as_it_is(location: str) -> None:
    assert without_credentials(location) == location


@pytest.mark.parametrize(
    "location",
    [
        "file://m:salaisuus@h.example/x",
        "//m:salaisuus@h.example/",
        "///m:salaisuus@h.example/",
        "m_m:salaisuus@h.example/",
        "m_m:sala/isuus@h.example",
    ],
)
def test_what_is_taken_for_a_file_is_refused_without_its_password(location: str) -> None:
    with pytest.raises(IngestError) as caught:
        read_local(local_path(location) or Path())
    assert "h.example" in caught.value.message
    assert "sala" not in caught.value.message
