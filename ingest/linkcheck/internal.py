"""Check links to our own pages, documents and images: in the database and by rendering, not over the web."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.utils.translation import get_language, override
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from ingest.http import Redirect, Url, parse_url, url_or_none
from ingest.http.exchange import FOLLOWED
from ingest.linkcheck.content import OwnSites
from ingest.linkcheck.evidence import Evidence, Failure, Fragment
from ingest.linkcheck.pages import PageFacts, find_fragment, read_page
from ingest.linkcheck.references import INTERNAL
from ingest.words import gettext_noop as _

MOST_REDIRECTS = 5
RENDERED = "rendered"
"""What stands where a check over the web keeps its method."""


def is_internal(address: str, own: OwnSites) -> bool:
    """Say whether an address leads to us."""
    if address.startswith(f"{INTERNAL}:"):
        return True
    url = url_or_none(address)
    return url is not None and own.holds(url)


def inspect_internal(address: str, own: OwnSites) -> Evidence:
    """Look at what an address of ours leads to."""
    url = parse_url(address)
    if url.scheme != INTERNAL:
        return render(address, url, own)
    kind, _slash, key = url.path.partition("/")
    if kind == "page":
        return _page(address, key, url.fragment, own)
    model = get_document_model() if kind == "document" else get_image_model()
    return _file(address, model.objects.filter(pk=key).first())


def _page(address: str, key: str, fragment: str | None, own: OwnSites) -> Evidence:
    page = Page.objects.filter(pk=key).first()
    if page is None:
        return _absent(address, _("the page was deleted"))
    if not page.live:
        return _absent(address, _("the page is not published"))
    found = page.full_url
    if not found:
        return _absent(address, _("the page is on no site"))
    if not fragment:
        return Evidence(address, RENDERED, 200, found, title=page.title)
    return replace(render(address, replace(parse_url(found), fragment=fragment), own), url=address)


def _file(address: str, found: Any) -> Evidence:
    if found is None:
        return _absent(address, _("the file was deleted"))
    if not found.file.storage.exists(found.file.name):
        return _absent(address, _("the file is missing from the storage"))
    return Evidence(address, RENDERED, 200, address, title=found.title)


def _absent(address: str, detail: str) -> Evidence:
    return Evidence(address, failure=Failure.ABSENT, detail=detail, final_url=address)


def render(address: str, url: Url, own: OwnSites) -> Evidence:
    """Answer an address of ours as a reader who is not logged in gets it, redirects followed."""
    steps: tuple[Redirect, ...] = ()
    while True:
        response = _answer(url)
        target = _target(response, url)
        if target is None or len(steps) >= MOST_REDIRECTS or not own.holds(target):
            break
        steps += (Redirect(str(url), response.status_code, str(target)),)
        url = target
    html = response.get("Content-Type", "").partition(";")[0] == "text/html" and not response.streaming
    facts = read_page(response.content, "text/html; charset=utf-8") if html else PageFacts()
    wanted = url.fragment if response.status_code < 300 and html else None
    return Evidence(
        address,
        RENDERED,
        response.status_code,
        str(url),
        steps,
        title=facts.title,
        heading=facts.heading,
        fragment=Fragment.NONE if wanted is None else find_fragment(wanted, facts, whole=True),
    )


def _target(response: Any, url: Url) -> Url | None:
    if response.status_code not in FOLLOWED:
        return None
    target = url_or_none(response.get("Location", ""), url)
    return target if target is None or target.fragment is not None else replace(target, fragment=url.fragment)


def _answer(url: Url) -> Any:
    """Render a page of ours; the database's connection and the language stay as the caller has them."""
    handler = BaseHandler()
    handler.load_middleware()
    request_finished.disconnect(close_old_connections)
    try:
        with override(get_language()):
            response = handler.get_response(_request(url))
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        response.close()
    finally:
        request_finished.connect(close_old_connections)
    return response


def _request(url: Url) -> WSGIRequest:
    port = str(url.effective_port)
    host = url.host if url.port is None else f"{url.host}:{port}"
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote_to_bytes(url.path).decode("latin-1"),
            "QUERY_STRING": url.query or "",
            "SERVER_NAME": url.host,
            "SERVER_PORT": port,
            "HTTP_HOST": host,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_ACCEPT": "text/html",
            "wsgi.url_scheme": url.scheme,
            "wsgi.input": BytesIO(),
        }
    )
