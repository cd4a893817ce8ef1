"""Look at one link over the network and return the evidence.

A file is asked for with HEAD, and with GET where HEAD is refused or suspicious. A page is asked for with
GET at once, because its words decide; of anything else that comes, only the headers are read. Before
a link counts as blocked, a second GET is sent with an agent that looks like a browser's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ingest.http import (
    BadReply,
    Carrier,
    Client,
    HostBusy,
    InvalidUrl,
    LimitExceeded,
    Limits,
    NameNotResolved,
    OutboundError,
    Redirect,
    Refused,
    Request,
    Response,
    TimedOut,
    TlsFailed,
    TooManyRedirects,
    Url,
    parse_url,
)
from ingest.http.retry_after import retry_at
from ingest.linkcheck.evidence import KEPT_HEADERS, Evidence, Failure, Fragment
from ingest.linkcheck.offline import inspect_offline
from ingest.linkcheck.pages import HTML_TYPES, PageFacts, find_fragment, read_page

PAGE_LIMITS = Limits(connect_seconds=10, total_seconds=20, body_bytes=2 * 1024 * 1024)
"""Two mebibytes of a page are read: sections further down are doubtful, not missing."""

BROWSER_AGENT = "Mozilla/5.0 (compatible; Palvelupaketti/0.1) Gecko/20100101 Firefox/140.0"
"""The second try's agent: some sites refuse every name that they do not know."""

FILE_PATH = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|csv|txt|ics|zip|7z|gz|jpe?g|png|gif|svg|webp|avif|tiff?|"
    r"mp[34]|m4[av]|ogg|wav|web[mp]|mov|avi|epub)\Z",
    re.IGNORECASE,
)
"""Addresses that lead to a file rather than a page."""

REFUSES_ROBOTS = frozenset({401, 403, 406, 418, 999})
ACCEPT = (
    ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
    ("Accept-Language", "fi,sv;q=0.8,en;q=0.6"),
)
MAX_REFRESHES = 3


@dataclass(frozen=True, slots=True)
class Inspector:
    """Look at links with one client on one event loop."""

    client: Client
    multi: Carrier
    limits: Limits = PAGE_LIMITS

    async def inspect(self, address: str) -> Evidence:
        """Return what was seen of a normalised address; never raises an ``OutboundError``."""
        try:
            url = parse_url(address)
            evidence = inspect_offline(url) or await self._inspect_online(url)
        except OutboundError as error:
            return failed(address, error)
        return replace(evidence, url=address)

    async def _inspect_online(self, url: Url) -> Evidence:
        head = await self._head(url) if FILE_PATH.search(url.path) else None
        if head is not None and head.ok and not is_html(head.response):
            return seen(url, head.response, "HEAD")
        answer = await self._get(url)
        if answer.response.status in REFUSES_ROBOTS:
            again = await self._get(url, user_agent=BROWSER_AGENT)
            answer = again if again.ok else answer
        return await self._follow_refreshes(url, answer)

    async def _head(self, url: Url) -> _Answer | None:
        try:
            return _Answer(await self.client.send_async(self._request(url, "HEAD"), self.multi))
        except (TimedOut, BadReply, TooManyRedirects):
            # Some servers never answer HEAD, answer it with a body, or send it round in circles.
            return None

    async def _get(self, url: Url, user_agent: str = "") -> _Answer:
        request = replace(self._request(url, "GET"), user_agent=user_agent, body_types=HTML_TYPES)
        return _Answer(await self.client.send_async(request, self.multi))

    async def _follow_refreshes(self, url: Url, answer: _Answer) -> Evidence:
        steps: tuple[Redirect, ...] = ()
        response, facts = answer.response, facts_of(answer.response)
        while facts.refresh and answer.ok and len(steps) < MAX_REFRESHES:
            target = parse_url(facts.refresh, parse_url(facts.base or response.url, parse_url(response.url)))
            if str(target.without_fragment()) == str(parse_url(response.url).without_fragment()):
                break
            steps += (*response.redirects, Redirect(response.url, response.status, str(target)))
            response = (await self._get(target)).response
            facts = facts_of(response)
        return seen(url, replace(response, redirects=steps + response.redirects), "GET", facts)

    def _request(self, url: Url, method: str) -> Request:
        return Request(str(url), method=method, headers=ACCEPT, limits=self.limits, partial=True)


@dataclass(frozen=True, slots=True)
class _Answer:
    response: Response

    @property
    def ok(self) -> bool:
        return 200 <= self.response.status < 300


def is_html(response: Response) -> bool:
    """Say whether a response is a page; one without a type may be."""
    return response.media_type in HTML_TYPES or not response.media_type


def facts_of(response: Response) -> PageFacts:
    """Read a response if it is a page."""
    if not is_html(response):
        return PageFacts()
    return read_page(response.content, response.headers.get("content-type"))


def seen(url: Url, response: Response, method: str, facts: PageFacts | None = None) -> Evidence:
    """Return the evidence of an answer."""
    read = facts or PageFacts()
    fragment = Fragment.NONE
    if method == "GET" and is_html(response) and 200 <= response.status < 300:
        wanted = parse_url(response.url).fragment
        fragment = find_fragment(
            url.fragment if wanted is None else wanted, read, whole=not response.truncated
        )
    return Evidence(
        url=str(url),
        method=method,
        status=response.status,
        final_url=response.url,
        redirects=response.redirects,
        headers=tuple((name, value) for name in KEPT_HEADERS if (value := response.headers.get(name)[:500])),
        address=response.address,
        seconds=response.seconds,
        certificate_ends=response.certificate_ends,
        retry_at=retry_at(response.status, response.headers, datetime.now(UTC)),
        title=read.title,
        heading=read.heading,
        fragment=fragment,
        password_field=read.password_field,
        for_sale=read.for_sale,
    )


FAILURES: tuple[tuple[type[OutboundError], Failure], ...] = (
    (Refused, Failure.UNSAFE),
    (InvalidUrl, Failure.INVALID),
    (HostBusy, Failure.BUSY),
    (TlsFailed, Failure.TLS),
    (TimedOut, Failure.TIMEOUT),
    (BadReply, Failure.BAD_REPLY),
    (LimitExceeded, Failure.TOO_LARGE),
    (TooManyRedirects, Failure.REDIRECT_LOOP),
)


def failed(address: str, error: OutboundError) -> Evidence:
    """Return the evidence of a failure."""
    failure = next((name for kind, name in FAILURES if isinstance(error, kind)), Failure.CONNECTION)
    if isinstance(error, NameNotResolved):
        failure = Failure.DNS_TEMPORARY if error.temporary else Failure.DNS
    return Evidence(
        url=address,
        failure=failure,
        detail=str(error),
        final_url=error.url,
        redirects=error.redirects,
        address=error.address,
        retry_at=error.retry_at if isinstance(error, HostBusy) else None,
    )
