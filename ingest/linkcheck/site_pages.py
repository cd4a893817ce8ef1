"""Read the links of a whole site: page after page, from its front page on, without the database."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from ingest.http import Client, OutboundError, Request, Url, parse_url, url_or_none
from ingest.linkcheck.inspection import ACCEPT, PAGE_LIMITS, is_html, is_ok
from ingest.linkcheck.listing import Listed
from ingest.linkcheck.pages import HTML_TYPES
from ingest.linkcheck.references import base_of_html, references_in_html
from ingest.markup.decoding import charset_of, decode

MOST_PAGES = 500


def listed_on_site(start: str, *, client: Client, most: int = MOST_PAGES) -> Iterator[Listed]:
    """Yield each reference of up to ``most`` pages of the site that ``start`` is on, each address once."""
    first = parse_url(start)
    waiting, known, listed = deque([first]), {str(first)}, set[str]()
    yield Listed(start, str(first))
    while waiting and most > 0:
        page, most = waiting.popleft(), most - 1
        for reference, url in references_on(page, client):
            address = reference if url is None else str(url)
            if address in listed:
                continue
            listed.add(address)
            yield Listed(reference, address)
            if url is not None and url.origin == first.origin:
                target = url.without_fragment()
                if str(target) not in known:
                    known.add(str(target))
                    waiting.append(target)


def references_on(page: Url, client: Client) -> list[tuple[str, Url | None]]:
    """Return the references of one page, as written and resolved; none when it can't be read."""
    request = Request(str(page), headers=ACCEPT, limits=PAGE_LIMITS, partial=True, body_types=HTML_TYPES)
    try:
        response = client.send(request)
    except OutboundError:
        return []
    if not is_ok(response) or not is_html(response):
        return []
    source = decode(response.content, claimed=charset_of(response.headers.get("content-type")))
    here = parse_url(response.url)
    base = url_or_none(base_of_html(source), here) or here
    return [(found.address, url_or_none(found.address, base)) for found in references_in_html(source)]
