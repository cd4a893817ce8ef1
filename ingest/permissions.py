"""Who may look at sources, run them and decide on what they bring."""

from __future__ import annotations

from typing import Any

from cms.membership.selectors import serves_umbrella


def may_keep_sources(user: Any) -> bool:
    """Tell whether a person is one of the umbrella organisation's own, to whom the sources belong."""
    return bool(user.is_authenticated and serves_umbrella(user))
