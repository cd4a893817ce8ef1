"""A run lets Python look for cyclic garbage seldom, and leaves its bound as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import suppress

import pytest

from ingest.linkcheck.garbage import OBJECTS, looked_for_seldom


@pytest.fixture(autouse=True)
def bounds() -> Iterator[None]:
    """Put back whatever a test leaves."""
    usual = gc.get_threshold()
    yield
    gc.set_threshold(*usual)


def test_the_bound_is_raised_meanwhile_and_put_back_after_an_error() -> None:
    gc.set_threshold(700, 10, 10)
    within = []
    with suppress(RuntimeError), looked_for_seldom():
        within.append(gc.get_threshold())
        raise RuntimeError
    assert within == [(OBJECTS, 10, 10)]
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("bound", [0, OBJECTS, 10 * OBJECTS])
def test_a_bound_that_is_higher_or_for_never_stays(bound: int) -> None:
    gc.set_threshold(bound, 10, 10)
    with looked_for_seldom():
        assert gc.get_threshold()[0] == bound
