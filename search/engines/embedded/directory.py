"""Keep an index on disk: whole generations side by side, one of them current.

::

    <directory>/CURRENT            the name of the current generation, replaced in one rename
    <directory>/<generation>/      a tantivy index and its description.json
    <directory>/write.lock         held while the current generation is written
    <directory>/rebuild.lock       held while a new generation is built
    <directory>/changes.jsonl      what was written since the rebuild began, to be repeated in its result

Locks are ``flock`` locks, so they die with the process that holds them.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from search.analysis import fingerprint
from search.errors import FingerprintMismatch, IndexLocked, IndexUnusable
from search.indexed import FORMAT

REMEDY = "Run 'search_index rebuild' to build it."
_POLL = 0.05


@dataclass(frozen=True, slots=True)
class Description:
    """Say what made a generation, and when."""

    fingerprint: str
    format: int
    built: str

    @classmethod
    def now(cls) -> Description:
        """Describe a generation that is built now, by this version."""
        return cls(fingerprint(), FORMAT, datetime.now(UTC).isoformat())


class IndexDirectory:
    """Find, lock, make and switch the generations of one index."""

    def __init__(self, path: Path, patience: float) -> None:
        self.path = path
        self._patience = patience

    @property
    def changes(self) -> Path:
        """Return the file of changes made since a rebuild began."""
        return self.path / "changes.jsonl"

    def current(self) -> Path:
        """Return the current generation, or raise ``IndexUnusable``."""
        try:
            name = (self.path / "CURRENT").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            raise IndexUnusable(f"There is no search index in {self.path}. {REMEDY}") from None
        return self.path / name

    def describe(self, generation: Path) -> Description:
        """Return a generation's description; refuse another version's or a damaged one."""
        try:
            said = Description(**json.loads((generation / "description.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise IndexUnusable(f"The search index in {generation} is damaged ({error}). {REMEDY}") from error
        if (said.fingerprint, said.format) != (fingerprint(), FORMAT):
            raise FingerprintMismatch(
                f"The search index in {generation} was made by another version of the analysis"
                f" ({said.fingerprint}, format {said.format}; this is {fingerprint()}, format {FORMAT})."
                " Run 'search_index rebuild' to build it anew."
            )
        return said

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock; wait a while for it, then raise ``IndexLocked``."""
        with self._locked("write.lock", self._patience):
            yield

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Hold the rebuild lock, or raise ``IndexLocked`` at once."""
        with self._locked("rebuild.lock", 0):
            yield

    @contextmanager
    def _locked(self, name: str, patience: float) -> Iterator[None]:
        self.path.mkdir(parents=True, exist_ok=True)
        until = time.monotonic() + patience
        with (self.path / name).open("w") as handle:
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= until:
                        raise IndexLocked(
                            f"Another process holds {self.path / name}. Try again when it has finished."
                        ) from None
                    time.sleep(_POLL)
            yield

    def is_rebuilding(self) -> bool:
        """Say whether a rebuild runs; remove what a killed one noted. Call it with the write lock held."""
        if not self.changes.exists():
            return False
        try:
            with self.rebuilding():
                self.changes.unlink(missing_ok=True)
        except IndexLocked:
            return True
        return False

    def begin(self) -> Path:
        """Make an empty generation and start to note changes; remove what broken rebuilds left.

        Call it with both locks held.
        """
        self.sweep()
        generation = self.path / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}"
        generation.mkdir()
        self.changes.touch()
        return generation

    def switch(self, generation: Path) -> None:
        """Make a finished generation the current one and remove the others.

        A reader that has an old one open keeps its files until it lets go of them.
        """
        (generation / "description.json").write_text(json.dumps(asdict(Description.now())), encoding="utf-8")
        pointer = self.path / f"CURRENT.{generation.name}"
        with pointer.open("w", encoding="utf-8") as handle:
            handle.write(generation.name)
            handle.flush()
            os.fsync(handle.fileno())
        pointer.replace(self.path / "CURRENT")
        self.sweep()

    def sweep(self) -> None:
        """Remove every generation but the current one, and the noted changes."""
        try:
            kept = self.current()
        except IndexUnusable:
            kept = None
        self.changes.unlink(missing_ok=True)
        for entry in self.path.iterdir():
            if entry.is_dir() and entry != kept:
                shutil.rmtree(entry, ignore_errors=True)
            elif entry.name.startswith("CURRENT."):
                entry.unlink(missing_ok=True)
