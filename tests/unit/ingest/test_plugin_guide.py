"""The guide for plugin writers: its code runs, and nothing that an author needs is missing from it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from ingest.records import AnyRecord, Record
from ingest.registry import GROUP

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs/guides/plugin-writers.md").read_text(encoding="utf-8")
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-p", "no:cacheprovider"]
FILES = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))


def test_the_guides_plugin_passes_the_guides_test(tmp_path: Path) -> None:
    for name in ("village_bulletin.py", "test_village_bulletin.py"):
        (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    ran = subprocess.run(
        [*PYTEST, "--rootdir", str(tmp_path)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "12 passed" in ran.stdout


def test_the_guides_entry_point_names_the_guides_class() -> None:
    points = tomllib.loads(FILES["pyproject.toml"])["project"]["entry-points"][GROUP]
    module, _, name = points["village-bulletin"].partition(":")
    assert f"class {name}:" in FILES[f"{module}.py"]


@pytest.mark.parametrize("model", get_args(get_args(AnyRecord)[0]))
def test_every_kind_of_record_is_documented_with_its_fields(model: type[Record]) -> None:
    row = next(line for line in GUIDE.splitlines() if line.startswith(f"| `{model.__name__}`"))
    own = model.model_fields.keys() - Record.model_fields.keys() - {"kind"}
    assert f"`{model.model_fields['kind'].default}`" in row
    assert all(f"`{name}`" in row for name in own)


def test_every_shared_field_is_documented() -> None:
    assert [name for name in Record.model_fields if f"`{name}`" not in GUIDE] == []
