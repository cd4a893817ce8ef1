"""The web as plugins see it: the one outbound client, its errors told with what a person can do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from ingest.errors import FetchError, Gone
from ingest.http import (
    Client,
    CredentialsRefused,
    HostBusy,
    InvalidUrl,
    LimitExceeded,
    Limits,
    NameNotResolved,
    OutboundError,
    Refused,
    Request,
    TimedOut,
    TlsFailed,
    TooManyRedirects,
)
from ingest.protocols import Answer, Validators
from ingest.words import gettext_noop as _

CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
GONE = (404, 410)
LATER = _("Try again later; if it stays, ask those who keep the site.")
REMEDIES: tuple[tuple[type[OutboundError], str], ...] = (
    (InvalidUrl, _("Correct the address.")),
    (CredentialsRefused, _("Take the user name and password out of the address.")),
    (Refused, _("Use the site's public address.")),
    (HostBusy, _("Nothing needs to be done: the site asked for a pause, and it is asked again later.")),
    (NameNotResolved, _("Check the address; the site may have moved.")),
    (TimedOut, _("Try again later; the site may be slow just now.")),
    (TlsFailed, _("Tell those who keep the site: its certificate is not in order.")),
    (LimitExceeded, _("Give a narrower address: there is more behind this one than is taken.")),
    (TooManyRedirects, _("Open the address in a browser and give the one where it ends.")),
)
STATUS_REMEDIES = {
    401: _("The site asks for a password. Ask those who keep it for access."),
    403: _("The site refuses robots or strangers. Ask those who keep it for access."),
    429: _("The site asks for fewer requests. Run the source less often."),
}


class GuardedWeb:
    """Fetch by the outbound client; see ``ingest.protocols.Web``."""

    def __init__(self, client: Client | None = None) -> None:
        self._client = client

    def get(
        self,
        url: str,
        *,
        validators: Validators = (),
        accept: str = "",
        headers: Validators = (),
        expected: Collection[int] = (),
        max_bytes: int | None = None,
        partial: bool = False,
    ) -> Answer:
        """Return the answer to a GET; raise ``FetchError`` or ``Gone``."""
        limits = replace(Limits(), body_bytes=max_bytes) if max_bytes else Limits()
        asked = (
            *(((("Accept", accept)),) if accept else ()),
            *((CONDITIONS[name], value) for name, value in validators if name in CONDITIONS),
            *headers,
        )
        if self._client is None:
            self._client = Client()
        try:
            response = self._client.send(Request(url, headers=asked, limits=limits, partial=partial))
        except OutboundError as error:
            raise FetchError(error.message, remedy=remedy_of(error)) from error
        answer = Answer(
            url=response.url,
            content=response.content,
            media_type=response.media_type,
            status=response.status,
            headers=tuple((name.lower(), value) for name, value in response.headers),
            truncated=response.truncated,
        )
        if 200 <= answer.status < 300 or answer.status in expected or (answer.unchanged and validators):
            return answer
        raise refusal_of(answer)


def remedy_of(error: OutboundError) -> str:
    """Return what a person can do about an error of the client."""
    found = (remedy for kind, remedy in REMEDIES if isinstance(error, kind))
    return next(found, LATER)


def refusal_of(answer: Answer) -> FetchError:
    """Return the error of an answer that is no success."""
    if answer.status in GONE:
        return Gone(
            _("%(url)s is no longer there (status %(status)s).", url=answer.url, status=answer.status),
            remedy=_("Check the address; the page may have been moved or removed."),
        )
    remedy = STATUS_REMEDIES.get(answer.status, LATER)
    return FetchError(
        _("%(url)s answered with status %(status)s.", url=answer.url, status=answer.status), remedy=remedy
    )
