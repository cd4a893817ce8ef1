"""Read the settings of the outbound client, when they are needed and nowhere else.

Every setting has a default that is right for an organisation on the public internet. See
``docs/decisions/0005-outbound-http.md`` for what each one means.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import certifi
from django.conf import settings

from ingest.http.guard import WEB_PORTS, AllowedNetwork, Guard, parse_allowed_networks

PRODUCT = "Palvelupaketti/0.1"

SYSTEM_CA_FILES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
)
"""Where Debian, Fedora and Alpine keep the trusted authorities, an operator's own among them."""


def _setting(name: str, default: Any) -> Any:
    return getattr(settings, name, default)


def allowed_networks() -> tuple[AllowedNetwork, ...]:
    """Return ``OUTBOUND_ALLOWED_NETWORKS``: the one way past the check of ranges; empty by default."""
    return parse_allowed_networks(_setting("OUTBOUND_ALLOWED_NETWORKS", ""))


def guard() -> Guard:
    """Return the guard of the settings; ``OUTBOUND_PORTS`` is a sequence or a text with commas."""
    ports: str | Iterable[int | str] = _setting("OUTBOUND_PORTS", WEB_PORTS)
    entries = ports.split(",") if isinstance(ports, str) else ports
    return Guard(allowed_networks(), frozenset(int(port) for port in entries if str(port).strip()))


def user_agent() -> str:
    """Return ``OUTBOUND_USER_AGENT``, or the product with ``OUTBOUND_CONTACT`` (a URL or address)."""
    chosen = str(_setting("OUTBOUND_USER_AGENT", ""))
    if chosen:
        return chosen
    contact = str(_setting("OUTBOUND_CONTACT", "") or _setting("WAGTAILADMIN_BASE_URL", ""))
    return f"{PRODUCT} (+{contact})" if contact else PRODUCT


def ca_file() -> str:
    """Return ``OUTBOUND_CA_FILE``, the system's trusted authorities, or those of certifi, in this order."""
    chosen = str(_setting("OUTBOUND_CA_FILE", ""))
    if chosen:
        return chosen
    return next((path for path in SYSTEM_CA_FILES if Path(path).is_file()), certifi.where())


def host_interval() -> float:
    """Return ``OUTBOUND_HOST_INTERVAL``: the seconds between two requests to one host."""
    return float(_setting("OUTBOUND_HOST_INTERVAL", 0.5))


def host_concurrency() -> int:
    """Return ``OUTBOUND_HOST_CONCURRENCY``: how many requests one host may have open at once."""
    return int(_setting("OUTBOUND_HOST_CONCURRENCY", 2))


def redis_url() -> str:
    """Return the Redis that workers share, empty for politeness within this process alone."""
    return str(_setting("OUTBOUND_REDIS_URL", "") or _setting("REDIS_URL", "") or "")
