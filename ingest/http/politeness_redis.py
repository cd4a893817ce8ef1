"""Be polite together: all workers share each host's interval and leases through Redis.

Two keys a host, both of which end by themselves: ``outbound:<host>:next`` holds the Unix time of the
next request, ``outbound:<host>:leases`` the open ones scored by their end. Both are read and written
within one script, so that two workers never take the same place. While Redis is away, each worker is
polite by itself: a check that is a little less polite is better than none.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any

import redis

from ingest.http.politeness import FULL_HOST_PAUSE, LEASE_SECONDS, Lease, LocalPoliteness

logger = logging.getLogger(__name__)

_ACQUIRE = """
local now, interval, concurrency = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local next_at = tonumber(redis.call('GET', KEYS[1]) or '0')
if next_at > now then return tostring(next_at - now) end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
if redis.call('ZCARD', KEYS[2]) >= concurrency then return ARGV[5] end
redis.call('ZADD', KEYS[2], now + tonumber(ARGV[4]), ARGV[6])
redis.call('PEXPIRE', KEYS[2], math.ceil(tonumber(ARGV[4]) * 1000))
if interval > 0 then
  redis.call('SET', KEYS[1], string.format('%.6f', now + interval), 'PX', math.ceil(interval * 1000) + 1000)
end
return ''
"""

_DEFER = """
local until_at, life = tonumber(ARGV[1]), tonumber(ARGV[2])
if tonumber(redis.call('GET', KEYS[1]) or '0') >= until_at then return 0 end
redis.call('SET', KEYS[1], string.format('%.6f', until_at), 'PX', life)
return 1
"""

AWAY_SECONDS = 30.0
"""After a failure Redis is not asked for so long: each question to one that hangs costs its time-out."""

DEFERRED_LIFE = 2 * 86_400_000
"""Milliseconds for which Redis keeps a host's wish: longer than any wish that is obeyed."""


class SharedPoliteness:
    """Keep the interval and concurrency of each host over every process that shares the Redis."""

    def __init__(self, client: redis.Redis, *, interval: float, concurrency: int) -> None:
        self.interval = interval
        self.concurrency = concurrency
        self._client = client
        self._alone = LocalPoliteness(interval=interval, concurrency=concurrency)
        self._alone_until = 0.0
        self._alone_leases: set[str] = set()
        self._acquire: Any = client.register_script(_ACQUIRE)
        self._defer: Any = client.register_script(_DEFER)

    def acquire(self, host: str, now: float) -> Lease | float:
        """Return a lease or seconds to wait."""
        if now < self._alone_until <= now + AWAY_SECONDS:
            return self._acquire_alone(host, now)
        lease = Lease(host)
        pause = max(self.interval, FULL_HOST_PAUSE)
        arguments = [now, self.interval, self.concurrency, LEASE_SECONDS, pause, lease.name]
        try:
            answer = self._acquire(keys=[_key(host, "next"), _key(host, "leases")], args=arguments)
        except (redis.ConnectionError, redis.TimeoutError) as error:
            logger.warning("Redis is away, so this worker is polite by itself: %s", error)
            self._alone_until = now + AWAY_SECONDS
            return self._acquire_alone(host, now)
        self._alone_until = 0.0
        text = answer.decode() if isinstance(answer, bytes) else str(answer)
        return float(text) if text else lease

    def release(self, lease: Lease) -> None:
        """Give a lease back; one that Redis can't be told of ends by itself."""
        if lease.name in self._alone_leases:
            self._alone_leases.discard(lease.name)
            self._alone.release(lease)
            return
        with suppress(redis.ConnectionError, redis.TimeoutError):
            self._client.zrem(_key(lease.host, "leases"), lease.name)

    def defer(self, host: str, until: float) -> None:
        """Leave a host alone until then, in every process that Redis reaches."""
        self._alone.defer(host, until)
        if not self._alone_until:
            with suppress(redis.ConnectionError, redis.TimeoutError):
                self._defer(keys=[_key(host, "next")], args=[until, DEFERRED_LIFE])

    def _acquire_alone(self, host: str, now: float) -> Lease | float:
        answer = self._alone.acquire(host, now)
        if isinstance(answer, Lease):
            self._alone_leases.add(answer.name)
        return answer


def _key(host: str, part: str) -> str:
    return f"outbound:{{{host}}}:{part}"
