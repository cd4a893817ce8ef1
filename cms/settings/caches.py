"""The caches: one in each process, and one that the processes share where there is a Redis."""

from __future__ import annotations

from typing import Any


def caches_from(redis_url: str) -> dict[str, dict[str, Any]]:
    """Return Django's ``CACHES``; without a Redis the shared one is the process's own too."""
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if not redis_url:
        return {"default": local, "shared": {**local, "LOCATION": "shared"}}
    shared = {
        "BACKEND": "cms.forgiving_cache.ForgivingRedisCache",
        "LOCATION": redis_url,
        "KEY_PREFIX": "palvelupaketti",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    return {"default": local, "shared": shared}
