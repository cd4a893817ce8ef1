"""Carry many transfers at once on one event loop.

libcurl's own polling is used instead of the event loop's: watching and forgetting each socket there costs
more than a small answer does. While transfers are open the loop is blocked for at most ``LONGEST_WAIT`` at
a time, and not at all while there is anything to be done.
"""

from __future__ import annotations

import asyncio
from types import TracebackType

import pycurl

from ingest.http.transfer import Handle

LONGEST_WAIT = 0.01
"""Seconds by which another timer of the loop, or an answer of the name service, may be late."""

KEPT_CONNECTIONS = 400
"""Open connections that are kept for the next request to the same host, the oldest given up first."""


class Carrier:
    """Perform handles together, within ``async with``; it belongs to the loop that it is used on first.

    Done handles are kept for the next requests (``take`` and ``give``), which saves setting up the libraries
    behind them, and the options that the next transfer shares.
    """

    def __init__(self) -> None:
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, KEPT_CONNECTIONS)
        self._open: dict[pycurl.Curl, asyncio.Future[None]] = {}
        self._spare: list[Handle] = []
        self._driving = False

    async def __aenter__(self) -> Carrier:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for curl, waiting in list(self._open.items()):
            self._multi.remove_handle(curl)
            waiting.cancel()
            curl.close()
        self._open.clear()
        for handle in self._spare:
            handle.close()
        self._spare.clear()
        self._multi.close()

    def take(self) -> Handle:
        """Return a handle without cookies."""
        return self._spare.pop() if self._spare else Handle()

    def give(self, handle: Handle) -> None:
        """Take a handle back that is not being performed; it forgets its cookies."""
        handle.forget()
        self._spare.append(handle)

    async def perform(self, curl: pycurl.Curl) -> None:
        """Perform a prepared handle; raise ``pycurl.error`` as ``Curl.perform`` does."""
        loop = asyncio.get_running_loop()
        waiting = loop.create_future()
        self._multi.add_handle(curl)
        self._open[curl] = waiting
        if not self._driving:
            self._driving = True
            loop.call_soon(self._drive, loop)
        try:
            await waiting
        finally:
            if self._open.pop(curl, None) is not None:
                self._multi.remove_handle(curl)

    def _drive(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self._open:
            self._driving = False
            return
        self._multi.perform()
        if not self._finished() and not _has_work(loop):
            self._multi.select(LONGEST_WAIT)
        loop.call_soon(self._drive, loop)

    def _finished(self) -> int:
        count = 0
        more = 1
        while more:
            more, done, failed = self._multi.info_read()
            count += len(done) + len(failed)
            for curl in done:
                self._settle(curl, None)
            for curl, code, message in failed:
                self._settle(curl, pycurl.error(code, message))
        return count

    def _settle(self, curl: pycurl.Curl, error: pycurl.error | None) -> None:
        self._multi.remove_handle(curl)
        waiting = self._open.pop(curl)
        if waiting.done():
            return
        if error is None:
            waiting.set_result(None)
        else:
            waiting.set_exception(error)


def _has_work(loop: asyncio.AbstractEventLoop) -> bool:
    """Say whether the loop has callbacks to run at once; a loop that does not tell has none."""
    return bool(getattr(loop, "_ready", ()))
