"""The index on disk: one writer, many readers, and nothing lost when a process is killed."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.documents import SearchDocument
from search.engines.embedded import EmbeddedEngine
from search.errors import FingerprintMismatch, IndexLocked, IndexUnusable
from search.fields import Kind
from search.query import SearchQuery


def document(number: int, title: str = "Perheneuvonta") -> SearchDocument:
    return SearchDocument(f"service:{number}", Kind.SERVICE, title)


def total(engine: EmbeddedEngine, text: str = "perheneuvonta") -> int:
    return engine.search(SearchQuery(text)).total


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "search"


@pytest.fixture
def engine(directory: Path) -> EmbeddedEngine:
    made = EmbeddedEngine(directory)
    made.rebuild([document(1)])
    return made


def generations(directory: Path) -> list[Path]:
    return [entry for entry in directory.iterdir() if entry.is_dir()]


def test_another_instance_sees_a_commit_at_its_next_search(engine: EmbeddedEngine, directory: Path) -> None:
    reader = EmbeddedEngine(directory)
    assert total(reader) == 1
    engine.upsert([document(2)])
    assert total(reader) == 2
    engine.rebuild([document(3), document(4), document(5)])
    assert total(reader) == 3


def test_another_process_sees_and_makes_commits(engine: EmbeddedEngine, directory: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from search.engines.embedded import EmbeddedEngine\n"
        "from search.documents import SearchDocument\n"
        "from search.fields import Kind\n"
        "document = SearchDocument('service:2', Kind.SERVICE, 'Perheneuvonta')\n"
        "EmbeddedEngine(Path(sys.argv[1])).upsert([document])\n"
    )
    subprocess.run([sys.executable, "-c", script, str(directory)], check=True)
    assert total(engine) == 2


def test_a_held_lock_is_waited_for_and_then_named(engine: EmbeddedEngine, directory: Path) -> None:
    impatient = EmbeddedEngine(directory, patience=0.2)
    with (directory / "write.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(IndexLocked, match="Try again"):
            impatient.upsert([document(2)])
    impatient.upsert([document(2)])
    assert total(engine) == 2


def test_a_second_rebuild_is_refused_while_one_runs(engine: EmbeddedEngine, directory: Path) -> None:
    def documents() -> Iterator[SearchDocument]:
        yield document(2)
        with pytest.raises(IndexLocked):
            EmbeddedEngine(directory).rebuild([document(3)])

    assert engine.rebuild(documents()) == 1


def test_writers_at_once_lose_nothing(engine: EmbeddedEngine, directory: Path) -> None:
    writers = [EmbeddedEngine(directory, patience=60) for _ in range(3)]

    def write(writer: EmbeddedEngine, start: int) -> None:
        for number in range(start, start + 5):
            writer.upsert([document(number)])

    threads = [
        threading.Thread(target=write, args=(writer, 100 * at)) for at, writer in enumerate(writers, 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total(engine) == 16


def test_a_rebuild_leaves_one_generation(engine: EmbeddedEngine, directory: Path) -> None:
    engine.rebuild([document(2)])
    engine.rebuild([document(3)])
    assert len(generations(directory)) == 1
    assert not (directory / "changes.jsonl").exists()


def test_a_failed_rebuild_leaves_nothing_behind(engine: EmbeddedEngine, directory: Path) -> None:
    def documents() -> Iterator[SearchDocument]:
        yield document(2)
        raise LookupError

    before = generations(directory)
    with pytest.raises(LookupError):
        engine.rebuild(documents())
    assert generations(directory) == before
    assert not (directory / "changes.jsonl").exists()


def test_a_search_that_began_before_a_switch_ends_well(engine: EmbeddedEngine) -> None:
    snapshot = engine._snapshot()
    engine.rebuild([document(2), document(3)])
    assert dict(snapshot.hashes()).keys() == {"service:1"}


def test_an_index_of_another_analysis_is_refused_with_the_remedy(
    engine: EmbeddedEngine, directory: Path
) -> None:
    (generation,) = generations(directory)
    description = generation / "description.json"
    said = json.loads(description.read_text())
    description.write_text(json.dumps({**said, "fingerprint": "another"}))
    reader = EmbeddedEngine(directory)
    for attempt in (lambda: total(reader), reader.status, lambda: reader.upsert([document(2)])):
        with pytest.raises(FingerprintMismatch, match="search_index rebuild"):
            attempt()
    reader.rebuild([document(1)])
    assert total(reader) == 1


@pytest.mark.parametrize("broken", ["description.json", "meta.json"])
def test_a_damaged_index_is_refused_with_the_remedy(
    engine: EmbeddedEngine, directory: Path, broken: str
) -> None:
    (generation,) = generations(directory)
    (generation / broken).write_text("{")
    with pytest.raises(IndexUnusable, match="search_index rebuild"):
        total(EmbeddedEngine(directory))


def test_a_missing_generation_is_refused_with_the_remedy(engine: EmbeddedEngine, directory: Path) -> None:
    (directory / "CURRENT").write_text("gone")
    with pytest.raises(IndexUnusable, match="search_index rebuild"):
        total(EmbeddedEngine(directory))


KILLED = """
import sys, os, signal
from pathlib import Path
from search.documents import SearchDocument
from search.engines.embedded import EmbeddedEngine
from search.fields import Kind

def documents(start, many):
    for number in range(start, start + many):
        yield SearchDocument(f"service:{number}", Kind.SERVICE, "Perheneuvonta")

engine = EmbeddedEngine(Path(sys.argv[1]))
if sys.argv[2] == "rebuild":
    def endless():
        yield from documents(1000, 200)
        print("BUSY", flush=True)
        signal.pause()
    engine.rebuild(endless())
else:
    print("BUSY", flush=True)
    for round in range(10_000):
        engine.upsert(documents(1000 + round * 20, 20))
"""


@pytest.mark.parametrize("work", ["rebuild", "upsert"])
def test_a_killed_writer_leaves_a_usable_index(engine: EmbeddedEngine, directory: Path, work: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(directory), work], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "BUSY\n"
    if work == "upsert":
        while total(engine) < 21:
            os.sched_yield()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    whole = total(engine)
    assert (whole - 1) % 20 == 0
    engine.upsert([document(2)])
    assert total(engine) == whole + 1
    assert engine.rebuild([document(1)]) == 1
    assert len(generations(directory)) == 1


def test_changes_are_not_noted_for_a_rebuild_that_was_killed(engine: EmbeddedEngine, directory: Path) -> None:
    (directory / "changes.jsonl").touch()
    engine.upsert([document(2)])
    assert not (directory / "changes.jsonl").exists()
    assert total(engine) == 2
