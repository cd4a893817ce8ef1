"""Every package that the code imports is one that pyproject.toml names."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
OURS = {"cms", "home", "ingest", "search", "tests", "tools"}
LOADING = """
import sys
class NotLocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[1:]:
            raise ModuleNotFoundError(f"No module named {name!r} in production", name=name)
sys.meta_path.insert(0, NotLocked())
import cms.wsgi, cms.celery
from django.urls import get_resolver
get_resolver().url_patterns
cms.celery.app.loader.import_default_modules()
cms.celery.app.connection("redis://")
"""
"""Loads what the web server, the worker and beat load, without the modules that are named."""


@pytest.mark.parametrize("package", ["cms", "home", "ingest", "search", "tools"])
def test_the_product_imports_only_what_it_depends_on(package: str) -> None:
    assert undeclared(shipped_files(package), project()["project"]["dependencies"]) == {}


def test_the_tests_import_only_what_the_development_group_adds() -> None:
    wanted = [*project()["project"]["dependencies"], *project()["dependency-groups"]["dev"]]
    assert undeclared((ROOT / "tests").rglob("*.py"), wanted) == {}


def test_the_product_loads_with_nothing_but_what_its_lock_holds() -> None:
    lock = (ROOT / "requirements" / "base.txt").read_text(encoding="utf-8")
    locked = {normalised(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    missing = [
        module
        for module, bringing in distributions().items()
        if module not in OURS and not {normalised(name) for name in bringing} & locked
    ]
    assert "pytest" in missing
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
    subprocess.run([sys.executable, "-c", LOADING, *missing], cwd=ROOT, env=environment, check=True)


def shipped_files(package: str) -> list[Path]:
    """Return a package's files but for migrations, which Django writes, and what it offers to tests."""
    files = (ROOT / package).rglob("*.py")
    return [path for path in files if not {"migrations", "testing", "testing.py"} & set(path.parts)]


def undeclared(files: Iterable[Path], requirements: Iterable[str]) -> dict[str, str]:
    """Return the modules that nothing in ``requirements`` brings, each with a file that imports it."""
    declared = {normalised(re.split(r"[\[<>=~! ;]", requirement)[0]) for requirement in requirements}
    missing: dict[str, str] = {}
    for path in sorted(files):
        for module in imported(path):
            brought_by = {normalised(name) for name in distributions().get(module, [])}
            if not brought_by & declared:
                missing.setdefault(module, str(path.relative_to(ROOT)))
    return missing


def imported(path: Path) -> set[str]:
    """Return the top-level names of other people's modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names - OURS - sys.stdlib_module_names


@cache
def project() -> dict[str, dict[str, list[str]]]:
    """Return what pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def distributions() -> dict[str, list[str]]:
    """Return the distributions that bring each installed module."""
    return dict(packages_distributions())


def normalised(name: str) -> str:
    """Return a distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
