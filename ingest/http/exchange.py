"""Follow one request through its redirects, each of them a new address to be checked.

The exchange decides, others perform: ``url`` and ``request`` are the next hop, ``take`` its response.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.http.errors import DowngradeRefused, InvalidUrl, OutboundError, TooManyRedirects
from ingest.http.guard import Guard
from ingest.http.messages import Redirect, Request, Response
from ingest.http.urls import Url, parse_url
from ingest.words import gettext_noop as _

FOLLOWED = frozenset({301, 302, 303, 307, 308})

CREDENTIAL_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "x-api-key"})
"""What never goes to another origin."""

MOST_VISITS = 3
"""Some sites send in a circle once or twice until they get their own cookie back; more is for ever."""

BODY_HEADERS = frozenset({"content-type", "content-encoding", "content-language", "content-length"})


class Exchange:
    """Hold the state of one request between its hops."""

    def __init__(self, request: Request, guard: Guard) -> None:
        self.guard = guard
        self.request = request
        self.redirects: tuple[Redirect, ...] = ()
        self.url = parse_url(request.url)
        guard.check_url(self.url)

    def take(self, response: Response) -> Response | None:
        """Return the answer if the response is the last one, else prepare the next hop."""
        location = response.headers.get("location").strip()
        if not (self.request.follow_redirects and response.status in FOLLOWED and location):
            return replace(response, redirects=self.redirects) if self.redirects else response
        target = self._target(location)
        step = Redirect(url=str(self.url), status=response.status, location=str(target))
        visits = sum(str(target) == known.url for known in self.redirects)
        loop = visits >= MOST_VISITS
        if loop or len(self.redirects) >= self.request.limits.redirects:
            times = len(self.redirects)
            self.redirects += (step,)
            raise TooManyRedirects(
                _("the address redirects more than %(count)s times, in a circle", count=times)
                if visits
                else _("the address redirects more than %(count)s times", count=times),
                url=str(target),
                loop=visits > 0,
            )
        self.redirects += (step,)
        self.guard.check_url(target)
        self.request = self._redirected(response.status, target)
        self.url = target
        return None

    def failed(self, error: OutboundError) -> OutboundError:
        """Give an error the way that led to it."""
        error.redirects = self.redirects
        return error

    def _target(self, location: str) -> Url:
        try:
            target = parse_url(location, self.url)
        except InvalidUrl as error:
            raise InvalidUrl(
                _("the address redirects to one that can't be read: %(error)s", error=error), url=location
            ) from error
        if target.fragment is None:
            # RFC 9110, section 10.2.2: a redirect without a fragment inherits the one asked for.
            target = replace(target, fragment=self.url.fragment)
        return target

    def _redirected(self, status: int, target: Url) -> Request:
        request = self.request
        headers = request.headers
        changes_to_get = (status == 303 and request.method != "HEAD") or (
            status in {301, 302} and request.method == "POST"
        )
        if changes_to_get:
            headers = tuple(field for field in headers if field[0].lower() not in BODY_HEADERS)
            request = replace(request, method="GET", body=None)
        if request.body is not None and self.url.scheme == "https" and target.scheme == "http":
            raise DowngradeRefused(_("a redirect would send the body unencrypted"), url=str(target))
        if target.origin != self.url.origin:
            headers = tuple(field for field in headers if field[0].lower() not in CREDENTIAL_HEADERS)
        return replace(request, url=str(target), headers=headers)
