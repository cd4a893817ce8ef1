"""Keep requests to one host apart in time and few at once."""

from __future__ import annotations

import threading
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

LEASE_SECONDS = 300.0
"""A lease that a killed worker never gave back ends by itself; longer than any request may last."""

FULL_HOST_PAUSE = 0.25
"""How long to wait before asking again when as many requests are open as may be."""


@dataclass(frozen=True, slots=True)
class Lease:
    """Hold the leave to make one request to a host."""

    host: str
    name: str = field(default_factory=lambda: uuid.uuid4().hex)


class Politeness(Protocol):
    """Give leaves. ``now`` is Unix time: whoever asks brings the clock."""

    def acquire(self, host: str, now: float) -> Lease | float:
        """Return a lease, or how many seconds to wait before asking again."""
        ...

    def release(self, lease: Lease) -> None:
        """Give a lease back; a second time is no error."""
        ...

    def defer(self, host: str, until: float) -> None:
        """Leave a host alone until then; an earlier moment than what is known changes nothing."""
        ...


class Unhurried:
    """Let everything through at once: for hosts of one's own and for measurements."""

    def acquire(self, host: str, now: float) -> Lease | float:  # noqa: ARG002 - the protocol's form
        """Return a lease always."""
        return Lease(host, "")

    def release(self, lease: Lease) -> None:
        """Forget the lease."""

    def defer(self, host: str, until: float) -> None:
        """Forget the wish."""


@dataclass(slots=True)
class _Host:
    next_at: float = 0.0
    leases: dict[str, float] = field(default_factory=dict)


class LocalPoliteness:
    """Be polite within one process: for a command run by hand without Redis, and for tests."""

    def __init__(self, *, interval: float, concurrency: int) -> None:
        self.interval = interval
        self.concurrency = concurrency
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def acquire(self, host: str, now: float) -> Lease | float:
        """Return a lease or seconds to wait."""
        with self._lock:
            known = self._hosts.setdefault(host, _Host())
            known.leases = {name: ends for name, ends in known.leases.items() if ends > now}
            if known.next_at > now:
                return known.next_at - now
            if len(known.leases) >= self.concurrency:
                return max(self.interval, FULL_HOST_PAUSE)
            lease = Lease(host)
            known.leases[lease.name] = now + LEASE_SECONDS
            known.next_at = now + self.interval
            return lease

    def release(self, lease: Lease) -> None:
        """Give a lease back."""
        with self._lock, suppress(KeyError):
            self._hosts[lease.host].leases.pop(lease.name, None)

    def defer(self, host: str, until: float) -> None:
        """Leave a host alone until then."""
        with self._lock:
            known = self._hosts.setdefault(host, _Host())
            known.next_at = max(known.next_at, until)
