"""Make the virtual environment and keep it equal to the lock; needs nothing but Python 3.11's own library.

``python3 tools/environment.py base`` installs what running needs, ``dev`` what tests and linters need
too. A stamp in the environment holds the digest of the lock and of pyproject.toml, so that an
environment that is up to date costs a few milliseconds.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST_PYTHON = (3, 11)
LOCKS = {"base": ("base",), "dev": ("dev", "base")}
"""Per kind of environment the stamps that satisfy it, its own first: the dev lock holds the base lock."""


class SetupError(Exception):
    """Report what is missing on this machine, with the remedy."""


def main(arguments: list[str] | None = None) -> int:
    """Bring the environment up to date, or say on standard error what stands in the way."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=sorted(LOCKS))
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="where the environment stands")
    options = parser.parse_args(arguments)
    try:
        check_python(sys.version_info[:2], has_ensurepip=find_spec("ensurepip") is not None)
        bring_up_to_date(options.kind, options.venv)
    except SetupError as problem:
        say(str(problem))
        return 1
    return 0


def check_python(version: tuple[int, ...], *, has_ensurepip: bool) -> None:
    """Raise ``SetupError`` when this Python is too old or can't make virtual environments."""
    if version < OLDEST_PYTHON:
        found, wanted = (".".join(map(str, number)) for number in (version, OLDEST_PYTHON))
        raise SetupError(
            f"This is Python {found}; Palvelupaketti needs {wanted} or newer.\n"
            "Install one and name it: make up PYTHON=/path/to/python3.11"
        )
    if not has_ensurepip:
        raise SetupError(
            "This Python can't make virtual environments: its modules venv and ensurepip are missing.\n"
            "On Debian and Ubuntu install them with: apt-get install python3-venv"
        )


def bring_up_to_date(kind: str, venv: Path) -> None:
    """Create the environment if need be and install the lock of ``kind``; do nothing if it is in place."""
    digests = {name: digest_of_lock(name) for name in LOCKS}
    if any(stamp(venv, name) == digests[name] for name in satisfying(kind)):
        return
    python = venv / "bin" / "python"
    if not python.exists():
        say(f"Creating the virtual environment {venv.name} …")
        run(
            [sys.executable, "-m", "venv", str(venv)], remedy="Is python3-venv installed? Try removing .venv."
        )
    lock = ROOT / "requirements" / f"{kind}.txt"
    say(f"Installing {sum(1 for _ in requirement_names(lock))} locked packages, once …")
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install"]
    install_with_progress([*pip, "--require-hashes", "--no-deps", "-r", str(lock)], lock)
    run(
        [*pip, "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
        remedy="The project itself could not be installed; the lines above say why.",
    )
    for name in LOCKS[kind]:
        stamp_path(venv, name).write_text(digests[name], encoding="ascii")


def satisfying(kind: str) -> Iterable[str]:
    """Name the stamps that show that an environment of ``kind`` is complete."""
    return (name for name, covered in LOCKS.items() if kind in covered)


def digest_of_lock(kind: str) -> str:
    """Return a digest of everything that the environment of ``kind`` is made from."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in (ROOT / "requirements" / f"{kind}.txt", ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamp_path(venv: Path, kind: str) -> Path:
    """Say where the digest of the installed lock is kept."""
    return venv / f".installed-{kind}"


def stamp(venv: Path, kind: str) -> str:
    """Return the digest of what is installed, or nothing."""
    path = stamp_path(venv, kind)
    return path.read_text(encoding="ascii") if path.exists() else ""


def requirement_names(lock: Path) -> Iterable[str]:
    """Yield the names of the packages in a lock."""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9][A-Za-z0-9._-]*)(\[[^\]]*\])?==", line):
            yield match[1]


def install_with_progress(command: list[str], lock: Path) -> None:
    """Run pip and show how many of the lock's packages it has reached; show its output if it fails."""
    total = sum(1 for _ in requirement_names(lock))
    reached = 0
    output: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        assert pip.stdout is not None  # noqa: S101  for the type checker: a pipe was asked for
        for line in pip.stdout:
            output.append(line)
            if line.startswith(("Collecting ", "Requirement already satisfied")):
                reached += 1
                if reached % 10 == 0 or reached == total:
                    say(f"  {reached}/{total} packages")
            elif line.startswith("Installing collected packages"):
                say("  unpacking …")
    if pip.returncode:
        say("".join(output[-30:]))
        raise SetupError(
            "The packages could not be installed; pip's last lines are above.\n"
            "Check the network or the package index and run the same command again: it goes on from here."
        )


def run(command: list[str], *, remedy: str) -> None:
    """Run a command and turn its failure into an ``SetupError`` with a remedy."""
    if subprocess.run(command, check=False).returncode:
        raise SetupError(remedy)


def say(message: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(message + os.linesep)


if __name__ == "__main__":
    sys.exit(main())
