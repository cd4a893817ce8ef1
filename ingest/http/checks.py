"""System checks: say in words what is wrong, or bold, in the settings of the outbound client."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register

from ingest.http import conf
from ingest.http.guard import InvalidAllowedNetwork


@register(Tags.security)
def check_allowed_networks(**_options: Any) -> list[CheckMessage]:
    """Refuse an entry of ``OUTBOUND_ALLOWED_NETWORKS`` that is no network."""
    try:
        conf.allowed_networks()
    except InvalidAllowedNetwork as error:
        return [Error(f"OUTBOUND_ALLOWED_NETWORKS: {error}", id="outbound.E001")]
    return []


@register(Tags.security, deploy=True)
def check_nothing_inside_is_open(**_options: Any) -> list[CheckMessage]:
    """Warn in production of every network that is open although it is not on the public internet."""
    try:
        allowed = conf.allowed_networks()
    except InvalidAllowedNetwork:
        return []
    if not allowed:
        return []
    named = ", ".join(f"{entry.network}" + (f" port {entry.port}" if entry.port else "") for entry in allowed)
    return [
        Warning(
            f"Addresses in content and sources can make this server ask {named}.",
            hint="Leave OUTBOUND_ALLOWED_NETWORKS empty unless content must be fetched from an intranet; "
            "then name single addresses with their ports.",
            id="outbound.W001",
        )
    ]
