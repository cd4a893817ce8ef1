"""The command line of the supervisor: ``python -m cms.stack``."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from cms.stack.errors import StackError
from cms.stack.run import Stack


def main() -> int:
    """Run until somebody stops it; return 0 after a stop that was asked for, 1 with a message otherwise."""
    parser = argparse.ArgumentParser(prog="python -m cms.stack", description="Run Palvelupaketti here.")
    parser.add_argument(
        "--stop-with-parent", action="store_true", help="stop when the process that started this one ends"
    )
    options = parser.parse_args()
    root = Path(__file__).resolve().parents[2]
    os.chdir(root)
    stack = Stack(
        environment=dict(os.environ),
        parent=os.getppid() if options.stop_with_parent else None,
        default_var=root / "var",
    )

    def stop(_number: int, _frame: FrameType | None) -> None:
        stack.stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        stack.run()
    except StackError as problem:
        sys.stderr.write(f"\n{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
