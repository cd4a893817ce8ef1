"""Look at one link over the network and return the evidence.

A file is asked for with HEAD, and with GET where HEAD is refused or suspicious. A page is asked for with
GET at once, because its words decide; of anything else that comes, only the headers are read. Before
a link counts as blocked, a second GET is sent with an agent that looks like a browser's.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Set
from dataclasses import dataclass, replace

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
from ingest.http.limits import MIB
from ingest.linkcheck.evidence import KEPT_HEADERS, Evidence, Failure, Fragment
from ingest.linkcheck.mail_domains import MailDomains, takes_mail
from ingest.linkcheck.offline import inspect_offline, mail_domain_fault
from ingest.linkcheck.pages import HTML_TYPES, PageFacts, find_fragment, likeness, read_page
from ingest.linkcheck.siblings import Origin, Siblings

PAGE_BYTES = 2 * MIB
PAGE_LIMITS = Limits(
    connect_seconds=10, total_seconds=20, body_bytes=PAGE_BYTES, ratio_floor_bytes=PAGE_BYTES, redirects=10
)
"""Two mebibytes of a page are read: sections further down are doubtful, not missing. So short a body needs no
bound on how far it may be decompressed."""

BROWSER_AGENT = "Mozilla/5.0 (compatible; Palvelupaketti/0.1) Gecko/20100101 Firefox/140.0"
"""The second try's agent: some sites refuse every name that they do not know."""

FILE_PATH = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|csv|txt|ics|zip|7z|gz|jpe?g|png|gif|svg|webp|avif|tiff?|"
    r"mp[34]|m4[av]|ogg|wav|web[mp]|mov|avi|epub|css|m?js|woff2?|ico)\Z",
    re.IGNORECASE,
)
"""Addresses that lead to a file rather than a page."""

REFUSES_ROBOTS = frozenset({401, 403, 406, 418, 999})
ACCEPT = (
    ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
    ("Accept-Language", "fi,sv;q=0.8,en;q=0.6"),
)
MAX_REFRESHES = 3
UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class Known:
    """Hold what earlier checks know of a link: how to ask whether it changed, and what was confirmed.

    ``wants_print`` asks for the print of a page that somebody has vouched for and that has none yet.
    """

    etag: str = ""
    last_modified: str = ""
    print: tuple[int, ...] = ()
    wants_print: bool = False

    def conditions(self) -> tuple[tuple[str, str], ...]:
        """Return the header fields of a conditional request (RFC 9110, section 13.1)."""
        fields = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return tuple(field for field in fields if field[1] and field[1].isascii() and field[1].isprintable())


NOTHING = Known()


class Inspector:
    """Look at links with one client on one event loop.

    ``shared`` holds the pages of which several sections are to be looked for: each is fetched once and kept
    until it is to be forgotten. ``honest`` are the sites that are known to answer a made-up address as one.
    """

    def __init__(
        self,
        client: Client,
        carrier: Carrier,
        limits: Limits = PAGE_LIMITS,
        *,
        mail_domains: MailDomains = takes_mail,
        shared: Set[str] = frozenset(),
        honest: set[Origin] | None = None,
    ) -> None:
        self.client = client
        self.carrier = carrier
        self.limits = limits
        self.mail_domains = mail_domains
        self.shared = shared
        self._siblings = Siblings(self._get_once, set() if honest is None else honest)
        self._pages: dict[str, tuple[Response, PageFacts]] = {}

    async def inspect(self, address: str, known: Known = NOTHING) -> Evidence:
        """Return what was seen of a normalised address; never raises an ``OutboundError``."""
        try:
            url = parse_url(address)
            offline = inspect_offline(url)
            if offline is None:
                return await self._inspect_online(url, address, known)
            if url.scheme == "mailto" and offline.failure is None:
                offline = await asyncio.to_thread(mail_domain_fault, url, self.mail_domains) or offline
        except OutboundError as error:
            return failed(address, error)
        return replace(offline, url=address)

    def forget(self, page: str) -> None:
        """Let go of a shared page whose sections have all been looked for."""
        self._pages.pop(page, None)

    async def _inspect_online(self, url: Url, address: str, known: Known) -> Evidence:
        page = str(url.without_fragment())
        if page in self._pages:
            return self._seen(url, address, *self._pages[page], known)
        if FILE_PATH.search(url.path):
            head = await self._head(url, known)
            if head is not None and ((is_ok(head) and not is_html(head)) or head.status == UNCHANGED):
                return self._seen(url, address, head, PageFacts(), known, method="HEAD")
        response = await self._get(url, known=NOTHING if url.fragment else known)
        if response.status in REFUSES_ROBOTS or "cf-mitigated" in response.headers:
            again = await self._get(url, user_agent=BROWSER_AGENT)
            response = again if is_ok(again) else response
        facts = facts_of(response)
        if facts.refresh and is_ok(response):
            response, facts = await self._follow_refreshes(response, facts)
        evidence = self._seen(url, address, response, facts, known)
        if page in self.shared:
            self._pages[page] = (response, facts)
        if is_ok(response) and is_html(response) and not facts.script_made:
            sibling = await self._siblings.answer_like(url, response, facts)
            if sibling:
                return replace(evidence, sibling=sibling)
        return evidence

    async def _head(self, url: Url, known: Known) -> Response | None:
        try:
            return await self.client.send_async(self._request(url, "HEAD", known), self.carrier)
        except (TimedOut, BadReply, TooManyRedirects):
            # Some servers never answer HEAD, answer it with a body, or send it round in circles.
            return None

    async def _get(self, url: Url, *, user_agent: str = "", known: Known = NOTHING) -> Response:
        return await self.client.send_async(self._request(url, "GET", known, user_agent), self.carrier)

    async def _get_once(self, url: Url) -> tuple[Response, PageFacts]:
        response = await self._get(url)
        return response, facts_of(response)

    async def _follow_refreshes(self, response: Response, facts: PageFacts) -> tuple[Response, PageFacts]:
        steps: tuple[Redirect, ...] = ()
        while facts.refresh and is_ok(response) and len(steps) < MAX_REFRESHES:
            here = parse_url(response.url)
            target = parse_url(facts.refresh, parse_url(facts.base or response.url, here))
            if str(target.without_fragment()) == str(here.without_fragment()):
                break
            steps += (*response.redirects, Redirect(response.url, response.status, str(target)))
            response = await self._get(target)
            facts = facts_of(response)
        return replace(response, redirects=steps + response.redirects), facts

    def _request(self, url: Url, method: str, known: Known, user_agent: str = "") -> Request:
        headers = ACCEPT if known is NOTHING else ACCEPT + known.conditions()
        types = HTML_TYPES if method == "GET" else frozenset()
        return Request(str(url), method, headers, None, self.limits, True, types, True, user_agent)

    def _seen(
        self,
        url: Url,
        address: str,
        response: Response,
        facts: PageFacts,
        known: Known,
        *,
        method: str = "GET",
    ) -> Evidence:
        page = method == "GET" and is_ok(response) and is_html(response)
        return Evidence(
            url=address,
            method=method,
            status=response.status,
            final_url=response.url,
            redirects=response.redirects,
            headers=tuple([(name, value[:500]) for name, value in response.headers.only(KEPT_HEADERS)]),
            address=response.address,
            seconds=response.seconds,
            certificate_ends=response.certificate_ends,
            retry_at=response.retry_at,
            title=facts.title,
            heading=facts.heading,
            fragment=_fragment(url, response, facts) if page else Fragment.NONE,
            password_field=facts.password_field,
            for_sale=facts.for_sale,
            print=facts.print if page and known.wants_print else (),
            likeness=_likeness(known.print, facts) if page else None,
        )


ENOUGH_WORDS = 20
"""Pages with fewer different words are not compared with what was confirmed: a counter would change them."""


def _likeness(confirmed: tuple[int, ...], facts: PageFacts) -> float | None:
    if len(confirmed) < ENOUGH_WORDS or len(facts.print) < ENOUGH_WORDS or facts.script_made:
        return None
    return likeness(confirmed, facts.print)


def _fragment(url: Url, response: Response, facts: PageFacts) -> Fragment:
    wanted = parse_url(response.url).fragment if response.redirects else url.fragment
    if wanted is None:
        wanted = url.fragment
    return Fragment.NONE if wanted is None else find_fragment(wanted, facts, whole=not response.truncated)


def is_ok(response: Response) -> bool:
    """Say whether the server says so."""
    return 200 <= response.status < 300


def is_html(response: Response) -> bool:
    """Say whether a response is a page; one without a type may be."""
    return response.media_type in HTML_TYPES or not response.media_type


def facts_of(response: Response) -> PageFacts:
    """Read a response if it is a page."""
    if not is_html(response):
        return PageFacts()
    return read_page(response.content, response.headers.get("content-type"))


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
        detail=error.message,
        final_url=error.url,
        redirects=error.redirects,
        address=error.address,
        retry_at=error.retry_at if isinstance(error, HostBusy) else None,
    )
