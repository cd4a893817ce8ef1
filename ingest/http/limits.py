"""Say how much of the world's patience and bytes one request may take."""

from __future__ import annotations

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound one request. Times are in seconds, sizes in bytes.

    ``total_seconds`` runs per hop, from the connection to the last byte. ``slowest_bytes`` a second
    over ``slow_seconds`` is the least speed. ``body_bytes`` bounds the body after decompression, and
    ``ratio`` how many times larger than on the wire it may become, once past ``ratio_floor_bytes``.
    """

    resolve_seconds: float = 10.0
    connect_seconds: float = 10.0
    total_seconds: float = 30.0
    slowest_bytes: int = 100
    slow_seconds: int = 15
    header_bytes: int = 64 * KIB
    body_bytes: int = 10 * MIB
    ratio: int = 200
    ratio_floor_bytes: int = MIB
    redirects: int = 8

    @property
    def weighs_ratio(self) -> bool:
        """Say whether a body can grow so long that its ratio counts: weighing costs many calls a request."""
        return self.ratio_floor_bytes < self.body_bytes
