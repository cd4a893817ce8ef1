"""The architecture's directory map names every package, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ROWS = re.findall(
    r"^\| (`.*?) \|", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"), re.MULTILINE
)
WITHIN = {"migrations", "management", "commands", "models", "templatetags"}
"""Folders that Django names; they belong to the package that they stand in."""


def named_paths(row: str) -> list[Path]:
    """Return the paths of a row; a bare file name stands beside the row's first path."""
    names = re.findall(r"`([^`]+)`", row)
    folder = Path(names[0]).parent
    return [Path(name) if "/" in name else folder / name for name in names]


def packages() -> list[str]:
    """Return every package of the product, as the map writes them."""
    found = {
        path.parent.relative_to(ROOT)
        for top in ("cms", "home", "ingest", "search")
        for path in (ROOT / top).rglob("*.py")
    }
    return sorted(f"{path.as_posix()}/" for path in found if not WITHIN & set(path.parts))


@pytest.mark.parametrize("row", ROWS)
def test_every_path_on_the_map_exists(row: str) -> None:
    assert [path for path in named_paths(row) if not (ROOT / path).exists()] == []


def test_every_package_is_on_the_map() -> None:
    named = [path for row in ROWS for path in named_paths(row)]
    known = {f"{folder.as_posix()}/" for path in named for folder in (path, path.parent)}
    assert [package for package in packages() if package not in known] == []
