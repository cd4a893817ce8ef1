"""Ask a site's robots.txt before asking the site (RFC 9309)."""

from __future__ import annotations

from protego import Protego

from ingest.errors import FetchError, Gone
from ingest.http import parse_url
from ingest.markup.decoding import decode
from ingest.protocols import Web
from ingest.words import gettext_noop as _

PRODUCT = "Palvelupaketti"
"""The token by which a site can name us; it stands in the user agent."""
LARGEST = 500_000
"""Bytes that are read of a robots.txt: section 2.5."""
MISSING = range(400, 500)
"""Answers that mean that there is none: section 2.3.1.3."""


class Robots:
    """Know what the sites of one run allow; each robots.txt is read once."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._rules: dict[str, Protego | FetchError] = {}

    def check(self, address: str) -> None:
        """Raise ``FetchError`` if the site doesn't want the address to be read, or can't be asked."""
        rules = self._of(address)
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(address, PRODUCT):
            raise FetchError(
                _("The site's robots.txt asks robots not to read %(address)s.", address=address),
                remedy=_("Ask those who keep the site to allow %(product)s.", product=PRODUCT),
            )

    def sitemaps(self, address: str) -> list[str]:
        """Return the sitemaps that the site's robots.txt names."""
        rules = self._of(address)
        return [] if isinstance(rules, FetchError) else list(rules.sitemaps)[:20]

    def _of(self, address: str) -> Protego | FetchError:
        url = parse_url(address)
        origin = f"{url.scheme}://{url.host}" + (f":{url.port}" if url.port else "")
        if origin not in self._rules:
            self._rules[origin] = self._read(f"{origin}/robots.txt")
        return self._rules[origin]

    def _read(self, address: str) -> Protego | FetchError:
        try:
            answer = self._web.get(address, expected=MISSING, max_bytes=LARGEST, partial=True)
        except Gone:
            return Protego.parse("")
        except FetchError as error:
            return FetchError(
                _("The site's robots.txt can't be read: %(error)s", error=error), remedy=error.remedy
            )
        found = 200 <= answer.status < 300 and "html" not in answer.media_type
        return Protego.parse(decode(answer.content) if found else "")
