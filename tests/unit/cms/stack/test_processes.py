"""A process that ends is told of, one that runs is stopped."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cms.stack.errors import ChildEnded
from cms.stack.processes import LARGEST_LOG, Program, last_lines, start

PATIENCE = 30


def python(code: str, name: str = "sample") -> Program:
    return Program(name, (sys.executable, "-c", code))


def test_a_process_that_ends_by_itself_is_reported_with_the_end_of_its_log(tmp_path: Path) -> None:
    child = start(python("import sys; print('the database is away'); sys.exit(3)"), os.environ, tmp_path)
    child.process.wait(PATIENCE)
    with pytest.raises(
        ChildEnded, match=r"sample process ended by itself \(exit code 3\)[\s\S]*database is away"
    ):
        child.ensure_running()


def test_a_killed_process_is_reported_with_the_signal(tmp_path: Path) -> None:
    child = start(python("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"), os.environ, tmp_path)
    child.process.wait(PATIENCE)
    with pytest.raises(ChildEnded, match="signal SIGKILL"):
        child.ensure_running()


def test_a_running_process_is_stopped_in_time(tmp_path: Path) -> None:
    child = start(python("import time; time.sleep(300)"), os.environ, tmp_path)
    child.ensure_running()
    child.stop()
    assert child.finish(PATIENCE)


def test_a_process_that_ignores_the_request_is_killed(tmp_path: Path) -> None:
    read, write = os.pipe()
    program = Program(
        "stubborn",
        (
            sys.executable,
            "-c",
            "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
            f"os.write({write}, b'.'); time.sleep(300)",
        ),
        inherited_descriptors=(write,),
    )
    child = start(program, os.environ, tmp_path)
    assert os.read(read, 1) == b"."
    os.close(read)
    os.close(write)
    child.stop()
    assert not child.finish(0.1)
    assert child.process.returncode == -9


def test_the_children_of_a_process_end_with_it(tmp_path: Path) -> None:
    read, write = os.pipe()
    program = Program(
        "parent",
        (
            sys.executable,
            "-c",
            "import subprocess, sys;"
            f"subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'], pass_fds=({write},))",
        ),
        inherited_descriptors=(write,),
    )
    child = start(program, os.environ, tmp_path)
    os.close(write)
    assert child.finish(PATIENCE)
    # Only the grandchild still holds the pipe: its end is the end of the pipe.
    assert os.read(read, 1) == b""
    os.close(read)


def test_a_log_that_has_grown_large_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / "sample.log").write_bytes(b"x" * (LARGEST_LOG + 1))
    child = start(python("print('new')"), os.environ, tmp_path)
    assert child.finish(PATIENCE)
    assert (tmp_path / "sample.log").read_text(encoding="utf-8") == "new\n"
    assert (tmp_path / "sample.log.1").stat().st_size == LARGEST_LOG + 1


def test_the_last_lines_of_a_log_are_its_last(tmp_path: Path) -> None:
    path = tmp_path / "long.log"
    path.write_text("".join(f"line {number}\n" for number in range(100_000)), encoding="utf-8")
    assert last_lines(path, 2) == ["line 99998", "line 99999"]
