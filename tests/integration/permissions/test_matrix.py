"""Every cell of the matrix of rights holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from cms.membership.actions import trust
from tests.integration.permissions.matrix import ROLES, cells
from tests.integration.permissions.photograph import changes, photograph
from tests.integration.permissions.trials import TRIALS, Trial
from tests.integration.permissions.world import MARKER, World

pytestmark = [pytest.mark.django_db, pytest.mark.crawl]
CELLS = cells()
SHOWN_TO_ALL = {"content-api", "draft-in-api"}
"""What an answer shows of another organisation because everybody may know it."""

UMBRELLA = ROLES[5:]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", sorted(TRIALS))
def test_each_role_does_what_the_matrix_says_and_nothing_else(
    quiet_world: World, visit: Callable[[Any], Client], kind: str, role: str
) -> None:
    world = quiet_world
    person = _person(world, role)
    wrong: list[str] = []
    for (of, action, whom, side), expected in CELLS.items():
        if (of, whom) != (kind, role):
            continue
        mark = transaction.savepoint()
        trial = Trial(
            world,
            world.own if side == "own" else world.other,
            visit(person),
            visit(world.people["administrator"]),
        )
        before = photograph()
        succeeded = TRIALS[kind](trial, action)
        cell = f"{kind} {action} as {role} on {side}"
        if succeeded is not expected:
            statuses = [answer.status_code for answer in trial.answers]
            wrong.append(f"{cell}: {'succeeds' if succeeded else 'is refused'}, answered {statuses}")
        if not expected and side == "other" and role not in UMBRELLA and action not in SHOWN_TO_ALL:
            wrong += [f"{cell}: {found}" for found in _leaks(trial)]
            if action != "delete":
                wrong += [f"{cell} changes {found}" for found in changes(before, photograph(), world.own)]
        transaction.savepoint_rollback(mark)
    assert not wrong, "\n".join(wrong)


def test_the_matrix_has_a_line_for_every_action_of_each_kind() -> None:
    named = {(kind, action) for kind, action, _role, _side in CELLS}
    for action in (
        "list", "view", "create", "edit", "submit", "publish", "unpublish", "delete", "restore", "chooser",
        "bulk", "copy", "move", "report", "export", "history", "compare", "preview", "admin-api",
        "content-api",
    ):  # fmt: skip
        assert {(kind, action) for kind in ("page", "service", "image", "document")} <= named, action
    assert len(CELLS) == len(named) * len(ROLES) * 2


def _person(world: World, role: str) -> Any:
    if role == "anonymous":
        return None
    if role == "trusted editor":
        trust(organisation=world.own.page, trusted=True, by=world.people["administrator"])
        return world.own.editor
    return world.people[role]


def _leaks(trial: Trial) -> list[str]:
    found = []
    for answer, text in zip(trial.answers, trial.texts, strict=True):
        if MARKER.lower() in text.lower():
            place = text.lower().index(MARKER.lower())
            found.append(f"{answer.request['PATH_INFO']} shows …{text[max(0, place - 80) : place + 40]}…")
    return found
