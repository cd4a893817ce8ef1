"""Look at many links at once: hosts side by side and in turn, the links of one host one after the other."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ingest.http import Carrier, Client, Limits, url_or_none
from ingest.linkcheck.evidence import Evidence, Failure
from ingest.linkcheck.garbage import looked_for_seldom
from ingest.linkcheck.inspection import NOTHING, PAGE_LIMITS, Inspector, Known
from ingest.linkcheck.mail_domains import MailDomains, takes_mail
from ingest.linkcheck.siblings import Origin
from ingest.words import gettext_noop as _

GIVE_UP_AFTER = 3
"""After so many time-outs in a row a host is left alone for the rest of the run."""

SILENCES = frozenset({Failure.TIMEOUT, Failure.BUSY})
SILENT = _("the host did not answer %(times)s times in a row", times=GIVE_UP_AFTER)

BATCH = 400
BATCH_SECONDS = 0.25
"""Results are handed over in batches: each hand-over makes the two threads wait for each other."""

Results = queue.Queue[list[Evidence] | BaseException | None]
NOBODY: Mapping[str, Known] = {}


@dataclass(slots=True)
class Host:
    """Hold what is still to be looked at on one host: page by page, each with its sections' addresses."""

    pages: deque[list[str]] = field(default_factory=deque)
    silences: int = 0


def inspect_all(
    addresses: Iterable[str],
    *,
    client: Client,
    concurrency: int,
    limits: Limits = PAGE_LIMITS,
    known: Mapping[str, Known] = NOBODY,
    mail_domains: MailDomains = takes_mail,
) -> Iterator[Evidence]:
    """Yield the evidence on each address, in the order in which it comes in.

    The event loop runs in a thread of its own, so that whoever asks may write to the database between
    two answers. A caller that stops early stops the loop.
    """
    for batch in inspect_in_batches(
        addresses,
        client=client,
        concurrency=concurrency,
        limits=limits,
        known=known,
        mail_domains=mail_domains,
    ):
        yield from batch


def inspect_in_batches(
    addresses: Iterable[str],
    *,
    client: Client,
    concurrency: int,
    limits: Limits = PAGE_LIMITS,
    known: Mapping[str, Known] = NOBODY,
    mail_domains: MailDomains = takes_mail,
    honest: set[Origin] | None = None,
) -> Iterator[list[Evidence]]:
    """Do as ``inspect_all``, but yield what has come in since the last time together.

    ``honest`` carries from one call to the next which sites answer made-up addresses honestly.
    """
    results: Results = queue.Queue(maxsize=10)
    crawl = Crawl(by_host(addresses), results, known, set() if honest is None else honest)

    def run() -> None:
        try:
            asyncio.run(crawl.run(client, limits, concurrency, mail_domains))
            results.put(None)
        except BaseException as error:  # carried over to the asking thread, which raises it
            results.put(error)

    thread = threading.Thread(target=run, name="link check", daemon=True)
    thread.start()
    try:
        with looked_for_seldom():
            while (result := results.get()) is not None:
                if isinstance(result, BaseException):
                    raise result
                yield result
    finally:
        crawl.stop.set()
        while thread.is_alive():
            _drain(results)
            thread.join(0.05)


def by_host(addresses: Iterable[str]) -> dict[str, Host]:
    """Sort addresses by their host and page, in order; what has no host stands under the empty one."""
    hosts: dict[str, Host] = {}
    pages: dict[str, list[str]] = {}
    for address in addresses:
        page, _, fragment = address.partition("#")
        if fragment and page in pages:
            pages[page].append(address)
            continue
        url = url_or_none(address)
        name = "" if url is None else url.host
        together = [address]
        if name not in hosts:
            hosts[name] = Host()
        hosts[name].pages.append(together)
        if fragment:
            pages[page] = together
    return hosts


class Crawl:
    """Carry one run: which hosts wait for their turn, and what was found and not handed over yet."""

    def __init__(
        self, hosts: Mapping[str, Host], results: Results, known: Mapping[str, Known], honest: set[Origin]
    ) -> None:
        self.stop = threading.Event()
        self._waiting = deque(hosts.values())
        self._results = results
        self._known = known
        self._honest = honest
        self._found: list[Evidence] = []

    async def run(self, client: Client, limits: Limits, concurrency: int, mail_domains: MailDomains) -> None:
        """Look at everything; ``concurrency`` hosts at a time."""
        shared = {
            group[0].partition("#")[0] for host in self._waiting for group in host.pages if len(group) > 1
        }
        async with Carrier() as carrier:
            inspector = Inspector(
                client, carrier, limits, mail_domains=mail_domains, shared=shared, honest=self._honest
            )
            clock = asyncio.create_task(self._hand_over_regularly())
            async with asyncio.TaskGroup() as group:
                for _ in range(min(concurrency, len(self._waiting))):
                    group.create_task(self._work(inspector))
            clock.cancel()
        await self._hand_over()

    async def _work(self, inspector: Inspector) -> None:
        while self._waiting and not self.stop.is_set():
            host = self._waiting.popleft()
            addresses = host.pages.popleft()
            for address in addresses:
                if self.stop.is_set():
                    return
                await self._look(inspector, host, address)
            if len(addresses) > 1:
                inspector.forget(addresses[0].partition("#")[0])
            if host.pages:
                self._waiting.append(host)

    async def _look(self, inspector: Inspector, host: Host, address: str) -> None:
        if host.silences >= GIVE_UP_AFTER:
            evidence = Evidence(address, failure=Failure.BUSY, detail=SILENT)
        else:
            try:
                evidence = await inspector.inspect(address, self._known.get(address, NOTHING))
            except Exception as error:
                error.add_note(f"while the link {address} was checked")
                raise
        host.silences = host.silences + 1 if evidence.failure in SILENCES else 0
        self._found.append(evidence)
        if len(self._found) >= BATCH:
            await self._hand_over()

    async def _hand_over_regularly(self) -> None:
        while True:
            await asyncio.sleep(BATCH_SECONDS)
            await self._hand_over()

    async def _hand_over(self) -> None:
        if not self._found:
            return
        batch, self._found = self._found, []
        try:
            self._results.put_nowait(batch)
        except queue.Full:
            await asyncio.to_thread(self._results.put, batch)


def _drain(results: Results) -> None:
    while True:
        try:
            results.get_nowait()
        except queue.Empty:
            return
