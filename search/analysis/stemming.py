"""Stem words that no dictionary knows."""

from __future__ import annotations

import threading
from typing import Any

_stemmers = threading.local()


def stem(word: str, algorithm: str) -> str:
    """Return the Snowball stem of a lower-cased word; a stemmer keeps state, so each thread has its own."""
    stemmer: Any = getattr(_stemmers, algorithm, None)
    if stemmer is None:
        import snowballstemmer

        stemmer = snowballstemmer.stemmer(algorithm)
        setattr(_stemmers, algorithm, stemmer)
    return str(stemmer.stemWord(word))
