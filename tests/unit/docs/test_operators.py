"""The operators' guide names everything that an operator can set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cms.settings.environment import Environment

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(Environment.model_fields))
def test_every_environment_variable_is_documented(name: str) -> None:
    assert re.search(rf"^\| .*`{name.upper()}`.* \|", GUIDE, re.MULTILINE)


def test_every_documented_variable_exists() -> None:
    table = GUIDE.split("## Environment variables")[1]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    documented = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    others = {"DJANGO_SETTINGS_MODULE", "PORT"}
    assert documented - others == {name.upper() for name in Environment.model_fields}


@pytest.mark.parametrize(
    "target", ["up", "test", "test-postgresql", "lint", "lock", "messages", "environment"]
)
def test_every_make_target_that_the_guides_name_exists(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    guides = GUIDE + (ROOT / "docs" / "development.md").read_text(encoding="utf-8")
    assert f"make {target}" in guides
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
