"""The caches: two in each process, one of them for pages, and one that the processes share in Redis."""

from __future__ import annotations

from typing import Any

PAGES_KEPT = 1000
"""Pages that a process keeps; they take some 50 kB each."""


def caches_from(redis_url: str) -> dict[str, dict[str, Any]]:
    """Return Django's ``CACHES``; without a Redis the shared one is the process's own too."""
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    pages = {**local, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": PAGES_KEPT}}
    if not redis_url:
        return {"default": local, "pages": pages, "shared": {**local, "LOCATION": "shared"}}
    shared = {
        "BACKEND": "cms.forgiving_cache.ForgivingRedisCache",
        "LOCATION": redis_url,
        "KEY_PREFIX": "palvelupaketti",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    return {"default": local, "pages": pages, "shared": shared}
