"""The three-way merge: no value of a person is ever lost, and without people the source is followed."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ingest.merging import Conflict, merge

FIELDS = ("title", "body", "tags")
VALUES = st.sampled_from(["", "a", "b", "c", ["x"], ["x", "y"], None])
STEPS = st.lists(
    st.tuples(st.sampled_from(["source", "editor"]), st.sampled_from(FIELDS), VALUES), max_size=30
)


def test_a_change_of_the_source_alone_is_taken() -> None:
    merged = merge(base={"title": "a"}, ours={"title": "a"}, theirs={"title": "b"})
    assert (merged.taken, merged.conflicts) == ({"title": "b"}, {})


def test_a_change_of_a_person_alone_is_kept() -> None:
    merged = merge(base={"title": "a"}, ours={"title": "c"}, theirs={"title": "a"})
    assert (merged.taken, merged.conflicts) == ({}, {})


def test_the_same_change_of_both_is_no_conflict() -> None:
    merged = merge(base={"title": "a"}, ours={"title": "b"}, theirs={"title": "b"})
    assert (merged.taken, merged.conflicts) == ({}, {})


def test_different_changes_of_both_are_a_conflict_and_nothing_is_taken() -> None:
    merged = merge(base={"title": "a"}, ours={"title": "c"}, theirs={"title": "b"})
    assert (merged.taken, merged.conflicts) == ({}, {"title": Conflict(ours="c", theirs="b")})


def test_a_new_field_is_taken_where_nobody_has_filled_it() -> None:
    assert merge(base={}, ours={"date": None}, theirs={"date": "2025-01-01"}).taken == {"date": "2025-01-01"}


def test_a_new_field_is_a_conflict_where_somebody_has_filled_it() -> None:
    merged = merge(base={}, ours={"date": "2024-01-01"}, theirs={"date": "2025-01-01"})
    assert merged.taken == {}
    assert set(merged.conflicts) == {"date"}


@given(STEPS)
def test_no_value_of_an_editor_is_lost_in_any_sequence_of_changes(steps: list[tuple[str, str, Any]]) -> None:
    source: dict[str, Any] = dict.fromkeys(FIELDS, "")
    base, page = dict(source), dict(source)
    owned: dict[str, Any] = {}
    for who, field, value in steps:
        if who == "editor":
            page[field] = value
            owned.pop(field, None)
            if value != base[field]:
                owned[field] = value
        else:
            source[field] = value
            page |= merge(base=base, ours=page, theirs=source).taken
            base = dict(source)
            owned = {name: kept for name, kept in owned.items() if kept != base[name]}
        assert {name: page[name] for name in owned} == owned


@given(STEPS)
def test_without_editors_the_page_equals_the_source(steps: list[tuple[str, str, Any]]) -> None:
    source: dict[str, Any] = dict.fromkeys(FIELDS, "")
    base, page = dict(source), dict(source)
    for _, field, value in steps:
        source[field] = value
        merged = merge(base=base, ours=page, theirs=source)
        assert merged.conflicts == {}
        page |= merged.taken
        base = dict(source)
        assert page == source
