"""Evidence is kept as JSON that every database takes."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from django.utils.translation import override

from ingest.http import Redirect
from ingest.linkcheck.evidence import Evidence, Failure
from ingest.words import gettext_noop as _


def test_only_what_was_seen_is_kept_in_types_of_json() -> None:
    ends = datetime(2027, 1, 2, 3, 4, tzinfo=UTC)
    steps = (Redirect("https://a.example/", 301, "https://b.example/"),)
    kept = Evidence(
        "https://a.example/", "GET", 200, "https://b.example/", steps, certificate_ends=ends
    ).as_json()
    assert json.loads(json.dumps(kept)) == kept
    assert kept["certificate_ends"] == "2027-01-02T03:04:00+00:00"
    assert kept["redirects"][0]["location"] == "https://b.example/"
    assert not {"failure", "title", "retry_at", "detail"} & kept.keys()


def test_what_no_database_takes_is_left_out() -> None:
    hostile = Evidence("x", failure=Failure.BAD_REPLY, detail="a\0b\ud800", headers=(("server", "x\0"),))
    text = json.dumps(hostile.as_json())
    assert "\\u0000" not in text
    assert "\\ud800" not in text


def test_the_detail_is_told_in_the_readers_language_and_in_english_to_programs() -> None:
    stored = Evidence("mailto:x", failure=Failure.INVALID, detail=_("not a mail address")).as_stored()
    again = Evidence.from_stored(json.loads(json.dumps(stored)))
    with override("fi"):
        assert again.reason() == "ei sähköpostiosoite"
    assert again.as_json()["detail"] == "not a mail address"
