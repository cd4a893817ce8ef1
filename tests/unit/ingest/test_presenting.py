"""Lines for programs and people hold everything and nothing that a terminal would act upon."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from ingest.merging import Conflict
from ingest.outcomes import Action, Counts, Outcome, Problem
from ingest.presenting import UNPRINTABLE, json_line, printable, text_lines
from ingest.records import ListBlock, NewsRecord, ParagraphBlock


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Read what is shown in English; each test of another language says so."""
    with override("en"):
        yield


ANY_TEXT = st.text(st.characters(codec=None), max_size=50)


@given(ANY_TEXT)
def test_no_control_character_is_ever_shown(text: str) -> None:
    outcome = Outcome(text, Action.FAILED, problems=(Problem("parse", text, text),))
    for line in (*text_lines(outcome), json_line(outcome)):
        assert not UNPRINTABLE.search(line)


def test_json_gives_back_what_was_escaped() -> None:
    assert (
        json.loads(json_line(Outcome("a\x1b\x9b\u202eä", Action.FAILED)))["external_id"] == "a\x1b\x9b\u202eä"
    )


def test_ordinary_finnish_text_is_shown_as_it_is() -> None:
    assert printable("Åbo – ”Työtä” 92 %") == "Åbo – ”Työtä” 92 %"


def test_html_is_sanitised() -> None:
    hostile = (
        '<script>alert(1)</script><a href="javascript:alert(1)" onclick="x()">linkki</a><img src=x onerror=y>'
    )
    record = NewsRecord(
        external_id="1", title="x", body=(ParagraphBlock(html=hostile), ListBlock(items=(hostile,)))
    )
    line = json.loads(json_line(Outcome("1", Action.NEW, record)))
    assert line["body_html"] == "<p><a>linkki</a></p>\n<ul><li><a>linkki</a></li></ul>"
    assert line["body_text"] == "linkki\n\nlinkki"


def test_a_conflict_shows_both_values() -> None:
    record = NewsRecord(external_id="1", title="x")
    outcome = Outcome(
        "1", Action.CONFLICTING, record, conflicts={"title": Conflict(ours="oma", theirs="lähteen")}
    )
    assert "conflict in title: kept oma; the source says lähteen" in text_lines(outcome)[1]


def test_counts_name_every_action_in_one_sentence() -> None:
    counts = Counts()
    counts.add(Outcome("1", Action.UNCHANGED))
    assert counts.sentence() == "seen 1: 0 new, 0 changed, 1 unchanged, 0 conflicting, 0 failed"
