"""Look at many links at once: hosts side by side, the links of one host one after the other."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Iterable, Iterator

from ingest.http import Carrier, Client, InvalidUrl, Limits, parse_url
from ingest.linkcheck.evidence import Evidence, Failure
from ingest.linkcheck.inspection import PAGE_LIMITS, Inspector

GIVE_UP_AFTER = 3
"""After so many time-outs in a row a host is left alone for the rest of the run."""

SILENCES = frozenset({Failure.TIMEOUT, Failure.BUSY})
SILENT = f"the host did not answer {GIVE_UP_AFTER} times in a row"

Results = queue.Queue[Evidence | BaseException | None]


def inspect_all(
    addresses: Iterable[str], *, client: Client, concurrency: int, limits: Limits = PAGE_LIMITS
) -> Iterator[Evidence]:
    """Yield the evidence on each address, in the order in which it comes in.

    The event loop runs in a thread of its own, so that whoever asks may write to the database between
    two answers. A caller that stops early stops the loop.
    """
    results: Results = queue.Queue(maxsize=1000)
    stop = threading.Event()
    by_host = group_by_host(addresses)

    def run() -> None:
        try:
            asyncio.run(
                _run(
                    by_host=by_host,
                    client=client,
                    limits=limits,
                    concurrency=concurrency,
                    results=results,
                    stop=stop,
                )
            )
            results.put(None)
        except BaseException as error:  # carried over to the asking thread, which raises it
            results.put(error)

    thread = threading.Thread(target=run, name="link check", daemon=True)
    thread.start()
    try:
        while (result := results.get()) is not None:
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        stop.set()
        while thread.is_alive():
            _drain(results)
            thread.join(0.05)


def group_by_host(addresses: Iterable[str]) -> dict[str, list[str]]:
    """Sort addresses by their host, in order; what has none stands under the empty one."""
    groups: dict[str, list[str]] = {}
    for address in addresses:
        try:
            host = parse_url(address).host
        except InvalidUrl:
            host = ""
        groups.setdefault(host, []).append(address)
    return groups


async def _run(
    *,
    by_host: dict[str, list[str]],
    client: Client,
    limits: Limits,
    concurrency: int,
    results: Results,
    stop: threading.Event,
) -> None:
    places = asyncio.Semaphore(concurrency)
    async with Carrier() as multi:
        inspector = Inspector(client, multi, limits)

        async def visit(addresses: list[str]) -> None:
            async with places:
                silences = 0
                for address in addresses:
                    if stop.is_set():
                        return
                    if silences >= GIVE_UP_AFTER:
                        evidence = Evidence(address, failure=Failure.BUSY, detail=SILENT)
                    else:
                        evidence = await _inspect(inspector, address)
                    silences = silences + 1 if evidence.failure in SILENCES else 0
                    if results.full():
                        await asyncio.to_thread(results.put, evidence)
                    else:
                        results.put(evidence)

        async with asyncio.TaskGroup() as group:
            for addresses in by_host.values():
                group.create_task(visit(addresses))


async def _inspect(inspector: Inspector, address: str) -> Evidence:
    try:
        return await inspector.inspect(address)
    except Exception as error:
        error.add_note(f"while the link {address} was checked")
        raise


def _drain(results: Results) -> None:
    while True:
        try:
            results.get_nowait()
        except queue.Empty:
            return
