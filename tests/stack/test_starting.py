"""A start says where everything is, and a second start changes nothing."""

from __future__ import annotations

import sqlite3
import urllib.request
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError

import pytest

from cms.demo.accounts import demo_accounts
from cms.stack.address import free_port
from tests.stack.running import running_stack

pytestmark = pytest.mark.stack


def test_it_announces_its_addresses_and_an_account_for_each_role(state: Path) -> None:
    with running_stack(state) as stack:
        assert f"Admin         {stack.site}/hallinta/" in stack.announced
        for account in demo_accounts():
            (line,) = [line for line in stack.announced.splitlines() if account.username in line]
            assert account.role in line
            assert account.password in line


def test_it_serves_the_site_and_the_admin_with_their_static_files(state: Path) -> None:
    with running_stack(state) as stack:
        for path in ("/healthz", "/", "/hallinta/login/", "/static/wagtailadmin/css/core.css"):
            with urllib.request.urlopen(f"{stack.site}{path}", timeout=30) as answer:
                assert answer.status == 200, path
        with pytest.raises(HTTPError) as refused:
            urllib.request.urlopen(f"{stack.site}/ei-ole/", timeout=30)
        assert "Sivua ei löytynyt" in refused.value.read().decode()


def test_a_second_start_changes_no_content(state: Path) -> None:
    port = free_port()
    with running_stack(state, port) as stack:
        stack.stop()
    before = content(state)
    with running_stack(state, port) as stack:
        stack.stop()
    assert content(state) == before


def content(state: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table but SQLite's own count of the keys it has tried."""
    with closing(sqlite3.connect(state / "palvelupaketti.sqlite3")) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name for (name,) in tables if name != "sqlite_sequence"]
        return {name: sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}
