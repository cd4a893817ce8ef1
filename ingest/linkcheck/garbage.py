"""Let Python look for cyclic garbage seldom while a run makes many small objects and hardly any cycle."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 20_000
"""So many more objects than before call for a look; at Python's own 700 looking takes a quarter of a run."""


@contextmanager
def looked_for_seldom() -> Iterator[None]:
    """Raise the bound for the whole process meanwhile; one that is higher, or 0 for never, stays."""
    usual, *older = gc.get_threshold()
    if usual == 0 or usual >= OBJECTS:
        yield
        return
    gc.set_threshold(OBJECTS, *older)
    try:
        yield
    finally:
        gc.set_threshold(usual, *older)
