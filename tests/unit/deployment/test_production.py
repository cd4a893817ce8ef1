"""The production settings start with what the operators' guide asks for, and with nothing less."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WANTED = {
    "SECRET_KEY": "Xk2" + "q7Zr9mVt4bW1" * 5,
    "ALLOWED_HOSTS": "palvelut.example",
    "CSRF_TRUSTED_ORIGINS": "https://palvelut.example",
    "BASE_URL": "https://palvelut.example",
    "DATABASE_URL": "postgresql://palvelupaketti:salasana@127.0.0.1:1/palvelupaketti",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp+tls://palvelu:salasana@mail.example:587",
}


def django(directory: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Django's under the production settings."""
    return subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DJANGO_SETTINGS_MODULE": "cms.settings.production",
            "PALVELUPAKETTI_VAR": str(directory),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_deployment_check_finds_nothing_to_say(tmp_path: Path) -> None:
    done = django(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **WANTED)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


def test_demo_content_can_not_be_loaded(tmp_path: Path) -> None:
    done = django(tmp_path, "load_demo", **WANTED)
    assert done.returncode != 0
    assert "Unknown command" in done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL"])
def test_a_missing_value_stops_the_start_and_is_named(tmp_path: Path, name: str) -> None:
    done = django(tmp_path, "check", **{key: value for key, value in WANTED.items() if key != name})
    assert done.returncode != 0
    assert name in done.stderr
