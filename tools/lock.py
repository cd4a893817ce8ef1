"""Renew the locks in requirements/ from pyproject.toml.

``make lock`` keeps the versions that the locks hold unless pyproject.toml forbids them;
``make lock UPGRADE=1`` takes the newest versions. The compiler, uv, is itself locked and is installed
into an environment of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMPILER = ROOT / "build" / "lock-environment"
OLDEST_PYTHON = "3.11"


def main() -> None:
    """Install the compiler and compile every lock; a failing step ends with its own message."""
    python = COMPILER / "bin" / "python"
    if not python.exists():
        run(sys.executable, "-m", "venv", str(COMPILER))
    run(
        str(python),
        *("-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--require-hashes"),
        *("-r", "requirements/lock.txt"),
    )
    build = "requirements/build.in"
    compile_lock("requirements/lock.in", into="lock.txt")
    compile_lock("pyproject.toml", build, into="base.txt")
    compile_lock(
        "pyproject.toml", build, "--group", "dev", "--constraints", "requirements/base.txt", into="dev.txt"
    )


def compile_lock(*sources: str, into: str) -> None:
    """Compile ``sources`` into one lock with the hashes of every file of every package."""
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    run(
        str(COMPILER / "bin" / "uv"),
        *("pip", "compile", "--quiet", "--generate-hashes", "--python-version", OLDEST_PYTHON),
        *("--custom-compile-command", "make lock", *upgrade, *sources),
        *("--output-file", f"requirements/{into}"),
    )


def run(*command: str) -> None:
    """Run a command in the project's root and stop if it fails."""
    subprocess.run(command, check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
