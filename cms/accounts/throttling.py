"""Slow people and programs down: who guesses passwords, and whatever may be done so often in a while."""

from __future__ import annotations

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class ThrottledLogin(AxesStandaloneBackend):
    """Refuse accounts and addresses that pause; who logs in without a request, as a command does, may."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Log nobody in; raise ``PermissionDenied``, which ends the attempt, while there is a pause."""
        if request is not None:
            super().authenticate(request, **credentials)


def within_rate(key: str, *, limit: int, seconds: int) -> bool:
    """Count one more under ``key``; tell whether all processes together stay within ``limit`` for a while."""
    return counted(key, seconds=seconds) <= limit


def counted(key: str, *, seconds: int) -> int:
    """Count one more under ``key``, for all processes together; return how many there are in this while."""
    cache = caches["shared"]
    if cache.add(key, 1, seconds):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two
        return 1


def client_address(request: HttpRequest) -> str:
    """Return the client's address: the one that the outermost of our own proxies saw.

    Each proxy appends the address that it was asked from to ``X-Forwarded-For``; whatever stands left of
    what ours appended was written by the client and means nothing.
    """
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def account_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """Return the name that is tried, however it is written."""
    posted = request.POST.get("username", "") if request is not None else ""
    name = (credentials or {}).get("username") or posted
    return str(name).strip().lower()[:255]


def refuse(
    request: HttpRequest, _response: HttpResponse | None = None, _credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Say that there is a pause, for how long, and what helps."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "accounts/paused.html", {"minutes": minutes}, status=429)
