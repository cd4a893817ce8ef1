"""What the terminal says when everything runs."""

from __future__ import annotations

from pathlib import Path

from cms.demo.accounts import DemoAccount, demo_accounts


def announcement(site: str, state: Path, *, with_demo: bool) -> str:
    """Return the addresses, the demo accounts and where the logs are."""
    accounts = demo_accounts() if with_demo else ()
    lines = [
        "",
        "Palvelupaketti runs.",
        f"  Public site   {site}/",
        f"  Admin         {site}/hallinta/",
        f"  Logs          {state / 'log'}",
        *demo_lines(accounts),
        "Stop with Ctrl-C.",
    ]
    return "\n".join(lines)


def demo_lines(accounts: tuple[DemoAccount, ...]) -> list[str]:
    """Return a line for each account, in columns."""
    if not accounts:
        return []
    width = max(len(account.role) for account in accounts)
    names = max(len(account.username) for account in accounts)
    return [
        "  Demo accounts (role, user name, password):",
        *(
            f"    {account.role:<{width}}  {account.username:<{names}}  {account.password}"
            for account in accounts
        ),
    ]
