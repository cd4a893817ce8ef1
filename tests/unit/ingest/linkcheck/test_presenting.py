"""Results are whole for programs, short for people, and harmless on a terminal."""

from __future__ import annotations

import json

from ingest.http import Redirect
from ingest.linkcheck.evidence import Evidence, Failure
from ingest.linkcheck.presenting import Result, json_line, table_text

URL = "https://example.org/vanha"
MOVED = Evidence(
    URL, "GET", 200, "https://example.org/uusi", (Redirect(URL, 301, "https://example.org/uusi"),)
)
HOSTILE = Evidence("x\x1b[2J\x9b31m", failure=Failure.INVALID, detail="\x07")


def test_a_json_line_has_every_field_that_programs_read() -> None:
    line = json.loads(json_line(Result("vanha", MOVED)))
    assert line["reference"] == "vanha"
    assert line["url"] == URL
    assert line["class"] == "moved_permanently"
    assert (line["status"], line["final_url"]) == (200, "https://example.org/uusi")
    assert line["redirects"] == [{"url": URL, "status": 301, "location": "https://example.org/uusi"}]
    assert line["problem"]
    assert line["fix"]
    assert line["evidence"]["method"] == "GET"


def test_no_control_character_reaches_a_terminal() -> None:
    for text in (
        json_line(Result("x\x1b[2J\x9b31m", HOSTILE)),
        table_text([Result("x\x1b[2J\x9b31m", HOSTILE)]),
    ):
        assert not any(sign in text for sign in "\x1b\x9b\x07")


def test_the_table_leaves_out_what_is_nobodys_work_and_counts_everything() -> None:
    fine = Evidence("https://fine.example/", "GET", 200, "https://fine.example/")
    text = table_text([Result("https://fine.example/", fine), Result("vanha", MOVED)])
    assert "fine.example" not in text
    assert "vanha" in text
    assert text.count("     1  ") == 2
