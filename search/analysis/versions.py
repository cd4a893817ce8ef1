"""Name the version of the analysis, so that an index knows what made it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files

CODE_VERSION = 6
"""Raise this whenever a change of code gives any text other tokens."""

_DICTIONARIES = ("pyvoikko", "simplemma", "snowballstemmer")


@cache
def fingerprint() -> str:
    """Return 16 hex digits that change with the code, the dictionaries and the built-in names.

    Names that an editor installs are not in it: they add keys to the words of what is indexed from
    then on, and take none away.
    """
    said = [f"code {CODE_VERSION}", *(f"{name} {version(name)}" for name in _DICTIONARIES)]
    said.append((files(__package__) / "names.txt").read_text(encoding="utf-8"))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
