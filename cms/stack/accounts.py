"""The demo accounts, read from the demo content without starting Django."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ACCOUNTS = Path(__file__).resolve().parents[1] / "demo" / "content" / "accounts.toml"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Hold what somebody needs to log in, and as whom."""

    role: str
    username: str
    password: str


def demo_accounts(path: Path = ACCOUNTS) -> tuple[DemoAccount, ...]:
    """Return one account per role, in the file's order."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["accounts"]
    return tuple(DemoAccount(entry["role"], entry["username"], entry["password"]) for entry in entries)
