"""Check those links that need no request: mail addresses, telephone numbers, and what no check can reach."""

from __future__ import annotations

import re
from urllib.parse import unquote

from ingest.http import Url
from ingest.linkcheck.evidence import Evidence, Failure

MAIL_ADDRESS = re.compile(r"[^\s@<>(),;:\"\[\]]+@(?:[^\s@.<>(),;:\"\[\]]+\.)+[^\s@.<>(),;:\"\[\]\d]{2,}")
TELEPHONE = re.compile(r"(?:\+\d{1,3}|0|1)\d{2,13}")
"""International numbers (E.164), Finnish ones with their trunk prefix 0, and service numbers like 112."""


def inspect_offline(url: Url) -> Evidence | None:
    """Return the evidence on a link of another kind, ``None`` for one that must be asked."""
    if url.scheme in {"http", "https"}:
        return None
    address = str(url)
    if url.scheme == "mailto":
        receivers = [unquote(part).strip() for part in url.path.split(",")]
        if all(MAIL_ADDRESS.fullmatch(receiver) for receiver in receivers):
            return Evidence(address, status=200, final_url=address)
        return Evidence(address, failure=Failure.INVALID, detail="not a mail address")
    if url.scheme == "tel":
        number = re.sub(r"[\s()./-]", "", unquote(url.path).partition(";")[0])
        if TELEPHONE.fullmatch(number):
            return Evidence(address, status=200, final_url=address)
        return Evidence(address, failure=Failure.INVALID, detail="not a telephone number")
    return Evidence(
        address, failure=Failure.UNSUPPORTED, detail=f"links of the kind {url.scheme}: have no check"
    )
