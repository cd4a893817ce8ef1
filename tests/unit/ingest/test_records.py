"""Records take no text that can't be stored, and no field that isn't known."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from ingest.records import HeadingBlock, NewsRecord


def test_control_characters_and_lone_surrogates_are_taken_out() -> None:
    record = NewsRecord(external_id="1", title="a\x00b\x1b\ud800c", tags=("x\x07",))
    assert (record.title, record.tags) == ("abc", ("x",))


def test_tabs_and_line_feeds_stay_within_a_text() -> None:
    assert NewsRecord(external_id="1", title="x", summary="a\n\tb").summary == "a\n\tb"


@pytest.mark.parametrize(
    "values", [{"title": " "}, {"external_id": ""}, {"title": "x" * 256}, {"colour": "red"}]
)
def test_a_record_that_breaks_the_contract_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        NewsRecord.model_validate({"external_id": "1", "title": "x", **values})


def test_a_heading_is_of_level_two_to_four() -> None:
    with pytest.raises(ValidationError):
        HeadingBlock(level=1, text="x")
