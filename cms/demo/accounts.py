"""The demo accounts, one per role, readable without Django."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ACCOUNTS = Path(__file__).resolve().parent / "content" / "accounts.toml"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Hold what somebody needs to log in, and as whom.

    ``key`` is the role's stable name in code, ``role`` its name in Finnish. The demo names no person: an
    account's ``first_name`` is its role, its ``last_name`` the organisation. ``organisation`` is the slug of
    the organisation that the account works for and ``membership`` its role there, or both are empty for the
    umbrella organisation's people.
    """

    key: str
    role: str
    username: str
    email: str
    password: str
    first_name: str
    last_name: str = ""
    superuser: bool = False
    groups: tuple[str, ...] = ()
    organisation: str = ""
    membership: str = ""


@cache
def demo_accounts() -> tuple[DemoAccount, ...]:
    """Return one account per role, the mightiest first."""
    entries = tomllib.loads(ACCOUNTS.read_text(encoding="utf-8"))["accounts"]
    return tuple(DemoAccount(**{**entry, "groups": tuple(entry.get("groups", ()))}) for entry in entries)
