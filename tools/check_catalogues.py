"""Check every translation catalogue with gettext's own compiler, writing nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Return 1 when a catalogue has an error, or when the compiler is missing."""
    compiler = shutil.which("msgfmt")
    if compiler is None:
        sys.stderr.write("msgfmt is missing; install it with: apt-get install gettext\n")
        return 1
    catalogues = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    results = [
        subprocess.run(
            [compiler, "--check", "--output-file", os.devnull, str(path.relative_to(ROOT))],
            cwd=ROOT,
            check=False,
        )
        for path in catalogues
    ]
    sys.stderr.write(f"{len(catalogues)} catalogues checked\n")
    return 1 if any(result.returncode for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
