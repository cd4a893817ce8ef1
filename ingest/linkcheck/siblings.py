"""Find out whether a site answers to any address as it answers to this one: then a 200 says nothing.

A made-up address in the same folder is asked for, once a run and host while the host is honest, else once
a folder. A page without words, or one that its script makes, is never judged by its sibling.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from ingest.http import HostBusy, OutboundError, Response, Url
from ingest.linkcheck.pages import PageFacts, likeness

ALIKE_FROM = 0.9
ENOUGH_WORDS = 6
"""Different words that a page must have before its sibling's likeness says anything."""

Fetch = Callable[[Url], Awaitable[tuple[Response, PageFacts]]]


@dataclass(frozen=True, slots=True)
class _Answer:
    """Hold what a made-up address got; an honest one gets ``HONEST``."""

    final_url: str = ""
    title: str = ""
    print: tuple[int, ...] = ()


HONEST = _Answer()

Origin = tuple[str, str, int]


class Siblings:
    """Ask for siblings with ``fetch`` and remember their answers for a round.

    ``honest`` are the sites that need not be asked again; it outlives the round, and those found are added.
    """

    def __init__(self, fetch: Fetch, honest: set[Origin]) -> None:
        self._fetch = fetch
        self._honest = honest
        self._hosts: dict[Origin, asyncio.Task[_Answer]] = {}
        self._folders: dict[tuple[str, str, int, str], asyncio.Task[_Answer]] = {}

    async def answer_like(self, url: Url, response: Response, facts: PageFacts) -> str:
        """Return how a sibling was answered alike, empty if it was not or nothing can be said."""
        if url.origin in self._honest:
            return ""
        folder, _, name = url.path.rpartition("/")
        if not name and not folder:
            return ""
        sibling = await self._sibling_of(url, folder or "")
        if sibling is HONEST:
            return ""
        if response.redirects and sibling.final_url == _without_fragment(response.url):
            return "redirected alike"
        same_words = len(facts.print) >= ENOUGH_WORDS and likeness(facts.print, sibling.print) >= ALIKE_FROM
        return "alike" if same_words and facts.title == sibling.title else ""

    async def _sibling_of(self, url: Url, folder: str) -> _Answer:
        host = self._hosts.get(url.origin)
        if host is None:
            host = self._hosts[url.origin] = asyncio.create_task(self._ask(url, folder))
            self._folders[(*url.origin, folder)] = host
        answer = await host
        if answer is HONEST:
            self._honest.add(url.origin)
            return HONEST
        task = self._folders.get((*url.origin, folder))
        if task is None:
            task = self._folders[(*url.origin, folder)] = asyncio.create_task(self._ask(url, folder))
        return await task

    async def _ask(self, url: Url, folder: str) -> _Answer:
        made_up = Url(url.scheme, url.host, url.port, f"{folder}/ei-{secrets.token_hex(8)}")
        try:
            response, facts = await self._fetch(made_up)
        except (OutboundError, HostBusy):
            return HONEST
        if not 200 <= response.status < 300:
            return HONEST
        moved = _without_fragment(response.url) if response.redirects else ""
        return _Answer(moved, facts.title, facts.print)


def _without_fragment(address: str) -> str:
    return address.partition("#")[0]
