"""Compile translations without the gettext tools, which a fresh machine lacks.

``python -m cms.stack.catalogues`` compiles every catalogue under locale/ that is newer than what was
compiled from it.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]


def compile_catalogues(root: Path = ROOT) -> int:
    """Compile what is out of date under ``root``; return how many catalogues that was."""
    outdated = [path for path in catalogues(root) if is_outdated(path)]
    for source in outdated:
        with source.open("rb") as stream:
            catalogue = read_po(stream)
        unfinished = source.with_suffix(".mo.new")
        with unfinished.open("wb") as stream:
            write_mo(stream, catalogue)
        unfinished.replace(source.with_suffix(".mo"))
    return len(outdated)


def catalogues(root: Path) -> list[Path]:
    """List the translation catalogues of the project."""
    return sorted(root.glob("locale/*/LC_MESSAGES/*.po"))


def is_outdated(source: Path) -> bool:
    """Tell whether a catalogue has changed since it was compiled."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    compile_catalogues()
