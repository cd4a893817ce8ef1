"""How much waits, as the menu says it on every page: counted at most once a minute."""

from __future__ import annotations

from django.core.cache import caches

from cms.accounts.models import User
from cms.worklist.scopes import scope_of
from cms.worklist.selectors import total

SECONDS = 60


def count_for(user: User) -> int:
    """Return how much waits for a person; up to a minute old, except just after she saw her list."""
    cache, key = caches["shared"], _key(user)
    number = cache.get(key)
    if number is None:
        number = total(scope_of(user))
        cache.set(key, number, SECONDS)
    return int(number)


def remember_count(user: User, number: int) -> None:
    """Keep what the work list has just counted, so that the menu beside it says the same."""
    caches["shared"].set(_key(user), number, SECONDS)


def forget_count(user: User) -> None:
    """Have it counted anew, after something was done."""
    caches["shared"].delete(_key(user))


def _key(user: User) -> str:
    return f"worklist.count.{user.pk}"
