"""What is known of the words of hits stays whole whatever other threads learn or forget meanwhile."""

from __future__ import annotations

from search.analysis.lexicon import Lexicon
from search.documents import SearchDocument
from search.fields import Kind
from search.indexed import index
from search.kept import Kept
from search.matching import _Known, _Vocabulary


def kept(title: str) -> Kept:
    """Return what an engine keeps of a document with a title."""
    return index(SearchDocument("service:1", Kind.SERVICE, title)).kept


class ForgettingLock:
    """Let another thread forget all words just before this one may learn."""

    def __init__(self, vocabulary: _Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __enter__(self) -> None:
        self.vocabulary._known = _Known({}, {}, set())

    def __exit__(self, *_error: object) -> None:
        """Do nothing."""


def test_words_that_another_thread_forgot_are_learnt_again() -> None:
    vocabulary = _Vocabulary("fi", Lexicon())
    known, fresh = kept("Perhekahvila"), kept("Leirikoulu")
    vocabulary.knowing([known])
    vocabulary._learning = ForgettingLock(vocabulary)  # type: ignore[assignment]  # stands in for the lock
    assert vocabulary.knowing([known, fresh]).tokens.keys() == {"Perhekahvila", "Leirikoulu"}
