"""What values are called: kept for a moment, never longer."""

from __future__ import annotations

import time

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.directory.models import TargetGroup
from search import labels
from search.fields import Facet, Language
from search.labels import KEPT_FOR, Labels

pytestmark = pytest.mark.django_db


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = time.monotonic()

    def monotonic(self) -> float:
        """Tell the time."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let the test decide how time passes for the labels."""
    clock = Clock()
    monkeypatch.setattr(labels, "time", clock)
    return clock


def name_of(group: TargetGroup) -> str:
    """Return what a new answer calls the target group."""
    return Labels(Language.FI).of(Facet.TARGET_GROUP).get(group.slug, "nothing")


def rename_elsewhere(group: TargetGroup, name: str) -> None:
    """Change the name as another process would: nothing in this one is told."""
    TargetGroup.objects.filter(pk=group.pk).update(name_fi=name)


def test_a_name_that_is_saved_here_shows_at_once(target_group: TargetGroup, clock: Clock) -> None:
    assert name_of(target_group) == "Lapset"
    target_group.name_fi = "Pienet"
    target_group.save()
    assert name_of(target_group) == "Pienet"


def test_what_is_deleted_here_is_named_no_more(target_group: TargetGroup, clock: Clock) -> None:
    assert name_of(target_group) == "Lapset"
    target_group.delete()
    assert name_of(target_group) == "nothing"


def test_a_name_that_is_saved_elsewhere_shows_within_two_seconds(
    target_group: TargetGroup, clock: Clock
) -> None:
    assert name_of(target_group) == "Lapset"
    rename_elsewhere(target_group, "Pienet")
    clock.now += 2
    assert name_of(target_group) == "Pienet"


def test_being_asked_for_does_not_keep_an_old_name_longer(target_group: TargetGroup, clock: Clock) -> None:
    assert name_of(target_group) == "Lapset"
    rename_elsewhere(target_group, "Pienet")
    for _ in range(3):
        clock.now += KEPT_FOR / 2
        last = name_of(target_group)
    assert last == "Pienet"


def test_labels_are_read_once_for_all_answers_of_a_moment(
    target_group: TargetGroup, clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert [name_of(target_group) for _ in range(3)] == ["Lapset"] * 3


def test_each_language_has_its_own(target_group: TargetGroup, clock: Clock) -> None:
    names = [Labels(language).of(Facet.TARGET_GROUP)["lapset"] for language in Language]
    assert sorted(names) == ["Barn", "Children", "Lapset"]


def test_a_value_that_was_made_elsewhere_a_moment_ago_may_be_asked_for(
    search_index: None, client: Client, clock: Clock
) -> None:
    def status() -> int:
        return client.get("/api/search", {"target_group": "nuoret"}).status_code

    assert status() == 400
    TargetGroup.objects.bulk_create([TargetGroup(name_fi="Nuoret", slug="nuoret")])
    assert status() == 200
