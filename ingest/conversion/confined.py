"""Run a conversion in a child process that ends when it takes too much."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from ingest.errors import ParseError
from ingest.words import gettext_noop as _
from ingest.words import restored

SECONDS = 60
CPU_SECONDS = 45
MEMORY = 1_500_000_000
"""Bytes of address space; a PDF of a hundred pages takes a tenth of it."""
ROOT = Path(__file__).resolve().parents[2]
TOO_MUCH = _("Save it again, in parts, or as plain text.")


def convert(content: bytes, format_name: str) -> str:
    """Return a document's text as HTML; ``format_name`` is docx, odt or pdf. Raises ``ParseError``."""
    try:
        done = subprocess.run(  # noqa: S603  our own module, run by this very Python
            [sys.executable, "-m", "ingest.conversion.child", format_name, str(MEMORY), str(CPU_SECONDS)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PATH": ""},
        )
    except subprocess.TimeoutExpired as error:
        raise ParseError(
            _("Reading it took more than %(seconds)s s.", seconds=SECONDS), remedy=TOO_MUCH
        ) from error
    if done.returncode:
        raise ParseError(_("Reading it took more memory or time than a text needs."), remedy=TOO_MUCH)
    told = json.loads(done.stdout)
    if "error" in told:
        raise ParseError(restored(told["error"]), remedy=restored(told["remedy"]))
    return str(told["html"])
