"""Ask lighthouse about the front page, the search and a service of the demo.

``python -m tests.benchmarks.lighthouse`` installs lighthouse from the npm registry under ``build/``, runs it
against Debian's Chromium, prints the four scores of each page with what keeps them from 100, and fails if one
is lower. The performance depends on what else the machine does; the other three don't.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.demo_server import demo_server, shown_pages
from tests.benchmarks.http_search import say

PLACE = Path("build/lighthouse")
PROGRAM = PLACE / "node_modules" / ".bin" / "lighthouse"
VERSION = "13"
WANTED = 100


def install() -> None:
    """Install lighthouse unless it is there."""
    if PROGRAM.exists():
        return
    PLACE.mkdir(parents=True, exist_ok=True)
    (PLACE / "package.json").write_text('{"private": true}\n')
    subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", f"lighthouse@{VERSION}"], cwd=PLACE, check=True
    )


def ask(address: str, report: Path) -> dict[str, Any]:
    """Return lighthouse's report on a page, which is kept too."""
    subprocess.run(
        [
            str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={report}",
            f"--chrome-flags=--headless=new {'--no-sandbox' if os.geteuid() == 0 else ''}",
        ],
        env={**os.environ, "CHROME_PATH": "/usr/bin/chromium"},
        check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(report.read_text())
    return found


def shortcomings(report: dict[str, Any]) -> list[str]:
    """Return what costs points, with the figure that lighthouse gives."""
    audits = report["audits"]
    wanted = {
        one["id"] for part in report["categories"].values() for one in part["auditRefs"] if one["weight"]
    }
    return [
        f"{audits[name]['title']} {audits[name].get('displayValue', '')}".strip()
        for name in sorted(wanted)
        if audits[name]["score"] is not None and audits[name]["score"] < 1
    ]


def main() -> None:
    """Print the scores; exit with 1 if one is below 100."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--var", type=Path, help="folder that is kept; a temporary one without")
    chosen = parser.parse_args()
    install()
    lowest = WANTED
    with demo_server(chosen.var) as site:
        for name, path in shown_pages().items():
            report = ask(site + path, PLACE / f"{name}.json")
            scores = {key: round(part["score"] * 100) for key, part in report["categories"].items()}
            say(f"{name:10}{scores}")
            for line in shortcomings(report):
                say(f"{'':10}{line}")
            lowest = min(lowest, *scores.values())
    if lowest < WANTED:
        sys.exit(1)


if __name__ == "__main__":
    main()
