"""Look words up in simplemma's dictionaries, kept on disk as tries that processes share."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import marisa_trie

_BUILD = """
import sys
from marisa_trie import BytesTrie
from simplemma.strategies.dictionaries import DefaultDictionaryFactory
words = DefaultDictionaryFactory().get_dictionary(sys.argv[1])
BytesTrie((form, base.encode()) for form, base in words.items()).save(sys.argv[2])
"""


def cache_directory() -> Path:
    """Return where the tries are kept: under ``PALVELUPAKETTI_VAR``, else in the user's cache."""
    root = os.environ.get("PALVELUPAKETTI_VAR")
    base = (
        Path(root)
        if root
        else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "palvelupaketti"
    )
    return base / "dictionaries" / f"simplemma-{version('simplemma')}"


class TrieDictionary(Mapping[str, str]):
    """Map written forms to base forms, read from a memory-mapped trie."""

    __slots__ = ("_trie",)

    def __init__(self, path: Path) -> None:
        self._trie = marisa_trie.BytesTrie().mmap(str(path))

    def __getitem__(self, form: str) -> str:
        values = self._trie.get(form)
        if not values:
            raise KeyError(form)
        return str(values[0].decode())

    def __contains__(self, form: object) -> bool:
        return form in self._trie

    def __iter__(self) -> Iterator[str]:
        return iter(self._trie.iterkeys())

    def __len__(self) -> int:
        return len(self._trie)


def prepare(language: str, directory: Path | None = None) -> Path:
    """Make the trie of ``language`` unless it is there, and return its path.

    Idempotent, and safe when several processes ask at once: one builds under a lock while the
    others wait, and the finished file appears in one rename. The build needs some 700 MB for about
    eight seconds, so it runs in a process of its own that gives them back.
    """
    folder = directory or cache_directory()
    path = folder / f"{language}.dic"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{language}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _build(language, path)
    return path


def _build(language: str, path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        unfinished = Path(folder) / path.name
        command = [sys.executable, "-c", _BUILD, language, str(unfinished)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own text
        if done.returncode:
            raise OSError(f"can't make {path}: {done.stderr.strip() or f'exit status {done.returncode}'}")
        unfinished.replace(path)


@cache
def dictionary(language: str) -> TrieDictionary:
    """Return the dictionary of ``language``, loaded once a process."""
    return TrieDictionary(prepare(language))


def known_lemma(form: str, language: str) -> str | None:
    """Return the dictionary's base form of exactly this form, or ``None``."""
    return dictionary(language).get(form)
