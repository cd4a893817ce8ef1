"""Find a WordPress site's REST API from any address of the site.

The ways are WordPress's own (REST API Handbook, "Discovery"): a ``Link`` header, a ``link`` element, and the
two places where the API usually stands.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

from ingest.errors import FetchError, GatherError, ParseError
from ingest.http import parse_url
from ingest.markup.addresses import base_of, web_address
from ingest.markup.decoding import charset_of, decode
from ingest.markup.trees import parse_page
from ingest.protocols import Answer, Web
from ingest.words import gettext_noop as _

RELATION = "https://api.w.org/"
LINK = re.compile(r"<([^<>]+)>\s*;[^,]{0,300}\brel\s*=\s*\"?https://api\.w\.org/\"?")
REMEDY = _(
    "Check that the site is made with WordPress and that its REST API is open to everybody;"
    " a security plugin may have closed it."
)


def api_root(web: Web, address: str) -> str:
    """Return the address of the site's API; raise ``GatherError`` if the site has none."""
    path = parse_url(address).path
    if "/wp-json" in path:
        return address[: address.index("/wp-json")] + "/wp-json/"
    if "rest_route=" in address:
        return address.partition("?")[0] + "?rest_route=/"
    named = ""
    try:
        answer = web.get(address, expected=range(400, 600), max_bytes=3_000_000, partial=True)
        named = _named(answer)
    except FetchError as error:
        raise GatherError(error.message, remedy=error.remedy) from error
    site = _folder(answer.url)
    tried = (
        [named] if named else [f"{site}wp-json/", f"{site}?rest_route=/", f"{_origin(answer.url)}/wp-json/"]
    )
    failure: str = ""
    for candidate in dict.fromkeys(tried):
        try:
            root = answered_json(web.get(candidate, accept="application/json", max_bytes=5_000_000))
        except (FetchError, ParseError) as error:
            failure = failure or error.message
            continue
        if isinstance(root, dict) and any(
            "wp/v2" in str(one) for one in root.get("namespaces") or root.get("routes") or ()
        ):
            return candidate
        failure = failure or _("What stands at the usual place is no REST API of WordPress.")
    raise GatherError(
        _(
            "No REST API of WordPress was found at %(address)s: %(failure)s",
            address=address,
            failure=failure,
        ),
        remedy=REMEDY,
    )


def collection(root: str, name: str, **asked: object) -> str:
    """Return the address of one of the API's collections with what is asked of it."""
    query = urlencode({key: value for key, value in asked.items() if value not in ("", None)})
    if "rest_route=" in root:
        return f"{root.rstrip('/')}/wp/v2/{name}" + (f"&{query}" if query else "")
    return f"{root.rstrip('/')}/wp/v2/{name}" + (f"?{query}" if query else "")


def answered_json(answer: Answer) -> Any:
    """Return the JSON of an answer; raise ``ParseError`` if a page came in its place."""
    text = decode(answer.content, claimed=charset_of(answer.header("content-type"))).strip()
    if text.startswith("<") or not text:
        login = re.search(
            r"wp-login|<input[^>]{0,300}type=[\"']password|kirjaudu|log ?in", text[:200_000], re.IGNORECASE
        )
        asks_login = _(
            "The site asks to log in where WordPress's REST API gives JSON (%(url)s).", url=answer.url
        )
        page = _(
            "The site answered with a page where WordPress's REST API gives JSON (%(url)s).", url=answer.url
        )
        raise ParseError(asks_login if login else page, remedy=REMEDY)
    try:
        return json.loads(_from_first_bracket(text), strict=False)
    except (ValueError, RecursionError) as error:
        raise ParseError(
            _("The JSON of %(url)s is broken: %(error)s", url=answer.url, error=error), remedy=REMEDY
        ) from error


def _from_first_bracket(text: str) -> str:
    """Return JSON without what a badly written extension printed before it."""
    if text[0] in "[{":
        return text
    starts = [place for sign in "[{" if (place := text.find(sign, 0, 5_000)) >= 0]
    return text[min(starts) :] if starts else text


def _named(answer: Answer) -> str:
    base = base_of(answer.url)
    for name, value in answer.headers:
        if name == "link" and (match := LINK.search(value)):
            return web_address(match.group(1), base)
    try:
        root = parse_page(answer.content, claimed=charset_of(answer.header("content-type")))
    except ParseError:
        return ""
    for link in root.iter("link"):
        if RELATION in (link.get("rel") or "").split():
            return web_address(link.get("href") or "", base)
    return ""


def _origin(address: str) -> str:
    url = parse_url(address)
    return f"{url.scheme}://{url.host}" + (f":{url.port}" if url.port else "")


def _folder(address: str) -> str:
    path = parse_url(address).path
    return f"{_origin(address)}{path if path.endswith('/') else path.rpartition('/')[0] + '/'}"
