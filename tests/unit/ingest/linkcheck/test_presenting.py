"""Results are whole for programs, short for people, and harmless on a terminal."""

from __future__ import annotations

import json
from datetime import datetime
from xml.etree import ElementTree

from django.utils.translation import override

from ingest.http import Redirect
from ingest.linkcheck.evidence import Evidence, Failure
from ingest.linkcheck.presenting import Result, json_line, junit_text, table_text

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


def test_a_junit_report_has_what_the_schemas_of_ant_and_jenkins_ask_for() -> None:
    gone = Evidence(URL, "GET", 404, URL, seconds=0.25)
    blocked = Evidence(URL, "GET", 403, URL, seconds=0.5)
    suite = ElementTree.fromstring(junit_text([Result("a", MOVED), Result("b", gone), Result("c", blocked)]))
    counts = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped", "time")}
    assert counts == {"tests": "3", "failures": "1", "errors": "0", "skipped": "1", "time": "0.750"}
    assert suite.get("hostname")
    assert datetime.fromisoformat(suite.get("timestamp", "")).tzinfo is None
    ends = ["system-out", "system-err"]
    assert [element.tag for element in suite] == ["properties", *["testcase"] * 3, *ends]
    assert [[child.tag for child in case] for case in suite.iter("testcase")] == [
        [],
        ["failure"],
        ["skipped"],
    ]


def test_a_link_that_runs_code_is_told_to_open_no_page() -> None:
    evidence = Evidence("JavaScript:alert(1)", failure=Failure.UNSUPPORTED)
    with override("en"):
        line = json.loads(json_line(Result("JavaScript:alert(1)", evidence)))
    assert line["class"] == "unsupported"
    assert "page" in line["problem"]
    assert "https://" in line["fix"]
