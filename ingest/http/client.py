"""The one way out: send requests to the web, one at a time or many at once.

Every request is checked by the guard, resolved here, connected to a checked address, bounded by its
limits and kept polite. See ``docs/decisions/0005-outbound-http.md``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType

import pycurl

from ingest.http import conf
from ingest.http.carrier import Carrier
from ingest.http.errors import HostBusy, OutboundError
from ingest.http.exchange import Exchange
from ingest.http.guard import Guard
from ingest.http.hosts import host_address
from ingest.http.messages import Request, Response
from ingest.http.politeness import Lease, LocalPoliteness, Politeness
from ingest.http.resolver import Resolver, resolve, system_resolver
from ingest.http.retry_after import may_ask, retry_at
from ingest.http.transfer import Handle, Surroundings, Transfer
from ingest.words import gettext_noop as _

REDIS_PATIENCE = 2.0
"""Seconds after which a Redis that doesn't answer counts as away."""

PATIENCE = 60.0
"""Seconds that one hop waits for its host's turn before it gives up with ``HostBusy``."""


class Client:
    """Send requests under one guard and one politeness.

    What is not given comes from the settings (``ingest.http.conf``). ``patience`` is how long a hop
    waits for its host; ``clock`` returns Unix time and ``sleep`` waits seconds, so that tests need
    neither. A client may be used by several threads; it holds nothing open between requests.
    """

    def __init__(
        self,
        *,
        guard: Guard | None = None,
        politeness: Politeness | None = None,
        resolver: Resolver = system_resolver,
        user_agent: str | None = None,
        ca_file: str | None = None,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.guard = conf.guard() if guard is None else guard
        self.politeness = shared_politeness() if politeness is None else politeness
        self.resolver = resolver
        self.patience = patience
        self.clock = clock
        self.sleep = sleep
        self.surroundings = Surroundings(
            guard=self.guard,
            user_agent=conf.user_agent() if user_agent is None else user_agent,
            ca_file=conf.ca_file() if ca_file is None else ca_file,
        )

    def send(self, request: Request) -> Response:
        """Return the answer to a request, redirects followed; raise an ``OutboundError``."""
        exchange = Exchange(request, self.guard)
        handle = Handle()
        try:
            while True:
                transfer = self._transfer(exchange)
                lease = self._wait_for_turn(exchange)
                with _Turn(self, lease):
                    response = self._hop(exchange, transfer, handle)
                answer = exchange.take(response)
                if answer is not None:
                    return answer
        except OutboundError as error:
            raise exchange.failed(error) from error.__cause__
        finally:
            handle.close()

    async def send_async(self, request: Request, carrier: Carrier) -> Response:
        """Do as ``send`` on the running event loop, together with whatever else ``carrier`` carries."""
        exchange = Exchange(request, self.guard)
        handle = carrier.take()
        try:
            while True:
                transfer = await self._transfer_async(exchange)
                deadline = self.clock() + self.patience
                while isinstance(lease := self._ask(exchange, deadline), float):
                    await asyncio.sleep(lease)
                with _Turn(self, lease):
                    response = await self._hop_async(exchange, transfer, handle, carrier)
                answer = exchange.take(response)
                if answer is not None:
                    return answer
        except OutboundError as error:
            raise exchange.failed(error) from error.__cause__
        finally:
            carrier.give(handle)

    def _hop(self, exchange: Exchange, transfer: Transfer, handle: Handle) -> Response:
        handle.load(transfer)
        try:
            handle.curl.perform()
        except pycurl.error as error:
            return self._heard(transfer.finish(handle.curl, error), exchange)
        return self._heard(transfer.finish(handle.curl, None), exchange)

    async def _hop_async(
        self, exchange: Exchange, transfer: Transfer, handle: Handle, carrier: Carrier
    ) -> Response:
        handle.load(transfer)
        try:
            await carrier.perform(handle.curl)
        except pycurl.error as error:
            return self._heard(transfer.finish(handle.curl, error), exchange)
        return self._heard(transfer.finish(handle.curl, None), exchange)

    async def _transfer_async(self, exchange: Exchange) -> Transfer:
        literal = host_address(exchange.url.host) is not None
        return self._transfer(exchange) if literal else await asyncio.to_thread(self._transfer, exchange)

    def _transfer(self, exchange: Exchange) -> Transfer:
        """Prepare a hop to checked addresses, before its turn: what is refused waits for nobody."""
        url = exchange.url
        addresses = resolve(url, self.resolver, exchange.request.limits.resolve_seconds)
        for address in addresses:
            refusal = self.guard.refusal(address, url.effective_port, url)
            if refusal is not None:
                raise refusal
        return Transfer(url, exchange.request, self.surroundings, addresses)

    def _heard(self, response: Response, exchange: Exchange) -> Response:
        if not may_ask(response.status, response.headers):
            return response
        until = retry_at(response.status, response.headers, datetime.fromtimestamp(self.clock(), UTC))
        if until is None:
            return response
        self.politeness.defer(exchange.url.host, until.timestamp())
        return replace(response, retry_at=until)

    def _wait_for_turn(self, exchange: Exchange) -> Lease:
        deadline = self.clock() + self.patience
        while isinstance(answer := self._ask(exchange, deadline), float):
            self.sleep(answer)
        return answer

    def _ask(self, exchange: Exchange, deadline: float) -> Lease | float:
        now = self.clock()
        answer = self.politeness.acquire(exchange.url.host, now)
        if isinstance(answer, float) and now + answer > deadline:
            raise HostBusy(
                _(
                    "%(host)s is to be left alone for %(seconds)s s more",
                    host=exchange.url.host,
                    seconds=f"{answer:.0f}",
                ),
                url=str(exchange.url),
                retry_at=datetime.fromtimestamp(now + answer, UTC),
            )
        return answer


class _Turn(AbstractContextManager[None]):
    """Give the lease back, whatever happened."""

    def __init__(self, client: Client, lease: Lease) -> None:
        self._politeness = client.politeness
        self._lease = lease

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._politeness.release(self._lease)


def shared_politeness() -> Politeness:
    """Return the politeness of the settings: over all workers with Redis, else within this process."""
    interval, concurrency = conf.host_interval(), conf.host_concurrency()
    address = conf.redis_url()
    if not address:
        return LocalPoliteness(interval=interval, concurrency=concurrency)
    import redis

    from ingest.http.politeness_redis import SharedPoliteness

    server = redis.Redis.from_url(
        address, socket_connect_timeout=REDIS_PATIENCE, socket_timeout=REDIS_PATIENCE
    )
    return SharedPoliteness(server, interval=interval, concurrency=concurrency)
