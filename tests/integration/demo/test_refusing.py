"""What ``load_demo`` leaves alone, takes back and refuses."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from cms.accounts.models import User
from cms.demo import actions, catalogue, loading
from cms.demo.actions import DemoItem, load_demo
from cms.demo.models import LoadedItem
from cms.directory.models import Challenge, Service, TargetGroup


def test_what_was_there_before_under_the_same_name_stays(db: None) -> None:
    Challenge.objects.create(name_fi="Ero", slug="eroaminen")
    TargetGroup.objects.create(name_fi="Pikkulapset", slug="lapset")
    for term in catalogue.challenges():
        loading.load_challenge(term)
    for term in catalogue.target_groups():
        loading.load_target_group(term)
    assert Challenge.objects.get(name_fi="Ero").slug == "eroaminen"
    assert TargetGroup.objects.get(slug="lapset").name_fi == "Pikkulapset"


def test_a_failure_takes_everything_back(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    term = catalogue.challenges()[0]

    def fail() -> None:
        raise LookupError("the second item is broken")

    items = [DemoItem("challenge:one", lambda: loading.load_challenge(term)), DemoItem("broken", fail)]
    monkeypatch.setattr(actions, "_demo_items", lambda: iter([("Challenges", items)]))
    with pytest.raises(LookupError):
        load_demo()
    assert not Challenge.objects.exists()
    assert not LoadedItem.objects.exists()


@pytest.mark.parametrize("command", [("load_demo",), ("generate_services", "5")])
def test_outside_development_settings_the_command_refuses_and_says_the_remedy(
    db: None, settings: Settings, command: tuple[str, ...]
) -> None:
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="development only"):
        call_command(*command, stdout=StringIO())
    assert not User.objects.exists()
    assert not Service.objects.exists()
