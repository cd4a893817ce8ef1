"""A cache in Redis that is merely empty while Redis is away."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError


def _or_else(answer: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return ``answer`` when Redis can't be asked."""

    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def forgiving(*args: Any, **kwargs: Any) -> Any:
            try:
                return method(*args, **kwargs)
            except RedisError:
                return answer

        return forgiving

    return decorate


class ForgivingRedisCache(RedisCache):
    """Keep what all processes share and none depends on: counts for the menu, limits of rates."""

    add = _or_else(True)(RedisCache.add)
    set = _or_else(None)(RedisCache.set)
    delete = _or_else(False)(RedisCache.delete)
    incr = _or_else(1)(RedisCache.incr)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return what is kept, or ``default`` also while Redis is away."""
        try:
            return super().get(key, default, version)
        except RedisError:
            return default
