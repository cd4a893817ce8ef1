"""Slices over several queries are those of one long list."""

from __future__ import annotations

import pytest

from cms.directory.models import Challenge, TargetGroup
from cms.worklist.pages import Chain
from tests.factories import ChallengeFactory, TargetGroupFactory

pytestmark = pytest.mark.django_db


def test_slices_over_several_queries_are_those_of_one_list() -> None:
    TargetGroup.objects.all().delete()
    Challenge.objects.all().delete()
    for number in range(3):
        TargetGroupFactory(slug=f"a{number}")
        ChallengeFactory(slug=f"b{number}")
    nothing = Challenge.objects.none()
    chain = Chain([(rows, lambda term: term.slug) for rows in (
        nothing, TargetGroup.objects.order_by("slug"), nothing, Challenge.objects.order_by("slug"), nothing
    )])  # fmt: skip
    whole = ["a0", "a1", "a2", "b0", "b1", "b2"]
    assert list(chain) == whole
    assert len(chain) == 6
    for first in range(8):
        for last in range(first, 9):
            assert chain[first:last] == whole[first:last], (first, last)
