"""Post to other programs' addresses, for webhooks, by the one way out."""

from __future__ import annotations

from collections.abc import Mapping

from cms.headless.sending import Answer
from ingest.http import Client, Limits, OutboundError, Request

LIMITS = Limits(connect_seconds=5, total_seconds=15, body_bytes=4096)


def send(address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Post a body and return what came of it; the address is guarded as every other, no redirect followed."""
    request = Request(
        address,
        method="POST",
        headers=tuple(headers.items()),
        body=body,
        limits=LIMITS,
        partial=True,
        follow_redirects=False,
    )
    try:
        response = Client().send(request)
    except OutboundError as error:
        return Answer(error=f"{type(error).__name__}: {error}")
    return Answer(response.status, response.content.decode("utf-8", "replace"), response.seconds)
