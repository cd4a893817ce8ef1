"""The demo tells facts of the saved real texts in words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.demo.catalogue import CONTENT
from tests.unit.demo.conftest import SEEDS

COPIED_WORDS = 7
"""So many words in a row are a sentence copied, not a fact told."""


def test_no_sentence_is_copied_from_the_texts_that_gave_the_facts() -> None:
    theirs = {run for path in SEEDS.glob("*.txt") for run in _runs(path.read_text(encoding="utf-8"))}
    assert theirs, f"No texts in {SEEDS}"
    ours = {run for path in CONTENT.rglob("*.toml") for run in _runs(path.read_text(encoding="utf-8"))}
    assert sorted(ours & theirs) == []


def _runs(text: str) -> Iterator[str]:
    words = re.findall(r"\w+", text.lower())
    for begin in range(len(words) - COPIED_WORDS + 1):
        yield " ".join(words[begin : begin + COPIED_WORDS])
