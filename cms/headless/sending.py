"""Where the way to the web says how it posts to an address: this package knows none itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """Be what came of one post: a status, the beginning of the body, the time; or why there is no answer."""

    status: int = 0
    body: str = ""
    seconds: float = 0.0
    error: str = ""

    @property
    def accepted(self) -> bool:
        """Tell whether the other side took it."""
        return 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """Tell whether the other side wants no more (Standard Webhooks)."""
        return self.status == 410


Send = Callable[[str, bytes, Mapping[str, str]], Answer]

_ways: list[Send] = []


def register_sender(send: Send) -> None:
    """Say how a body is posted with headers to an address; called from an app's ``ready``.

    It ends within seconds, follows no redirect, and never raises for what the other side does.
    """
    _ways[:] = [send]


def post(address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Post to an address and return what came of it."""
    for send in _ways:
        return send(address, body, headers)
    return Answer(error="No way to the web is registered.")
