"""A prepared site, a folder of texts, and the command as a person runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from home.models import HomePage
from tests.unit.ingest.document.texts import NEWS, PRESS_RELEASE, PROJECT, REVIEW

TEXTS = {"a-news.txt": NEWS, "b-release.txt": PRESS_RELEASE, "c-review.txt": REVIEW, "d-project.txt": PROJECT}


@dataclass(frozen=True)
class Ran:
    """Hold what a command printed and its exit status."""

    status: int
    lines: list[str]

    @property
    def records(self) -> list[dict[str, Any]]:
        """Return the JSON lines but the last."""
        return [json.loads(line) for line in self.lines[:-1]]


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands speak English, wherever the tests run."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one text of each kind."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def ingest(site: HomePage) -> Callable[..., Ran]:
    """Return the command: ``ingest("document", folder, "--publish")``."""

    def run(*arguments: object) -> Ran:
        out = StringIO()
        status = 0
        try:
            call_command("ingest", *map(str, arguments), stdout=out)
        except CommandError as error:
            status = error.returncode
        return Ran(status, out.getvalue().splitlines())

    return run
