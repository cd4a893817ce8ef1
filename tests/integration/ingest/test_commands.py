"""The commands tell what is installed and how the sources stand."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from tests.integration.ingest.conftest import Ran

ROOT = Path(__file__).resolve().parents[3]


def printed(command: str) -> str:
    """Return what a command prints."""
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def test_sources_lists_the_plugins_with_their_settings() -> None:
    line = next(line for line in printed("sources").splitlines() if line.startswith("document "))
    assert "settings: locations, " in line


def test_a_broken_plugin_is_listed_and_the_others_work(tmp_path: Path) -> None:
    """Installed as a distribution beside ours, as anybody's plugin is."""
    info = tmp_path / "broken_plugin-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-plugin\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[palvelupaketti.sources]\nbroken = no_such_module:Plugin\n")
    ran = subprocess.run(
        [sys.executable, "manage.py", "sources"], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cms.settings.test"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    broken, document = sorted(
        line for line in ran.stdout.splitlines() if line.split()[0] in ("broken", "document")
    )
    assert "BROKEN (broken-plugin): It can't be imported: ModuleNotFoundError" in broken
    assert "BROKEN" not in document


def test_status_counts_records_conflicts_and_errors(ingest: Callable[..., Ran], folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    ingest("document", folder)
    assert printed("ingest_status").startswith(
        "document         4 records, 0 with conflicts, 1 errors, last change 20"
    )
