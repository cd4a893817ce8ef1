"""Labels as editors write them, one a line."""

from __future__ import annotations

import pytest

from search.concepts import Label
from search.fields import Language
from search.synonyms.labels import LabelError, read_labels, write_labels
from search.synonyms.merging import merge_lines


def test_a_line_is_a_label_in_finnish_unless_its_language_stands_before_it() -> None:
    assert read_labels("nuoret\nsv: ungdomar\n\nEN:youth\n") == (
        Label("nuoret"),
        Label("ungdomar", Language.SV),
        Label("youth", Language.EN),
    )


def test_spaces_are_made_single_and_a_repeated_label_counts_once() -> None:
    assert read_labels("  läheisen   kuolema \nLäheisen kuolema") == (Label("läheisen kuolema"),)


def test_the_same_word_in_two_languages_is_two_labels() -> None:
    assert len(read_labels("depression\nsv: depression\nen: depression")) == 3


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("ero\nno: skilsmisse", 2, LabelError.LANGUAGE),
        ("ero\n\n...", 3, LabelError.EMPTY),
        ("sv:", 1, LabelError.EMPTY),
        ("a" * 101, 1, LabelError.TOO_LONG),
        ("yksi kaksi kolme neljä viisi kuusi", 1, LabelError.TOO_MANY_WORDS),
        ("\n".join(f"sana{number}" for number in range(61)), 61, LabelError.TOO_MANY),
    ],
)
def test_a_line_that_is_no_label_is_named_with_the_reason(text: str, line: int, reason: str) -> None:
    with pytest.raises(LabelError) as caught:
        read_labels(text)
    assert (caught.value.line, caught.value.reason) == (line, reason)


def test_labels_are_written_as_they_are_read() -> None:
    text = "nuoret\nsv: ungdomar\nen: young people"
    assert write_labels(read_labels(text)) == text


@pytest.mark.parametrize(
    ("before", "current", "incoming", "after"),
    [
        ("a\nb", "a\nb", "a\nb\nc", "a\nb\nc"),
        ("a\nb", "a\nb", "a", "a"),
        ("a\nb", "a\nb\nown", "a\nc", "a\nown\nc"),
        ("a\nb", "a", "a\nb\nc", "a\nc"),
        ("", "own", "a\nown", "own\na"),
    ],
    ids=[
        "the source added",
        "the source took away",
        "an editor added",
        "an editor took away",
        "not imported before",
    ],
)
def test_an_import_is_merged_with_what_an_editor_changed(
    before: str, current: str, incoming: str, after: str
) -> None:
    assert merge_lines(before=before, current=current, incoming=incoming) == after
