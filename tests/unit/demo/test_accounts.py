"""The demo accounts as the terminal shows them."""

from __future__ import annotations

import subprocess
import sys

from cms.demo.accounts import demo_accounts

ROLES = [
    "administrator",
    "umbrella_editor",
    "moderator",
    "organisation_administrator",
    "organisation_editor",
]


def test_there_is_one_account_per_role() -> None:
    assert [account.key for account in demo_accounts()] == ROLES
    assert len({account.username for account in demo_accounts()}) == len(ROLES)


def test_only_the_administrator_may_do_everything() -> None:
    assert [account.key for account in demo_accounts() if account.superuser] == ["administrator"]


def test_the_organisations_people_work_for_an_organisation_and_the_others_for_none() -> None:
    assert {account.key for account in demo_accounts() if account.organisation} == set(ROLES[3:])


def test_the_accounts_are_read_without_starting_django() -> None:
    code = "import sys; from cms.demo.accounts import demo_accounts; demo_accounts()"
    code += "; from django.apps import apps; sys.exit(apps.ready)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
