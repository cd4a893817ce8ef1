"""What is known of the words of hits stays whole whatever other threads learn or forget meanwhile."""

from __future__ import annotations

from search.analysis import Lexicon, install
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
        self.vocabulary._known = _Known({}, {}, {}, set())

    def __exit__(self, *_error: object) -> None:
        """Do nothing."""


def test_words_that_another_thread_forgot_are_learnt_again() -> None:
    vocabulary = _Vocabulary("fi")
    known, fresh = kept("Perhekahvila"), kept("Leirikoulu")
    vocabulary.knowing([known])
    vocabulary._learning = ForgettingLock(vocabulary)  # type: ignore[assignment]  # stands in for the lock
    assert vocabulary.knowing([known, fresh]).tokens.keys() == {"Perhekahvila", "Leirikoulu"}


def test_words_whose_keys_have_changed_are_read_anew() -> None:
    vocabulary = _Vocabulary("fi")
    title = "Kalymnoksella"
    assert "fi:kalymnos" in vocabulary.knowing([kept(title)]).tokens[title].whole
    install(Lexicon.of({"Kalymnoksella": "kuvitelma"}))
    try:
        named = kept(title)
    finally:
        install(None)
    assert "fi:kuvitelma" in vocabulary.knowing([named]).tokens[title].whole


def test_a_word_that_hangs_on_a_hyphen_has_the_same_tokens_in_every_text() -> None:
    vocabulary = _Vocabulary("fi")
    alone, before_another = kept("Mielenterveys"), kept("Mielenterveys- ja päihdepalvelut")
    tokens = vocabulary.knowing([alone]).tokens["Mielenterveys"]
    assert vocabulary.knowing([before_another]).tokens["Mielenterveys"] == tokens
