"""The command line ends well with whoever reads it."""

from __future__ import annotations

import os
import sys

import pytest

from cms.cli import main


def test_a_reader_that_has_gone_ends_a_command_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as nobody_reads:
        monkeypatch.setattr(sys, "stdout", nobody_reads)
        monkeypatch.setattr(sys, "argv", ["palvelupaketti", "version"])
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.write("What is written afterwards does not fail either.")
    assert ended.value.code == 1
